"""A million analyses from Parquet to Parquet: memory, and time beside the engine's own.

``evidence bulk`` runs in a process of its own, from the command to the file in place; the engine
pools the same columns in memory in another. Both are warm: what numba compiles lies on the disk.
Time is the processors', so that other work on the machine counts for neither.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from results_file import put_section

ANALYSES, EACH, ROUNDS = 1_000_000, 10, 3
MEMORY_BAR, TIME_BAR = 1.5e9, 3.0
ENGINE = """
import json, sys, time
import numpy as np
import pyarrow.parquet as pq
from evidence.bulk.choices import ManyChoices
from evidence.bulk.engines import engine_for
from evidence.bulk.pool_many import pool_many
read = time.process_time()
columns = [column.to_numpy() for column in pq.read_table(sys.argv[1], columns=["yi", "vi"]).columns]
read = time.process_time() - read
offsets = np.arange(0, len(columns[0]) + 1, int(sys.argv[2]))
engine = engine_for(len(columns[0]), ManyChoices())
pool_many(*(column[:1000] for column in columns), [0, 1000], engine=engine)
start = time.process_time()
pool_many(*columns, offsets, engine=engine).columns()
print(json.dumps([time.process_time() - start, time.process_time() - read, engine]))
"""
HEADINGS = (
    "| file | engine | engine, warm | engine with its loading | from file to file "
    "| times the warm | times the loaded | peak memory |"
)


class FromFileToFile(NamedTuple):
    """Seconds of the engine, warm and with its loading, and of the command, a number each round.

    ``memory`` is the peak of the command in bytes.
    """

    engine: str
    warm: list[float]
    loaded: list[float]
    whole: list[float]
    memory: int

    def times(self, alone: list[float]) -> list[float]:
        return sorted(whole / one for whole, one in zip(self.whole, alone, strict=True))

    @property
    def good(self) -> bool:
        return statistics.median(self.times(self.loaded)) <= TIME_BAR and self.memory <= MEMORY_BAR


def section(analyses: int = ANALYSES, rounds: int = ROUNDS) -> tuple[str, bool]:
    """Return what was measured as Markdown, and whether it is within the bars."""
    with tempfile.TemporaryDirectory() as folder:
        run = measured(Path(folder), analyses, rounds)
    cells = (
        f"{analyses:,} analyses, {analyses * EACH:,} rows",
        run.engine,
        *(f"{statistics.median(one):.1f} s" for one in (run.warm, run.loaded, run.whole)),
        *(spread(run.times(alone)) for alone in (run.warm, run.loaded)),
        f"{run.memory / 1e9:.2f} GB",
    )
    told = f"""## From file to file

`evidence bulk in.parquet out.parquet`, REML with Hartung-Knapp and all intervals: the whole
command, start-up and checksum included, beside the engine on the same columns in memory. Seconds
are the processors'. Loading Python's libraries and numba costs the same however large the file is.
Bars: {TIME_BAR:.0f} times the engine with its loading, {MEMORY_BAR / 1e9:.1f} GB.

{HEADINGS}
|{" --- |" * (HEADINGS.count("|") - 1)}
| {" | ".join(cells)} |
"""
    return told, run.good


def spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def measured(folder: Path, analyses: int, rounds: int) -> FromFileToFile:
    source, target = folder / "in.parquet", folder / "out.parquet"
    write(source, analyses)
    command = ["-m", "evidence.cli", "bulk", str(source), str(target), "--restart"]
    finished(command)
    warm, loaded, whole = [], [], []
    for _ in range(rounds):
        own, process, engine = json.loads(finished(["-c", ENGINE, str(source), str(EACH)]))
        before = processor_time()
        finished(command)
        warm.append(own)
        loaded.append(process)
        whole.append(processor_time() - before)
    return FromFileToFile(engine, warm, loaded, whole, peak(command))


def processor_time() -> float:
    """Seconds of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
