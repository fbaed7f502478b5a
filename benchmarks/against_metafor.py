"""Our fits against metafor's: same numbers first, then how many times faster, in one run.

Both sides read the same columns and must find the same estimate, standard error and variances;
only then are they timed, a round each in turn, in seconds of the processor, so that other work on
the machine counts for neither. Written to ``RESULTS.md``; ends with an error where a ratio is
below its bar, where results differ, or where R or metafor is missing.
"""

import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import nested
from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2

HERE = Path(__file__).parent
AGREE = {"rma": 1e-9, "rma.mv": 1e-5}
"""How close the numbers must be: rma.mv's optimiser walks on the variances themselves, and stops
within a few millionths of the top, where the likelihood is flat."""

ONE, THREE = "REML with Hartung-Knapp", "three levels, REML"
HEADINGS = "| model | metafor's | k | apart | metafor | ours | ratio | range | bar |"
INTRODUCTION = """# Speed against metafor

Written by `make bench`, one run on one machine ({versions}). Both sides fit the same numbers and
must first agree on estimate, standard error and variances; *apart* is the largest relative
difference. Rounds are timed in turn, in processor time; a ratio is the median over the rounds,
with its range.
"""

Columns = dict[str, np.ndarray]
Fit = Callable[[], list[float]]


class Race(NamedTuple):
    """A model fitted on both sides; ``bar`` is the least ratio, the rest how often it is timed."""

    name: str
    function: str
    columns: Columns
    fit: Fit
    bar: float
    fits: int
    theirs: int
    rounds: int


class Run(NamedTuple):
    """Seconds a fit, a number each round, and how far apart the results are."""

    race: Race
    version: str
    apart: float
    theirs: list[float]
    ours: list[float]

    @property
    def ratios(self) -> list[float]:
        return sorted(one / other for one, other in zip(self.theirs, self.ours, strict=True))

    @property
    def good(self) -> bool:
        return statistics.median(self.ratios) >= self.race.bar

    def row(self) -> str:
        ratios = self.ratios
        cells = (
            self.race.name,
            f"`{self.race.function}`",
            f"{len(self.race.columns['yi']):,}",
            f"{self.apart:.0e}",
            milliseconds(self.theirs),
            milliseconds(self.ours),
            f"{statistics.median(ratios):,.0f}",
            f"{ratios[0]:,.0f} to {ratios[-1]:,.0f}",
            f"{self.race.bar:,.0f}",
        )
        return f"| {' | '.join(cells)} |"


def effects(k: int) -> Columns:
    draw = np.random.default_rng((2, k))
    vi = draw.uniform(0.01, 1, k)
    return {"yi": draw.normal(0.2, np.sqrt(vi + 0.3)), "vi": vi}


def schools(districts: int, each: int) -> Columns:
    draw = np.random.default_rng(districts)
    district = np.repeat(np.arange(districts), each)
    k = len(district)
    vi = draw.uniform(0.01, 0.2, k)
    true = draw.normal(0.3, 0.3, districts)[district] + draw.normal(0, 0.2, k)
    yi = draw.normal(true, np.sqrt(vi))
    return {"yi": yi, "vi": vi, "district": district, "school": np.arange(k)}


def pooled(given: Columns) -> Fit:
    def fit() -> list[float]:
        tau2 = estimate_tau2(given["yi"], given["vi"], method="REML").value
        found = pool_effects(given["yi"], given["vi"], tau2=tau2, test="knha")
        return [found.estimate, found.se, tau2]

    return fit


def three_levels(given: Columns) -> Fit:
    def fit() -> list[float]:
        terms = nested(given["district"], given["school"])
        found = fit_dependent(given["yi"], given["vi"], terms=terms)
        se = float(np.sqrt(found.covariance[0, 0]))
        return [float(found.coefficients[0]), se, *(float(t.variances[0]) for t in found.terms)]

    return fit


def run(race: Race) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        columns = Path(folder) / "columns.csv"
        write(columns, race.columns)
        given = [str(HERE / "against_metafor.R"), str(columns), race.function, str(race.theirs)]
        with subprocess.Popen(
            ["Rscript", *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as metafor:
            first = answer(metafor)
            apart = difference(race.fit(), [float(number) for number in first[1:]])
            if apart > AGREE[race.function]:
                sys.exit(f"{race.name}: the results differ by {apart:.1e}")
            theirs, ours = [], []
            for _ in range(race.rounds):
                metafor.stdin.write("go\n")
                metafor.stdin.flush()
                theirs.append(float(answer(metafor)[0]))
                ours.append(seconds(race.fit, race.fits))
            metafor.stdin.close()
    return Run(race, first[0], apart, theirs, ours)


def answer(metafor: subprocess.Popen) -> list[str]:
    line = metafor.stdout.readline().split()
    if not line:
        sys.exit("R stopped; it needs the package metafor (Debian: r-cran-metafor).")
    return line


def write(path: Path, columns: Columns) -> None:
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    lines = [",".join(columns), *(",".join(map(repr, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def difference(ours: list[float], theirs: list[float]) -> float:
    return max(abs(one / other - 1) for one, other in zip(ours, theirs, strict=True))


def seconds(fit: Fit, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        fit()
    return (time.process_time() - start) / times


def milliseconds(rounds: list[float]) -> str:
    return f"{statistics.median(rounds) * 1e3:,.2f} ms"


def large(low: Run, high: Run, k: int, bar: float) -> tuple[str, bool]:
    """metafor where it takes too long to wait for, taken to grow no faster than k squared."""
    (fewer, fast), (more, slow) = (
        (len(one.race.columns["yi"]), statistics.median(one.theirs)) for one in (low, high)
    )
    power = np.log(slow / fast) / np.log(more / fewer)
    ours = min(seconds(pooled(effects(k)), 1) for _ in range(5))
    theirs = slow * (k / more) ** min(2.0, power)
    line = (
        f"At k = {k:,} one fit takes us {ours * 1e3:,.1f} ms. metafor builds k × k matrices: from "
        f"k = {fewer:,} to {more:,} its time grew as k^{power:.1f}. Were it k² from there on, it "
        f"would take {theirs:,.0f} s: a ratio of {theirs / ours:,.0f} (bar {bar:,.0f})."
    )
    return line, theirs / ours >= bar


def memory(sizes: tuple[int, ...]) -> tuple[str, bool]:
    """Peak memory grows with k alone: bytes an effect do not rise with the size."""
    each = {k: peak(pooled(effects(k))) / k for k in sizes}
    told = ", ".join(f"{each[k]:,.0f} at k = {k:,}" for k in sizes)
    line = (
        f"Peak memory of one fit, in bytes an effect: {told}. A single k × k matrix takes "
        f"{8 * sizes[0]:,} at k = {sizes[0]:,}, and ten times as many at each step."
    )
    return line, each[sizes[-1]] <= 1.2 * each[sizes[0]]


def peak(fit: Fit) -> int:
    fit()
    tracemalloc.start()
    fit()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main() -> None:
    if shutil.which("Rscript") is None:
        sys.exit("Rscript is not here; this benchmark needs R (Debian: r-cran-metafor).")
    small, middle, big = effects(10), effects(500), effects(1000)
    nest, wide = schools(11, 5), schools(40, 10)
    runs = []
    print(HEADINGS)
    for race in (
        Race(ONE, "rma", small, pooled(small), 10, 300, 30, 9),
        Race(ONE, "rma", middle, pooled(middle), 10, 50, 1, 5),
        Race(ONE, "rma", big, pooled(big), 10, 50, 1, 3),
        Race(THREE, "rma.mv", nest, three_levels(nest), 5, 20, 5, 9),
        Race(THREE, "rma.mv", wide, three_levels(wide), 5, 20, 1, 3),
    ):
        runs.append(run(race))
        print(runs[-1].row(), flush=True)
    grown, fast = large(runs[1], runs[2], 10_000, 1_000)
    used, flat = memory((10_000, 100_000, 1_000_000))
    print(grown, used, sep="\n")
    versions = (
        f"Python {platform.python_version()}, NumPy {np.__version__}, metafor {runs[0].version}"
    )
    rows = "\n".join([HEADINGS, "| --- " * 9 + "|", *(one.row() for one in runs)])
    page = f"{INTRODUCTION.format(versions=versions)}\n{rows}\n\n{grown}\n\n{used}\n"
    (HERE / "RESULTS.md").write_text(page, encoding="utf-8")
    sys.exit(not (fast and flat and all(one.good for one in runs)))


if __name__ == "__main__":
    main()
