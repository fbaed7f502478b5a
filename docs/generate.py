"""Write the pages that are made from the contract and the phrases; tests hold them current."""

from pathlib import Path

from evidence.findings.store import write_text
from evidence.tables.descriptor import load_contract
from evidence.wording.dictionary import dictionary
from evidence.wording.error_page import error_page

ROOT = Path(__file__).parents[1]

write_text(ROOT / "data" / "DICTIONARY.md", dictionary(load_contract(ROOT / "data")))
write_text(ROOT / "docs" / "errors.md", error_page())
