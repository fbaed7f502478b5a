"""Write the pages that are made from code, tables and measurements; tests hold them current."""

from pathlib import Path

from docs.pages.generated import GALLERY, REFERENCE, generated
from evidence.documents.default_template import default_template
from evidence.documents.word_template import DEFAULT_TEMPLATE
from evidence.findings.held_back import write_text
from evidence.tables.descriptor import load_contract
from evidence.wording.dictionary import dictionary
from evidence.wording.error_page import error_page
from evidence.wording.rule_pages import rule_pages

ROOT = Path(__file__).parents[1]

write_text(ROOT / "data" / "DICTIONARY.md", dictionary(load_contract(ROOT / "data")))
write_text(ROOT / "docs" / "errors.md", error_page())
DEFAULT_TEMPLATE.write_bytes(default_template())
rules = {ROOT / "docs" / "rules" / name: text for name, text in rule_pages().items()}
for path in set((ROOT / "docs" / "rules").glob("[A-Z]*.md")) - set(rules):
    path.unlink()
for path, text in rules.items():
    write_text(path, text)
pages = generated()
for path in {*REFERENCE.rglob("*.md"), *GALLERY.glob("*.svg")} - set(pages):
    path.unlink()
for path, text in pages.items():
    write_text(path, text)
