"""Write the pages that are made from the contract and the phrases."""

from pathlib import Path

from evidence.tables.descriptor import load_contract
from evidence.wording.dictionary import dictionary
from evidence.wording.error_page import error_page

ROOT = Path(__file__).parents[1]
PAGES = {
    "data/DICTIONARY.md": lambda: dictionary(load_contract(ROOT / "data")),
    "docs/errors.md": error_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8", newline="\n")
