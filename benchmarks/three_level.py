"""How long a three-level model takes, as a ratio to metafor's ``rma.mv`` in the same run.

Both fit by REML from data in memory; metafor runs inside one R session, so that its start counts
for nothing. Processor time is measured, as the machine may have other work. Needs R with metafor.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import nested

SIZES = ((11, 5), (30, 5), (100, 5))
"""Studies, and effects of each."""
ROUNDS = 7
BAR = 5.0

IN_R = """
suppressMessages(library(metafor)); library(jsonlite)
args <- commandArgs(trailingOnly = TRUE)
sets <- fromJSON(args[1], simplifyDataFrame = FALSE)
for (set in sets) {
  table <- data.frame(set[c("yi", "vi", "study")], effect = seq_along(set$yi))
  fit <- function() rma.mv(yi, vi, random = ~ 1 | study / effect, data = table)
  found <- fit()
  took <- replicate(set$rounds, sum(system.time(fit())[1:2]))
  cat(toJSON(list(seconds = took, ll = c(logLik(found))), digits = NA), "\\n")
}
"""


def effects(studies: int, each: int) -> dict[str, list[float]]:
    rng = np.random.default_rng(studies)
    study = np.repeat(np.arange(studies), each)
    vi = rng.uniform(0.01, 0.1, len(study))
    truth = rng.normal(0, 0.25, studies)[study] + rng.normal(0, 0.15, len(study))
    yi = 0.3 + truth + rng.normal(0, 1, len(study)) * np.sqrt(vi)
    return {
        "yi": yi.tolist(),
        "vi": vi.tolist(),
        "study": study.tolist(),
        "rounds": ROUNDS if len(study) < 200 else 1,
    }


def ours(data: dict[str, list[float]]) -> tuple[float, float]:
    start = time.process_time()
    fit = fit_dependent(
        data["yi"], data["vi"], terms=nested(data["study"], list(range(len(data["yi"]))))
    )
    coefficients_with_tests(fit)
    return time.process_time() - start, fit.fit.log_likelihood


def main() -> None:
    sets = [effects(*size) for size in SIZES]
    with tempfile.TemporaryDirectory() as folder:
        script, data_file = Path(folder) / "fit.R", Path(folder) / "sets.json"
        script.write_text(IN_R, encoding="utf-8")
        data_file.write_text(json.dumps(sets), encoding="utf-8")
        command = ["Rscript", str(script), str(data_file)]
        told = subprocess.run(command, capture_output=True, text=True, check=True)
    lowest = np.inf
    for data, line in zip(sets, told.stdout.splitlines(), strict=True):
        theirs = json.loads(line)
        ours(data)
        rounds = [ours(data) for _ in range(ROUNDS)]
        seconds = statistics.median(one for one, _ in rounds)
        metafor = statistics.median(theirs["seconds"])
        assert abs(rounds[0][1] - theirs["ll"][0]) < 1e-6
        lowest = min(lowest, metafor / seconds)
        print(
            f"k = {len(data['yi']):5}  metafor {metafor:8.3f} s  ours {seconds:7.4f} s  "
            f"ratio {metafor / seconds:6.1f}"
        )
    print(f"lowest ratio {lowest:.1f}; bar {BAR:.0f}")
    sys.exit(lowest < BAR)


if __name__ == "__main__":
    main()
