"""Run the comparisons with R and write how far apart the numbers are to ``measured.json``.

The tests themselves compare; this listens to each number they compare and keeps, for every method
of every golden file, how many cases and numbers there were, the largest relative difference, and
how many numbers lie beyond the tolerance (each of them named by its test as a known divergence).
``docs/generate.py`` makes ``docs/validation.md`` of it.
"""

import hashlib
import json
import math
import platform
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "validation" / "measured.json"
TESTS = ("tests/stats", "tests/synthesis")
GIVEN = ("inputs", "data")
"""Parts of a golden file that hold what goes in."""


@dataclass
class Agreement:
    """How far apart two sets of numbers are, as far as they have been compared."""

    cases: set[str] = field(default_factory=set)
    numbers: int = 0
    largest: float = 0.0
    beyond: int = 0

    def note(self, ours: float, theirs: float, rtol: float, agree: bool) -> None:
        self.numbers += 1
        self.beyond += not agree
        if agree and theirs and math.isfinite(theirs) and abs(ours / theirs - 1) <= rtol:
            self.largest = max(self.largest, abs(ours / theirs - 1))

    def add(self, other: "Agreement") -> None:
        self.numbers += other.numbers
        self.beyond += other.beyond
        self.largest = max(self.largest, other.largest)


class Recorder:
    """Listens to what tests compare, and knows which case of which golden file they are at."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, str], Agreement] = defaultdict(Agreement)
        self.now: tuple[str, str, str] | None = None
        self.whole, self.single = Agreement(), Agreement()
        self.places: dict[int, tuple[str, str, str, str]] = {}

    def pytest_collection_finish(self) -> None:
        from tests.stats import r_values

        for name, golden in r_values.LOADED:
            for part, place, case in cases_of(golden):
                witness = witness_of(golden, case)
                self.places[id(case)] = (name, method_of(part, case), witness, f"{part}/{place}")
        r_values.LISTENERS.append(lambda *compared: self.whole.note(*compared))
        scalar = type(pytest.approx(1.0))
        equal = scalar.__eq__

        def listening(approx: Any, actual: Any) -> bool:
            agree = bool(equal(approx, actual))
            if agree and isinstance(approx.expected, int | float) and np.ndim(actual) == 0:
                rtol = 1e-6 if approx.rel is None else approx.rel
                self.single.note(float(actual), float(approx.expected), rtol, agree)
            return agree

        scalar.__eq__ = listening

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        given = getattr(item, "callspec", None)
        known = [self.places.get(id(one)) for one in given.params.values()] if given else []
        place = next((one for one in known if one), None)
        self.whole, self.single, self.now = Agreement(), Agreement(), None
        if place:
            self.now = place[:3]
            self.found[self.now].cases.add(place[3])

    def pytest_runtest_teardown(self) -> None:
        # Beside a comparison of whole results, single ones only guard how R's differ.
        if self.now is not None:
            self.found[self.now].add(self.whole if self.whole.numbers else self.single)


def cases_of(golden: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield every case of a golden file: the part it stands in, its place there, and itself."""
    for part, listed in golden.items():
        if isinstance(listed, list) and part not in GIVEN:
            for place, case in enumerate(listed):
                if isinstance(case, dict):
                    yield part, place, case


def method_of(part: str, case: dict[str, Any]) -> str:
    """Return the method of a case, as its file names it."""
    head, *rest = str(case.get("id", "")).split("/")
    family = rest[0] if len(head) == 1 and rest else case.get("family", head if rest else "")
    args = case.get("args") or case
    named = [args.get(key) for key in ("measure", "method", "model")]
    words = [family if part == "cases" else part, *(one for one in named if isinstance(one, str))]
    return " ".join(dict.fromkeys(word for word in words if word))


def witness_of(golden: dict[str, Any], case: dict[str, Any]) -> str:
    """Return the packages that gave a case's numbers, with their versions."""
    named = case.get("pkg") or golden.get("pkg") or golden.get("software") or {}
    if "metafor" in golden and not named:
        named = {"metafor": golden["metafor"]}
    if isinstance(named, dict):
        packages = ((name, version) for name, version in sorted(named.items()) if name != "R")
        return ", ".join(f"{name} {version}" for name, version in packages)
    return str(named)


def report(recorder: Recorder) -> dict[str, Any]:
    files: dict[str, Any] = {}
    for path in sorted((ROOT / "tests" / "golden").glob("*.json")):
        text = path.read_bytes()
        golden = json.loads(text)
        files[path.name] = {
            "sha256": hashlib.sha256(text).hexdigest(),
            "cases": sum(1 for _ in cases_of(golden)),
            "methods": [
                {
                    "method": method,
                    "witness": witness,
                    "cases": len(found.cases),
                    "numbers": found.numbers,
                    "largest": float(f"{found.largest:.1e}"),
                    "beyond": found.beyond,
                }
                for (file, method, witness), found in sorted(recorder.found.items())
                if file == path.name
            ],
        }
    versions = {
        "Python": platform.python_version(),
        "NumPy": np.__version__,
        "SciPy": scipy.__version__,
    }
    return {"versions": versions, "files": files}


def main() -> None:
    recorder = Recorder()
    if pytest.main([*(sys.argv[1:] or TESTS), "-p", "no:cacheprovider"], plugins=[recorder]):
        sys.exit("The comparisons must pass before they are written down.")
    text = json.dumps(report(recorder), ensure_ascii=False, indent=1)
    MEASURED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
