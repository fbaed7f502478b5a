"""A million analyses from Parquet to Parquet: memory, and time beside the engine's own.

``evidence bulk`` runs in a process of its own, from the command to the file in place; the engine
pools the same columns in memory in another. Both are warm: what numba compiles lies on the disk.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from results_file import put_section

ANALYSES, EACH, ROUNDS = 1_000_000, 10, 3
MEMORY_BAR, TIME_BAR = 1.5e9, 3.0
ENGINE = """
import json, sys, time
import pyarrow.parquet as pq
from evidence.bulk.pool_many import pool_many
columns = [column.to_numpy() for column in pq.read_table(sys.argv[1], columns=["yi", "vi"]).columns]
offsets = range(0, len(columns[0]) + 1, int(sys.argv[2]))
pool_many(*(column[:1000] for column in columns), [0, 1000])
start = time.perf_counter()
pooled = pool_many(*columns, list(offsets))
pooled.columns()
print(json.dumps([time.perf_counter() - start, pooled.engine]))
"""
HEADINGS = (
    "| file | rows | engine | the engine alone | from file to file | ratio | range | peak memory |"
)


class FromFileToFile(NamedTuple):
    """Seconds of both, a number each round, and the peak memory of the command in bytes."""

    engine: str
    alone: list[float]
    whole: list[float]
    memory: int

    @property
    def ratios(self) -> list[float]:
        return sorted(whole / alone for whole, alone in zip(self.whole, self.alone, strict=True))

    @property
    def good(self) -> bool:
        return statistics.median(self.ratios) <= TIME_BAR and self.memory <= MEMORY_BAR


def section(analyses: int = ANALYSES, rounds: int = ROUNDS) -> tuple[str, bool]:
    """Return what was measured as Markdown, and whether it is within the bars."""
    with tempfile.TemporaryDirectory() as folder:
        run = measured(Path(folder), analyses, rounds)
    ratios = run.ratios
    cells = (
        f"{analyses:,} analyses",
        f"{analyses * EACH:,}",
        run.engine,
        f"{statistics.median(run.alone):.1f} s",
        f"{statistics.median(run.whole):.1f} s",
        f"{statistics.median(ratios):.2f}",
        f"{ratios[0]:.2f} to {ratios[-1]:.2f}",
        f"{run.memory / 1e9:.2f} GB",
    )
    told = f"""## From file to file

`evidence bulk in.parquet out.parquet`, REML with Hartung-Knapp and all intervals: the whole
command, start-up and checksum included, beside the engine on the same columns in memory. Bars: at
most {TIME_BAR:.0f} times the engine's own time, and {MEMORY_BAR / 1e9:.1f} GB.

{HEADINGS}
|{" --- |" * (HEADINGS.count("|") - 1)}
| {" | ".join(cells)} |
"""
    return told, run.good


def measured(folder: Path, analyses: int, rounds: int) -> FromFileToFile:
    source, target = folder / "in.parquet", folder / "out.parquet"
    write(source, analyses)
    command = ["-m", "evidence.cli", "bulk", str(source), str(target), "--restart"]
    finished([*command])
    alone, whole = [], []
    for _ in range(rounds):
        seconds, engine = json.loads(finished(["-c", ENGINE, str(source), str(EACH)]))
        alone.append(seconds)
        start = time.perf_counter()
        finished(command)
        whole.append(time.perf_counter() - start)
    return FromFileToFile(engine, alone, whole, peak(command))


def write(path: Path, analyses: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = np.random.default_rng(4)
    rows = analyses * EACH
    vi = draw.uniform(0.01, 1, rows)
    columns = {
        "analysis_id": np.repeat(np.arange(analyses), EACH),
        "yi": draw.normal(0.2, np.sqrt(vi + 0.1)),
        "vi": vi,
    }
    pq.write_table(pa.table(columns), path)


def finished(arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def peak(arguments: list[str]) -> int:
    """Return the peak memory of a command, asked of a process whose only child it is."""
    asked = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    return int(finished(["-c", asked, *arguments])) * 1024


if __name__ == "__main__":
    text, good = section(*(int(given) for given in sys.argv[1:]))
    print(text)
    if len(sys.argv) == 1:
        put_section(text)
    sys.exit(not good)
