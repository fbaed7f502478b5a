"""The shipped summary of findings: every printed estimate, every synthesis, every gap."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.display.tables.evidence_profile import evidence_profile
from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.gaps import gaps
from evidence.display.tables.retold_cell import retold_cell
from evidence.display.tables.summary_of_findings import summary_of_findings
from evidence.display.tables.summary_rows import MOST, outcomes_in_summary
from evidence.findings.retold import AbsoluteRisk, ControlGroups, Span
from evidence.findings.store import load
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.phrases import phrase

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
def test_every_outcome_it_has_room_for_and_every_synthesis_has_a_row(questions, question):
    found = questions[question]
    shown = set(refs(summary_of_findings(found, Language.EN)))
    room = {outcome.id for outcome in outcomes_in_summary(found)}
    ours = {f.synthesis.id for f in found.findings if f.synthesis.outcome_id in room}
    assert ours <= shown
    profile = evidence_profile(found, 1, Language.EN)
    told = set(refs(profile)) if profile else shown
    assert {finding.synthesis.id for finding in found.findings} <= told
    answered = {p.estimate.outcome_id for p in found.published}
    answered |= {finding.synthesis.outcome_id for finding in found.findings}
    assert {outcome.id for outcome in outcomes_in_summary(found)} - answered <= shown


def test_more_than_seven_outcomes_are_left_to_the_profile_and_named(questions):
    found = questions["Q01"]
    assert len(found.outcomes) > MOST
    table = summary_of_findings(found, Language.EN)
    assert "the first 7 of 11 outcomes" in table.caption
    kept = outcomes_in_summary(found)
    assert [one.order for one in kept] == list(range(1, 8))
    rest = [one for one in found.outcomes if one not in kept]
    profile = evidence_profile(found, 1, Language.EN)
    named = " ".join(row[0].text for row in profile.rows)
    for outcome in rest:
        name = outcome.construct.name.en
        assert name in table.caption
        assert sentence(name) in named
    assert any(row[1].text == "no data" for row in profile.rows)


def test_what_matters_most_comes_into_the_summary_first(questions):
    found = questions["Q01"]
    last = replace(found.outcomes[-1], importance="critical")
    least = replace(found.outcomes[0], importance="not important")
    judged = replace(found, outcomes=(least, *found.outcomes[1:-1], last))
    kept = [one.id for one in outcomes_in_summary(judged)]
    assert last.id in kept
    assert least.id not in kept
    assert len(kept) == MOST


def test_a_standardised_effect_is_told_in_points_with_its_route(questions):
    table = summary_of_findings(questions["Q01"], Language.EN)
    (row,) = (row for row in table.rows if row[0].refs == ("Q01_fatigue_B",))
    assert row[3].text.split("\n")[0] == "−5.4 points (−9.7 to −1.1)"
    assert row[3].text.split("\n")[2] == "−2.7 MID (−4.8 to −0.5)"
    note = table.footnotes[row[3].notes[0] - 1]
    assert "(7.17 points) is pooled over the control groups of White 2011 (PACE)" in note.text
    assert "366 participants" in note.text
    assert "2 points (Wilshire 2018)" in note.text
    assert "PACE_SMC_fatigue_w52" in note.refs


@pytest.mark.parametrize("language", list(Language))
def test_an_effect_that_cannot_be_told_says_why(questions, language):
    table = summary_of_findings(questions["Q01"], language)
    (row,) = (row for row in table.rows if row[0].refs == ("E13",))
    assert row[3].text == phrase("retold.cannot", language)
    name = next(one for one in questions["Q01"].constructs if one.id == "anxiety").name
    assert name.in_language(language) in table.footnotes[row[3].notes[0] - 1].text


def test_a_ratio_is_told_as_people_of_a_thousand(questions):
    found = questions["Q01"]
    about = next(p for p in found.published if p.estimate.measure == "RR")
    outcome = next(one for one in found.outcomes if one.id == about.estimate.outcome_id)
    risk = AbsoluteRisk(
        assumed=0.05,
        controls=ControlGroups(trials=("A 2001", "B 2002"), row_ids=("r1", "r2"), people=1160.0),
        difference=Span(estimate=-0.025, low=-0.04, high=-0.01),
        needed=Span(estimate=40.1, low=25.0, high=100.0),
    )
    notes = Footnotes()
    cell = retold_cell(found, outcome, risk, (about.estimate.id, ""), notes, Language.NB)
    assert cell.text.split("\n") == [
        "25 færre per 1000 (40 færre til 10 færre)",
        "antatt risiko uten tiltaket: 50 per 1000",
        "NNT 41 (25 til 100)",
    ]
    assert notes.texts[0].startswith(
        "Antatt risiko er risikoen i kontrollgruppene i A 2001 og B 2002 tatt sammen "
        "(1\N{NO-BREAK SPACE}160 deltakere)."
    )
    none = replace(risk, difference=Span(estimate=0.0001, low=-0.01, high=0.02), needed=None)
    cell = retold_cell(found, outcome, none, (about.estimate.id, ""), notes, Language.EN)
    assert cell.text.split("\n")[0] == "no difference per 1000 (10 fewer to 20 more)"


def test_the_effects_that_cannot_be_told_are_counted(questions):
    chapter = load(ROOT / "analyses" / "results")
    gap = next(one for one in gaps(chapter) if one.kind == "scale")
    assert "E13" in gap.missing
    assert "E17" not in gap.missing
    assert len(gap.missing) < gap.looked_at


def test_our_own_synthesis_is_never_said_to_be_rated(questions):
    table = summary_of_findings(questions["Q03"], Language.NB)
    (row,) = (row for row in table.rows if row[0].refs == ("Q03_fatigue_A",))
    assert row[2].text == "MD −7,82 (95\N{NO-BREAK SPACE}% KI −10,37 til −5,27)"
    assert row[5].text == "ikke vurdert"


def test_what_is_only_shown_says_why(questions):
    found = questions["Q01"]
    (finding,) = (f for f in found.findings if f.synthesis.id == "Q01_harms_F_sae")
    table = summary_of_findings(found, Language.NB)
    (row,) = (row for row in table.rows if row[0].refs == ("Q01_harms_F_sae",))
    assert row[6].text == finding.synthesis.reason.nb
