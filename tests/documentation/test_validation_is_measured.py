"""Every golden case is measured: what docs/validation.md counts is what the files hold today.

When a golden file is new or changed, run make validation.
"""

import hashlib
import json

import pytest

from docs.pages.generated import MEASURED
from validation.golden_cases import families, golden_files

MEASURES = json.loads(MEASURED.read_text(encoding="utf-8"))
FILES = golden_files()

UNANSWERED = {("small_study.json", "trimfill REML"): 6}
"""Cases R answers as rounding tips it: see validation/r/DIVERGENCES.md."""


def test_every_golden_file_is_measured():
    assert set(MEASURES) == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_family_is_measured_as_it_stands(path):
    known = MEASURES[path.name]
    rows = {(row["method"], row["witness"]): row for row in known["methods"]}
    assert {family: row["cases"] for family, row in rows.items()} == families(path)
    assert known["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    for (method, _), row in rows.items():
        missing = UNANSWERED.get((path.name, method), 0)
        assert row["cases"] - row["compared"] == missing, method
        assert row["numbers"], method
