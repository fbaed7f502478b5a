"""Run the comparisons with R and write how far apart the numbers are to ``measured.json``.

The tests themselves compare; a recorder listens to each number they compare and keeps, for every
method of every golden file, how many cases and numbers there were, the largest relative difference,
and how many numbers lie beyond the tolerance (each of them named by its test as a known
divergence). ``docs/generate.py`` makes ``docs/validation.md`` of it.

Named tests are measured alone, and what other golden files are known to hold is kept: all tests
of a golden file have to be among them.
"""

import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

import pytest

from validation.golden_cases import families, golden_files
from validation.recorder import RECORDER

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "validation" / "measured.json"


def comparing() -> list[str]:
    """Return the files of tests that have to do with golden values."""
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    signs = ("r_values", "synthesis.golden", "_as_metafor", "_as_r")
    return [
        str(path.relative_to(ROOT))
        for path in found
        if path.parent.name != "documentation"
        and any(sign in path.read_text(encoding="utf-8") for sign in signs)
    ]


def power_above(difference: float) -> float:
    """Return the power of ten that a difference lies below: the same on every processor."""
    return float(f"1e{math.ceil(math.log10(difference))}") if difference else 0.0


def measured(path: Path) -> dict[str, Any]:
    """Return what was found of one golden file."""
    held = families(path)
    rows = []
    for method, witness in sorted(held):
        found = RECORDER.found[path.name, method, witness]
        rows.append(
            {
                "method": method,
                "witness": witness,
                "cases": held[method, witness],
                "compared": len(found.cases),
                "numbers": found.numbers,
                "below": power_above(found.largest),
                "beyond": found.beyond,
            }
        )
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "methods": rows}


def main() -> None:
    asked = sys.argv[1:] or [*comparing(), "-n", "auto"]
    if pytest.main([*asked, "-q", "-p", "no:cacheprovider", "-p", "validation.recorder"]):
        sys.exit("The comparisons must pass before they are written down.")
    known = json.loads(MEASURED.read_text(encoding="utf-8")) if sys.argv[1:] else {}
    met = {name for name, _, _ in RECORDER.found}
    paths = golden_files()
    files = {path.name: known.get(path.name) for path in paths}
    files |= {path.name: measured(path) for path in paths if path.name in met or not known}
    MEASURED.write_text(json.dumps(files, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
