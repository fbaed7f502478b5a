"""Many analyses at once against peers: equal results first, then how many times faster.

Every side pools the first analyses of one and the same set; the peers, being slower, fewer of
them. Rounds are timed in turn by the clock on the wall, since both processors may be used. Ends
with an error where results differ, a ratio is below its bar, or R, metafor or a peer is missing
(``pip install "evidence[bench]"``).
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
from results_file import put_section

from evidence.bulk.engines import processors
from evidence.bulk.pool_many import pool_many
from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2

HERE = Path(__file__).parent
EACH, MOST, BY_NUMPY = 10, 1_000_000, 200_000
WARM_SECONDS, ONE_LARGE_SECONDS = 1.0, 1.0
HEADINGS = "| peer | analyses | apart | lost | theirs | ratio, numba | ratio, numpy | bar |"
SECTION = """## Many analyses at once

{rows:,} analyses of {each} effects by REML with Hartung and Knapp's interval (statsmodels: Paule
and Mandel), {rounds} rounds in turn by the clock, median and range. *Theirs* is the time of one
analysis; *apart* the largest relative difference in estimate, standard error and tau2 among
likelihoods with one peak; *lost* counts analyses a peer gives no answer for, or one more than 1e-4
from the highest peak.

{headings}
|{rules}
{table}

numba, warm: {numba} for {rows:,} analyses (bar {warm:.0f} s), {with_interval} with the Q-profile
intervals; numpy: {numpy} for {few:,}.

One analysis of 1,000,000 effects: {one:.2f} s (bar {one_bar:.0f} s); peak memory {bytes:.0f} bytes
an effect at 100,000 and {more:.0f} at 1,000,000.
"""

Answer = np.ndarray


class Peer(NamedTuple):
    """A peer: how many analyses it pools a round, what it must agree to, and its bar."""

    name: str
    method: str
    analyses: int
    agree: float
    bar: float


class Timed(NamedTuple):
    """Seconds an analysis, a number each round: theirs and ours."""

    peer: Peer
    apart: float
    lost: int
    theirs: list[float]
    numba: list[float]
    numpy: list[float]


PEERS = {
    "metafor": Peer("metafor", "REML", 200, 1e-7, 5_000),
    "PyMARE": Peer("PyMARE, batched", "REML", 5_000, 1e-4, 30),
    "PyMetaAnalysis": Peer("PyMetaAnalysis", "REML", 100, 1e-6, 0),
    "statsmodels": Peer("statsmodels", "PM", 200, 1e-3, 0),
}


def given(analyses: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(4)
    vi = draw.uniform(0.01, 1, analyses * EACH)
    return draw.normal(0.2, np.sqrt(vi + 0.1)), vi, np.arange(0, vi.size + 1, EACH)


def ours(
    analyses: int, method: str, engine: str, *, interval: bool = False
) -> Callable[[], Answer]:
    yi, vi, offsets = given(analyses)

    def pool() -> Answer:
        choices = {"method": method, "test": "knha", "engine": engine}
        found = pool_many(yi, vi, offsets, tau2_interval=interval, **choices)
        return np.array([found.estimate, found.se, found.tau2, found.local_maxima])

    return pool


def pymare(analyses: int) -> Callable[[], Answer]:
    from pymare import Dataset
    from pymare.estimators import VarianceBasedLikelihoodEstimator

    yi, vi, _ = given(analyses)
    columns = Dataset(yi.reshape(-1, EACH).T, vi.reshape(-1, EACH).T, add_intercept=True)

    def pool() -> Answer:
        estimator = VarianceBasedLikelihoodEstimator(
            method="REML", small_sample_correction="knapp-hartung"
        )
        found = estimator.fit_dataset(columns).summary()
        stats = found.get_fe_stats()
        return np.array([stats["est"].ravel(), stats["se"].ravel(), np.ravel(found.tau2)])

    return pool


def pymetaanalysis(analyses: int) -> Callable[[], Answer]:
    import pandas as pd
    from meta_analyze import meta_analysis

    yi, vi, _ = given(analyses)
    tables = [
        pd.DataFrame({"yi": y, "vi": v})
        for y, v in zip(yi.reshape(-1, EACH), vi.reshape(-1, EACH), strict=True)
    ]

    def pool() -> Answer:
        told = []
        for table in tables:
            one = meta_analysis(
                table,
                effect="yi",
                variance="vi",
                model="random",
                tau2_method="REML",
                ci_method="hartung_knapp",
            )
            told.append([one.estimate, one.standard_error, one.tau2])
        return np.array(told).T

    return pool


def statsmodels(analyses: int) -> Callable[[], Answer]:
    from statsmodels.stats.meta_analysis import combine_effects

    yi, vi, _ = given(analyses)
    pairs = list(zip(yi.reshape(-1, EACH), vi.reshape(-1, EACH), strict=True))

    def pool() -> Answer:
        told = []
        for y, v in pairs:
            one = combine_effects(y, v, method_re="pm", use_t=True)
            told.append([one.mean_effect_re, one.sd_eff_w_re_hksj, one.tau2])
        return np.array(told).T

    return pool


@contextmanager
def metafor(analyses: int) -> Iterator[tuple[Answer, Callable[[], float], str]]:
    """Start R, and give what it finds, a way to time a round (seconds an analysis), its version."""
    yi, vi, _ = given(analyses)
    with tempfile.TemporaryDirectory() as folder:
        columns, told = Path(folder) / "columns.csv", Path(folder) / "told.csv"
        place = np.repeat(np.arange(analyses), EACH)
        lines = [
            f"{a},{y!r},{v!r}" for a, y, v in zip(place, yi.tolist(), vi.tolist(), strict=True)
        ]
        columns.write_text("\n".join(["analysis,yi,vi", *lines]) + "\n", encoding="utf-8")
        command = ["Rscript", str(HERE / "many_metafor.R"), str(columns), str(told)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            release = process.stdout.readline().strip()
            if not release:
                sys.exit("R stopped; it needs the package metafor (Debian: r-cran-metafor).")
            found = np.genfromtxt(told, delimiter=",", skip_header=1).T

            def lap() -> float:
                process.stdin.write("go\n")
                process.stdin.flush()
                return float(process.stdout.readline())

            yield found, lap, release
            process.stdin.close()


def agreed(peer: Peer, theirs: Answer) -> tuple[float, int]:
    """Return how far apart results are, and how many the peer lost; end where they differ."""
    apart = []
    for engine in ("numba", "numpy"):
        mine = ours(peer.analyses, peer.method, engine)()
        gap = np.abs(theirs - mine[:3]) / np.maximum(np.abs(mine[:3]), 0.01)
        one_peak = (mine[3] == 1) & np.isfinite(theirs).all(axis=0)
        apart.append(float(gap[:, one_peak].max()))
        lost = int((~np.isfinite(theirs).all(axis=0) | (gap.max(axis=0) > 1e-4)).sum())
    if max(apart) > peer.agree:
        sys.exit(f"{peer.name}: the results differ by {max(apart):.1e}")
    return max(apart), lost


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def race(peer: Peer, theirs: Answer, lap: Callable[[], float], rounds: int) -> Timed:
    apart, lost = agreed(peer, theirs)
    fast, plain = ours(MOST, peer.method, "numba"), ours(BY_NUMPY, peer.method, "numpy")
    fast(), plain()
    laps = [(lap(), seconds(fast) / MOST, seconds(plain) / BY_NUMPY) for _ in range(rounds)]
    return Timed(peer, apart, lost, *(list(column) for column in zip(*laps, strict=True)))


def races(rounds: int) -> Iterator[tuple[Timed, str]]:
    with metafor(PEERS["metafor"].analyses) as (told, lap, release):
        yield race(PEERS["metafor"], told, lap, rounds), f"metafor {release}"
    makers = {"PyMARE": pymare, "PyMetaAnalysis": pymetaanalysis, "statsmodels": statsmodels}
    for name, maker in makers.items():
        peer = PEERS[name]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pool = maker(peer.analyses)
            told = pool()
            yield (
                race(peer, told, lambda p=pool, n=peer.analyses: seconds(p) / n, rounds),
                f"{name} {version(name)}",
            )


def row(timed: Timed) -> str:
    def against(mine: list[float]) -> str:
        ratios = sorted(one / other for one, other in zip(timed.theirs, mine, strict=True))
        return f"{statistics.median(ratios):,.0f} ({ratios[0]:,.0f} to {ratios[-1]:,.0f})"

    cells = (
        timed.peer.name,
        f"{timed.peer.analyses:,}",
        f"{timed.apart:.0e}",
        f"{timed.lost}",
        f"{statistics.median(timed.theirs) * 1e6:,.1f} µs",
        against(timed.numba),
        against(timed.numpy),
        f"{timed.peer.bar:,.0f}" if timed.peer.bar else "none",
    )
    return f"| {' | '.join(cells)} |"


def good(timed: Timed) -> bool:
    ratios = [one / other for one, other in zip(timed.theirs, timed.numba, strict=True)]
    return statistics.median(ratios) >= timed.peer.bar


def one_large(k: int) -> Callable[[], object]:
    draw = np.random.default_rng(k)
    vi = draw.uniform(0.01, 1, k)
    yi = draw.normal(0.2, np.sqrt(vi + 0.1))
    return lambda: pool_effects(
        yi, vi, tau2=estimate_tau2(yi, vi, method="REML").value, test="knha"
    )


def bytes_an_effect(k: int) -> float:
    work = one_large(k)
    work()
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / k


def spread(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


def main(rounds: int = 5) -> None:
    if shutil.which("Rscript") is None:
        sys.exit("Rscript is not here; this benchmark needs R (Debian: r-cran-metafor).")
    run, versions, load = [], [], os.getloadavg()[0]
    for timed, named in races(rounds):
        run.append(timed)
        versions.append(named)
        print(row(timed), flush=True)
    everything = ours(MOST, "REML", "numba", interval=True)
    warm = [each * MOST for each in run[0].numba]
    large = min(seconds(one_large(1_000_000)) for _ in range(3))
    less, more = bytes_an_effect(100_000), bytes_an_effect(1_000_000)
    text = SECTION.format(
        rows=MOST,
        few=BY_NUMPY,
        each=EACH,
        rounds=rounds,
        headings=HEADINGS,
        rules=" --- |" * (HEADINGS.count("|") - 1),
        table="\n".join(row(timed) for timed in run),
        numba=spread(warm),
        with_interval=spread([seconds(everything) for _ in range(rounds)]),
        numpy=spread([each * BY_NUMPY for each in run[0].numpy]),
        warm=WARM_SECONDS,
        one=large,
        one_bar=ONE_LARGE_SECONDS,
        bytes=less,
        more=more,
    )
    text += (
        f"\nOther work on the machine when the run began: a load of {load:.1f} on {processors()}"
    )
    text += " processors; it lengthens every time, and ours most, which would use both.\n"
    text += f"\nAgainst {', '.join(versions)}; numba {version('numba')}, NumPy {np.__version__}.\n"
    put_section(text)
    print(text)
    flat = more <= 1.2 * less
    quick = statistics.median(warm) <= WARM_SECONDS and large <= ONE_LARGE_SECONDS
    sys.exit(not (flat and quick and all(map(good, run))))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
