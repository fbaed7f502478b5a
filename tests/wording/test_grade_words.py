"""Words of GRADE cards: every reason has its sentence, and raters' agreement is told."""

import ast
import re
from pathlib import Path

import pytest

import evidence
from evidence.audit.examples import example_project
from evidence.certainty.standing import Standing
from evidence.vocabulary import Domain, Language
from evidence.wording.grade_card import grade_cards, state_summary
from evidence.wording.phrases import keys
from evidence.wording.rater_words import state_raters

CERTAINTY = Path(evidence.__file__).parent / "certainty"
FILES = {
    Domain.RISK_OF_BIAS: "risk_of_bias",
    Domain.INCONSISTENCY: "inconsistency",
    Domain.INDIRECTNESS: "indirectness",
    Domain.IMPRECISION: "imprecision",
    Domain.PUBLICATION_BIAS: "publication_bias",
    Domain.LARGE_EFFECT: "upgrades",
}
RATERS = (
    "estimate_id|domain|rater|levels\ne|imprecision|Kari|1\ne|imprecision|Ola|2\n"
    "e|risk of bias|Kari|1\ne|risk of bias|Ola|1\nf|imprecision|Kari|0\nf|imprecision|Ola|1"
)


def _texts(module):
    tree = ast.parse((CERTAINTY / f"{module}.py").read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _returned_reasons(module):
    """Texts that the function which names the reason can give."""
    tree = ast.parse((CERTAINTY / f"{module}.py").read_text(encoding="utf-8"))
    functions = [
        n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "_reason"
    ]
    returns = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.Return)]
    return {
        node.value
        for one in returns
        for node in ast.walk(one)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("domain", FILES)
def test_every_reason_has_a_sentence_and_every_sentence_a_reason(domain):
    prefix = f"grade.reason.{domain.name.lower()}."
    told = {key.removeprefix(prefix) for key in keys(prefix)}
    assert told <= _texts(FILES[domain])
    assert _returned_reasons(FILES[domain]) <= told


def test_every_way_a_decision_can_stand_has_words():
    source = (CERTAINTY / "standing.py").read_text(encoding="utf-8")
    named = set(re.findall(r'Standing\.\w+, "(\w+)"', source))
    named |= set(re.findall(r'return "(\w+)"', source))
    assert len(named) > 8
    assert {f"grade.why.{one}" for one in named} <= set(keys("grade.why."))
    standings = {f"grade.standing.{one.name.lower()}" for one in Standing}
    assert standings <= set(keys("grade.standing."))


@pytest.mark.parametrize("language", list(Language))
def test_agreement_and_what_was_settled(language):
    tables = {
        "rater_levels": RATERS,
        "estimates": "estimate_id|outcome_id|measure|estimate\ne|o|SMD|-0.4\nf|o|SMD|-0.3",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason\n"
        "j|e|imprecision|2|Very wide.",
    }
    project = example_project(tables)
    told = state_raters(project.tables, language)
    assert told[0].startswith("Kari")
    assert "Very wide." in told[-2]
    assert len(told) == 5  # all domains, two domains, one settled and one open
    assert len(grade_cards(project, (), language)) == 2
    assert len(state_summary((), language)) == 2


def test_nobody_has_rated_twice():
    assert state_raters(example_project({}).tables, Language.NB) == ()
