"""Tables of the annexes: what there is, and the silence where there is nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.display.tables.evidence_map import count_gaps, evidence_map
from evidence.display.tables.evidence_profile import evidence_profile
from evidence.display.tables.hearing_log import hearing_table
from evidence.display.tables.ongoing import ongoing_table
from evidence.display.tables.outcome_families import family_table
from evidence.display.tables.risk_of_bias import risk_of_bias_tables
from evidence.display.tables.study_characteristics import study_characteristics
from evidence.findings.store import load
from evidence.records.hearing import HearingComment
from evidence.records.ongoing import Ongoing
from evidence.vocabulary import Language

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chapter():
    return load(ROOT / "analyses" / "results")


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_the_profile_counts_the_levels_people_decided(chapter):
    question = chapter.questions[0]
    rows = texts(evidence_profile(question, 1, Language.EN))
    rated = {p.estimate.id: p.rating for p in question.published}
    table = evidence_profile(question, 1, Language.EN)
    for row in table.rows:
        rating = rated.get(row[0].refs[0])
        if rating is None:
            continue
        down = sum(1 for cell in row[2:7] if cell.text.startswith("serious"))
        assert down == sum(j.decided_levels == 1 for j in rating.judgements)
    assert any("very low" in row[10] for row in rows)


def test_a_synthesis_nobody_has_rated_says_so_in_every_domain(chapter):
    table = evidence_profile(chapter.questions[0], 1, Language.NB)
    own = next(row for row in table.rows if row[0].refs[0].startswith("Q01_fatigue_B"))
    assert {cell.text for cell in own[2:7]} == {"ikke vurdert"}


def test_the_map_has_every_outcome_and_counts_the_gaps(chapter):
    rows = texts(evidence_map(chapter, Language.EN))
    assert len(rows) == sum(len(question.outcomes) for question in chapter.questions)
    assert sum(row[-1] == "no results: a gap" for row in rows) == count_gaps(chapter)
    pain = [row for row in rows if row[0] == "Pain"]
    assert {row[-1] for row in pain} == {"no results: a gap"}


@pytest.mark.parametrize("family", ["harm", "work participation"])
def test_a_family_nobody_reports_is_said_for_each_question(chapter, family):
    table = family_table(chapter, family, Language.EN)
    places = {row[1].text for row in table.rows}
    assert places == {str(place) for place in range(1, len(chapter.questions) + 1)}
    if family == "work participation":
        assert {row[-1].text for row in table.rows} == {"not reported"}


def test_trials_have_what_is_known_and_say_what_is_not(chapter):
    rows = texts(study_characteristics(chapter.questions[0], 1, Language.EN))
    pace = next(row for row in rows if "PACE" in row[0])
    assert pace[1:3] == ["UK, 2011", "parallel groups"]
    assert pace[4] == "641"
    assert any("not reported" in row for row in rows)


def test_risk_of_bias_is_given_in_the_words_of_its_source(chapter):
    tables = [t for q in chapter.questions for t in risk_of_bias_tables(q, Language.EN)]
    assert tables
    assert tables[0].columns == ("Trial", "Overall")
    assert tables[0].rows[0][1].text == "noe risiko"
    assert "blinding" in tables[0].footnotes[0].text


def test_an_empty_hearing_has_no_table_and_a_comment_without_decision_says_so(chapter):
    assert hearing_table(chapter, Language.NB) is None
    claim = chapter.questions[0].claims[0]
    comment = HearingComment(
        id="H1",
        received="2026-03-01",
        sender="Norsk forening",
        comment="<b>Uklart</b> & langt",
        claim_id=claim.id,
        recommendation_id="",
        decision="",
        change="",
        note="",
    )
    heard = replace(chapter, overview=replace(chapter.overview, hearing=(comment,)))
    (row,) = hearing_table(heard, Language.NB).rows
    assert row[0].text == "H1\nNorsk forening, 1. mars 2026\n<b>Uklart</b> & langt"
    assert claim.provenance.quote in row[1].text
    assert row[2].text == "ikke besluttet"


def test_ongoing_trials_are_listed_by_question(chapter):
    assert ongoing_table(chapter, Language.EN) is None
    first = chapter.questions[0]
    study = Ongoing(
        id="O1",
        question_id=first.question.id,
        title="A new trial",
        registration="",
        status="running",
        provenance=first.question.provenance,
    )
    running = replace(chapter, questions=(replace(first, ongoing=(study,)),))
    assert texts(ongoing_table(running, Language.EN)) == [
        ["A new trial", "1", "not reported", "running"]
    ]
