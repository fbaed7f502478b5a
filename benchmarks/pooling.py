"""One REML fit with Hartung-Knapp, as a ratio to metafor's ``rma`` in the same run.

metafor builds k by k matrices; here time and memory grow with k alone, so the ratio grows too.
"""

import shutil
import subprocess
import sys
import time
import tracemalloc

import numpy as np

from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2

BARS = {10: 10.0, 1000: 300.0}
ROUNDS = 7
METAFOR = """
suppressMessages(library(metafor))
set.seed(1)
for (k in c({sizes})) {{
  vi <- runif(k, 0.01, 1)
  yi <- rnorm(k, 0.2, sqrt(vi + 0.3))
  times <- if (k > 100) 1 else 100
  rounds <- if (k > 100) 2 else {rounds}
  best <- Inf
  for (round in seq_len(rounds)) {{
    best <- min(best, system.time(for (i in seq_len(times)) rma(yi, vi, test = "knha"))[3] / times)
  }}
  cat(k, best, "\\n")
}}
"""


def ours(k: int) -> tuple[float, float]:
    """Seconds for one fit, the best of several rounds, and its peak memory in bytes."""
    draw = np.random.default_rng(1)
    vi = draw.uniform(0.01, 1, k)
    yi = draw.normal(0.2, np.sqrt(vi + 0.3))

    def fit() -> None:
        pool_effects(yi, vi, tau2=estimate_tau2(yi, vi, method="REML").value, test="knha")

    fit()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(100 if k <= 100 else 5):
            fit()
        best = min(best, (time.perf_counter() - start) / (100 if k <= 100 else 5))
    tracemalloc.start()
    fit()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return best, peak


def main() -> None:
    if shutil.which("Rscript") is None:
        sys.exit("The ratio to metafor was not measured: Rscript is not installed.")
    sizes = ", ".join(map(str, BARS))
    script = METAFOR.format(sizes=sizes, rounds=ROUNDS)
    printed = subprocess.run(
        ["Rscript", "-e", script], check=True, capture_output=True, text=True
    ).stdout
    below = False
    print("       k   metafor rma   evidence      ratio   bar   peak memory")
    for line in printed.splitlines():
        k, theirs = int(line.split()[0]), float(line.split()[1])
        seconds, peak = ours(k)
        ratio = theirs / seconds
        below |= ratio < BARS[k]
        print(
            f"{k:8d}  {theirs * 1e3:9.2f} ms {seconds * 1e3:7.3f} ms"
            f"  {ratio:9.0f} {BARS[k]:5.0f}  {peak / 1024:8.0f} kB"
        )
    for k in (10_000, 100_000):
        seconds, peak = ours(k)
        print(
            f"{k:8d}             - {seconds * 1e3:8.1f} ms          -     -  {peak / 1024:8.0f} kB"
        )
    sys.exit(below)


if __name__ == "__main__":
    main()
