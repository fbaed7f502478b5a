"""Every page made from the code and from what was measured, by its place under ``docs``."""

import json
from pathlib import Path

import evidence
from docs.pages.reference import book_pages, names_page
from docs.pages.validation import validation_page

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
MEASURED = ROOT / "validation" / "measured.json"
DIVERGENCES = ROOT / "validation" / "r" / "DIVERGENCES.md"


def generated() -> dict[Path, str]:
    """Return the pages as they should stand now.

    Returns
    -------
    dict of Path to str
        The reference, and the page of validation (of what ``make validation`` measured).
    """
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    divergences = DIVERGENCES.read_text(encoding="utf-8")
    book = book_pages(ROOT / "evidence/stats")
    return {
        REFERENCE / "README.md": names_page(evidence),
        **{REFERENCE / name: text for name, text in book.items()},
        ROOT / "docs" / "validation.md": validation_page(measured, divergences),
    }
