"""Plant every kind of table error many times and write how many are told to ``faults.json``.

Clean projects are left in peace beside: what is said of them is a false alarm. ``docs/generate.py``
makes ``docs/rules/recall.md`` of it. Run from the top of the repository, some minutes:

    python -m validation.faults
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.recall import CleanProject, all_faults, invented, outcomes, shipped, starter

WRITTEN = Path(__file__).with_name("faults.json")
SEEDS = {"invented": 6, "shipped": 2, "starter": 4}
CLEAN_SEEDS = 20


def projects() -> Iterator[tuple[CleanProject, int]]:
    """Yield every clean project with every seed errors are planted by."""
    for seed in range(SEEDS["invented"]):
        yield invented(seed), seed
    for name, made in (("shipped", shipped()), ("starter", starter())):
        for seed in range(SEEDS[name]):
            yield made, seed


def measured() -> dict[str, Any]:
    """Return what was planted and told, and what was said of clean projects."""
    planted: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    by_code: dict[str, Counter[str]] = {}
    for project, seed in projects():
        for one in outcomes(project, seed):
            planted[one.fault.name, project.name] += 1
            told[one.fault.name, project.name] += bool(one.told_by)
            by_code.setdefault(one.fault.name, Counter()).update(one.told_by)
    kinds = [
        {
            "name": fault.name,
            "codes": sorted(fault.codes),
            "planted": {name: planted[fault.name, name] for name in SEEDS},
            "told": {name: told[fault.name, name] for name in SEEDS},
            "told_by": dict(sorted(by_code.get(fault.name, Counter()).items())),
        }
        for fault in all_faults()
    ]
    return {"seeds": SEEDS, "kinds": kinds, "clean": clean()}


def clean() -> dict[str, Any]:
    """Return rows and remarks of projects in which nothing is wrong."""
    rows, alarms = 0, Counter[str]()
    for project in (*(invented(1000 + seed) for seed in range(CLEAN_SEEDS)), starter()):
        rows += project.rows
        alarms.update(code for code, _, _ in project.said)
    return {"projects": CLEAN_SEEDS + 1, "rows": rows, "alarms": dict(sorted(alarms.items()))}


def main() -> None:
    """Measure and write."""
    WRITTEN.write_text(json.dumps(measured(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
