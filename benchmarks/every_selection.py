"""Every selection of the studies and every reasonable analysis: against metafor, and the bars.

Writes its section of ``RESULTS.md``, by the clock; ends with an error where a
number differs from metafor's or a bar is missed.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from results_file import put_section

import evidence as ev

ROOT = Path(__file__).parents[1]
R_SIDE = """
suppressMessages(library(metafor))
dat <- read.csv(commandArgs(TRUE)[1])
fit <- rma(yi, vi, data = dat, control = list(threshold = 1e-12, maxiter = 10000))
spent <- system.time(all <- gosh(fit, progbar = FALSE))
cat(spent[["elapsed"]], nrow(all$res), "\n")
cat(sprintf("%.15g", sort(all$res$estimate)), "\n")
"""
HEADING = "## Every selection of the studies, every reasonable analysis"
RATIO, LEAST_CLOSE = 1000.0, 1e-7
SYNTHESIS, FILE = "Q01_fatigue_B", "analyses/q01_multiverse.toml"


def studies(k: int) -> dict[str, Any]:
    chance = np.random.default_rng(k)
    return {"yi": chance.normal(0.3, 0.3, k), "vi": chance.uniform(0.01, 0.1, k)}


def spent(task: Callable[[], Any], rounds: int = 3) -> tuple[float, Any]:
    task()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = task()
        times.append(time.perf_counter() - start)
    return min(times), found


def metafor(table: dict[str, Any]) -> tuple[float, np.ndarray]:
    rscript = shutil.which("Rscript")
    if rscript is None:
        sys.exit("Rscript is needed, with the package metafor")
    with tempfile.TemporaryDirectory() as folder:
        columns = Path(folder) / "studies.csv"
        rows = zip(table["yi"], table["vi"], strict=True)
        columns.write_text("yi,vi\n" + "\n".join(f"{y:.17g},{v:.17g}" for y, v in rows))
        script = Path(folder) / "gosh.R"
        script.write_text(R_SIDE)
        told = subprocess.run(
            [rscript, str(script), str(columns)], check=True, capture_output=True, text=True
        ).stdout.splitlines()
    return float(told[0].split()[0]), np.array(told[1].split(), dtype=np.float64)


def multiverse_of_one() -> Any:
    tables = ev.open_tables(ROOT / "data")
    analysis = ev.analyse(tables.synthesis(SYNTHESIS))
    text = (ROOT / FILE).read_text(encoding="utf-8")
    ours = text.partition(f"[{SYNTHESIS}]")[1:]
    own = "".join(ours).split("\n[Q", 1)[0]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.toml"
        file.write_text(own, encoding="utf-8")
        return spent(lambda: ev.run_multiverse(tables, file, [analysis])[0])


def main() -> None:
    twelve, twenty = studies(12), studies(20)
    ours, found = spent(lambda: ev.gosh(twelve, engine="numba"))
    plain, _ = spent(lambda: ev.gosh(twelve, engine="numpy"))
    theirs, estimates = metafor(twelve)
    apart = float(np.max(np.abs(np.sort(found.estimate) - estimates) / np.abs(estimates)))
    closed, _ = spent(lambda: ev.gosh(twenty, tau2_method="DL"))
    estimated, _ = spent(lambda: ev.gosh(twenty))
    reasonable, universe = multiverse_of_one()
    each = 100_000 * reasonable / universe.tally.specifications
    rows = [
        ("all 4,095 selections of 12, REML", f"{1000 * ours:.0f} ms", f"{theirs / ours:,.0f} ×"),
        ("all 2^20 of 20, DerSimonian-Laird", f"{closed:.2f} s", ""),
        ("all 2^20 of 20, REML", f"{estimated:.2f} s", ""),
        (
            f"{universe.tally.specifications:,} analyses of {universe.combinations:,} combinations",
            f"{reasonable:.2f} s",
            "",
        ),
        ("the same, per 100,000 analyses", f"{each:.2f} s", ""),
    ]
    bars = (f"{RATIO:,.0f} × metafor", "0.2 s", "5 s", "", "5 s")
    lines = [HEADING, ""]
    lines.append(
        f"metafor's `gosh` takes {theirs:.1f} s for the first; estimates are at most {apart:.0e} "
        f"apart.\nBy the clock, the least of three rounds; numba, loaded. Without numba the first "
        f"takes {1000 * plain:.0f} ms\n({theirs / plain:,.0f} ×)."
    )
    lines += ["", "| work | ours | ratio | bar |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {' | '.join(row)} | {bar} |" for row, bar in zip(rows, bars, strict=True)]
    text = "\n".join(lines)
    print(text)
    put_section(text)
    missed = apart > LEAST_CLOSE or theirs / ours < RATIO or closed > 0.2
    sys.exit(bool(missed or estimated > 5 or each > 5))


if __name__ == "__main__":
    main()
