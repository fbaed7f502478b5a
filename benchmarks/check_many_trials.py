"""How long ``evidence check`` takes for ten thousand trials, read and held against every rule."""

import csv
import gc
import tempfile
import time
from pathlib import Path

from evidence.audit.catalogue import all_rules
from evidence.audit.project import Project
from evidence.audit.run import run
from evidence.tables.open_tables import open_tables
from tests.faults.continuous_project import continuous_project
from tests.faults.table_set import TableSet

TRIALS = 10_000
SECONDS = 5.0


def written(folder: Path, trials: int) -> TableSet:
    """Write many invented trials and return their tables.

    A trial has two arms, a result of each and its row in a pool, and is of one large source.
    """
    tables = continuous_project(1, trials, scales=("VAS",))
    tables["results"] = [row for row in tables["results"] if row["timepoint_weeks"] == "12"]
    tables["contrasts"], tables["risk_of_bias"] = [], []
    tables["sources"] = tables["sources"][:3]
    for row in tables["studies"]:
        row["study_source_id"] = "Review"
    for name, rows in tables.items():
        headings = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            out = csv.DictWriter(stream, _headings(name, headings))
            out.writeheader()
            out.writerows(rows)
    return tables


def _headings(name: str, used: list[str]) -> list[str]:
    from evidence.tables.descriptor import package_contract

    columns = package_contract().tables[name].columns
    return [one.name for one in columns if not one.optional or one.name in used]


def main() -> None:
    """Measure, and say what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        tables = written(folder, TRIALS)
        rows = sum(len(one) for one in tables.values())
        started = time.perf_counter(), time.process_time()
        read = open_tables(folder)
        opened = time.process_time()
        gc.collect()
        checked = run(Project(tables=read), all_rules().values(), all_rules())
        wall, spent = time.perf_counter() - started[0], time.process_time() - started[1]
    read_in = opened - started[1]
    print(
        f"{TRIALS} trials, {rows} rows: read {read_in:.1f} s, in all {spent:.1f} s processor time"
    )
    print(f"({wall:.1f} s on the clock; {checked.passed} passed, {len(checked.remarks)} remarks)")
    print("within" if spent <= SECONDS else "over", f"the {SECONDS:.0f} s asked for")


if __name__ == "__main__":
    main()
