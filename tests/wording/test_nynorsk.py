"""Nynorsk read through by rules: no form that only bokmål has.

Forms are those Nynorskordboka (ordbokene.no) does not give; what both have is not listed.
"""

import re
from pathlib import Path

import pytest

from evidence.wording.phrases import catalog

ROOT = Path(__file__).parents[2]
ONLY_BOKMAL = """
ikke hva hvor hvordan hvem hvilke hvilken hvilket hver hvert jeg noen noe bare fra være vært ble
uten nå resultater resultatene tallene studier studiene utfallene høyere lavere lav lavt mye flere
kilde kilden kilder kildene gjøre sier disse deres vurderinger vurderingene sammenligning
sammenligne sammen et problemstillingen problemstillinger anbefaling anbefalingen anbefalinger
mangler oppgis skjevhet estimater estimatene deltakere effekter setninger setningene kolonner
forfattere mappen filen annen selv velger følger skriver finnes kalles regnes vises
"""
FORMS = "|".join(ONLY_BOKMAL.split())
PATTERN = re.compile(rf"(?<![\w-])({FORMS})(?![\w-])", re.IGNORECASE)
TEMPLATES = sorted(ROOT.glob("reports/*.nn.*")) + sorted(
    ROOT.glob("evidence/documents/starter/*.nn.*")
)


def bokmal_in(text):
    """Return forms only bokmål has; what is quoted, code or a hole is not ours."""
    own = re.sub(r"«[^»]*»|\{[^}]*\}|<[^>]*>|\S*[/_.]\S+", " ", text)
    return sorted({found.lower() for found in PATTERN.findall(own)})


def test_the_rule_finds_bokmal_and_leaves_nynorsk():
    assert bokmal_in("Det finnes ikke noen studier") == ["finnes", "ikke", "noen", "studier"]
    assert bokmal_in("Det finst ikkje nokon studiar, sjå «ikke noen»") == []


def test_no_phrase_has_forms_only_bokmal_has():
    # A list of words a source may have used holds every language's.
    texts = {k: row["nn"] for k, row in catalog().items() if ".accepted" not in k}
    wrong = {key: found for key, text in texts.items() if (found := bokmal_in(text))}
    assert wrong == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_forms_only_bokmal_has(path):
    assert bokmal_in(path.read_text(encoding="utf-8")) == []
