"""Every page made from the code and from what was measured, by its place under ``docs``."""

import csv
import json
from pathlib import Path
from typing import Any

import evidence
from docs.pages.gallery import gallery
from docs.pages.mutation import mutation_page
from docs.pages.page_audit import page_codes, page_recall
from docs.pages.recall import recall_page
from docs.pages.reference import book_pages, names_page
from docs.pages.validation import validation_page
from docs.pages.wording import wording_page

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
GALLERY = ROOT / "docs" / "gallery"
MUTATION = ROOT / "validation" / "mutation.json"
SURVIVORS = ROOT / "validation" / "survivors.csv"
MEASURED = ROOT / "validation" / "measured.json"
PAGES = ROOT / "validation" / "planted_pages.json"
PLANTED = ROOT / "validation" / "faults.json"
DIVERGENCES = ROOT / "validation" / "r" / "DIVERGENCES.md"


def mutated() -> tuple[dict[str, Any], list[dict[str, str]], int]:
    """Return what mutation found, the reasons people gave, and the number of modules."""
    found = json.loads(MUTATION.read_text(encoding="utf-8"))
    with SURVIVORS.open(encoding="utf-8", newline="") as rows:
        reasons = list(csv.DictReader(rows))
    modules = [path for path in (ROOT / "evidence" / "stats").rglob("*.py") if path.stat().st_size]
    return found, reasons, len([path for path in modules if path.name != "__init__.py"])


def generated() -> dict[Path, str]:
    """Return the pages as they should stand now.

    Returns
    -------
    dict of Path to str
        The reference, and the pages of what was measured: validation (``make validation``) and
        the recall of rules (``python -m validation.faults``) and of the audit of pages
        (``python -m validation.planted_pages --write``).
    """
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    divergences = DIVERGENCES.read_text(encoding="utf-8")
    pages = json.loads(PAGES.read_text(encoding="utf-8"))
    book = book_pages(ROOT / "evidence/stats")
    return {
        REFERENCE / "README.md": names_page(evidence),
        **{REFERENCE / name: text for name, text in book.items()},
        **gallery(ROOT),
        ROOT / "docs" / "validation.md": validation_page(measured, divergences),
        MUTATION.with_suffix(".md"): mutation_page(*mutated()),
        ROOT / "docs" / "wording.md": wording_page(),
        ROOT / "docs" / "audit" / "codes.md": page_codes(pages),
        ROOT / "docs" / "audit" / "recall.md": page_recall(pages),
        ROOT / "docs" / "rules" / "recall.md": recall_page(
            json.loads(PLANTED.read_text(encoding="utf-8"))
        ),
    }
