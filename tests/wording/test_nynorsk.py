"""Nynorsk read through by rules: no form that only bokmål has.

Forms are those Nynorskordboka (ordbokene.no) does not give; what both have is not listed.
"""

import ast
import csv
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
hvis bedre høy høye høyt lave tiltakene økt øker brukes gis tas settes anbefales vurderes beregnes
hele egen egne hverandre gruppen kontrollgruppen arbeidsgruppen behandlingen veiledning uke uker
måned måneder gjelder finner kommer gjør fikk ga dem deltaker deltakerne pasienter pasientene tall
tallet antall nivåer måter advarsel advarsler endringer tabeller figurer analysene
grunner sammenlignes kun mens allerede alltid spørsmålene forskjellene forskjeller
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


def texts_in_source():
    """Each text in three languages that stands in the package itself, as rules carry them."""
    for file in sorted((ROOT / "evidence").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Text":
                continue
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if len(words) == 3:
                yield f"{file.name}:{node.lineno}", words[1]


def test_no_text_of_a_rule_has_forms_only_bokmal_has():
    texts = dict(texts_in_source())
    assert len(texts) > 100
    assert {place: found for place, text in texts.items() if (found := bokmal_in(text))} == {}


TABLES = sorted(ROOT.glob("data/*.csv")) + sorted(ROOT.glob("evidence/cli/starter/data/*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_column_of_nynorsk_has_forms_only_bokmal_has(path):
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cells = [(n, name, row[name]) for n, row in enumerate(rows, start=2) for name in row]
    own = [(n, name, text) for n, name, text in cells if name.endswith("_nn")]
    assert [(n, name, found) for n, name, text in own if (found := bokmal_in(text))] == []
