"""The shipped summary of findings: every printed estimate, every synthesis, every gap."""

from pathlib import Path

import pytest

from evidence.display.tables.summary_of_findings import summary_of_findings
from evidence.findings.store import load
from evidence.vocabulary import Language

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def questions():
    return {q.question.id: q for q in load(ROOT / "analyses" / "results").questions}


def refs(table):
    return [row[0].refs[0] for row in table.rows]


@pytest.mark.parametrize(("question", "first", "last"), [("Q01", 1, 16), ("Q03", 17, 24)])
def test_all_of_the_pages_estimates_have_a_row(questions, question, first, last):
    shown = refs(summary_of_findings(questions[question], Language.NB))
    assert {f"E{number:02d}" for number in range(first, last + 1)} <= set(shown)


@pytest.mark.parametrize("question", ["Q01", "Q02", "Q03", "Q04"])
def test_every_outcome_and_every_synthesis_has_a_row(questions, question):
    found = questions[question]
    shown = set(refs(summary_of_findings(found, Language.EN)))
    assert {finding.synthesis.id for finding in found.findings} <= shown
    answered = {p.estimate.outcome_id for p in found.published}
    answered |= {finding.synthesis.outcome_id for finding in found.findings}
    assert {outcome.id for outcome in found.outcomes} - answered <= shown


def test_our_own_synthesis_is_never_said_to_be_rated(questions):
    table = summary_of_findings(questions["Q03"], Language.NB)
    (row,) = (row for row in table.rows if row[0].refs == ("Q03_fatigue_A",))
    assert row[2].text == "MD −7,82 (95\N{NO-BREAK SPACE}% KI −10,37 til −5,27)"
    assert row[4].text == "ikke vurdert"


def test_what_is_only_shown_says_why(questions):
    found = questions["Q01"]
    (finding,) = (f for f in found.findings if f.synthesis.id == "Q01_harms_F_sae")
    table = summary_of_findings(found, Language.NB)
    (row,) = (row for row in table.rows if row[0].refs == ("Q01_harms_F_sae",))
    assert row[5].text == finding.synthesis.reason.nb
