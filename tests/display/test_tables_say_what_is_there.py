"""Tables as data: what each says of a small chapter, before any file format."""

from dataclasses import replace

import pytest

from evidence.display.tables.certainty_arithmetic import certainty_table
from evidence.display.tables.gaps import gaps, gaps_table
from evidence.display.tables.overlap import overlap_table
from evidence.display.tables.pico import pico_table
from evidence.display.tables.pooled_results import pooled_results_table
from evidence.display.tables.search import search_table
from evidence.display.tables.sources import entries, sources_table
from evidence.display.tables.study_effects import study_effects_table
from evidence.display.tables.summary_of_findings import summary_of_findings
from evidence.display.tables.table import Cell, Table
from evidence.records.judgement import Judgement
from evidence.vocabulary import Language
from tests.documents.fixtures import TRIALS, chapter

SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def told():
    return chapter()


@pytest.fixture(scope="module")
def answered(told):
    return told.questions[0]


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_refuses_rows_and_widths_that_do_not_fit():
    with pytest.raises(ValueError, match="widths"):
        Table(id="t", caption="c", columns=("a", "b"), widths=(1.0,), rows=())
    with pytest.raises(ValueError, match="row 1"):
        Table(id="t", caption="c", columns=("a",), widths=(1.0,), rows=((Cell(text="x"),) * 2,))


def test_pico_has_its_four_elements_and_the_outcomes_asked_for(answered):
    table = pico_table(answered, 1, Language.NB)
    assert [row[0] for row in texts(table)] == [
        "Populasjon (P)",
        "Tiltak (I)",
        "Sammenligning (C)",
        "Utfall (O)",
    ]
    assert texts(table)[3][1] == "vaksinasjon, bekymring"


def test_summary_gives_estimate_counts_certainty_and_meaning(answered):
    first, second, ours, empty = summary_of_findings(answered, Language.NB).rows
    assert first[2].text == f"RR 1,31\n95{SPACE}% KI 1,12 til 1,53"
    assert first[4].text == f"k: 11\nn: 2{SPACE}345"
    assert first[5].text == "⊕⊕⊕◯\nmiddels"
    assert first[2].refs == ("EST1",) and first[2].source == "EST1"
    assert second[2].text == "RR 1,08\nkonfidensintervall ikke oppgitt"
    assert second[4].text == "ikke oppgitt"
    assert ours[0].text.splitlines()[1] == "egen syntese SYN1"
    assert ours[2].text == f"RR 1,31 (95{SPACE}% KI 1,07 til 1,61)"
    assert ours[5].text == "ikke vurdert"
    assert [cell.text for cell in empty[2:6]] == ["ingen data"] * 4


def test_summary_says_why_certainty_was_lowered_once_for_all_rows(answered):
    table = summary_of_findings(answered, Language.NB)
    first = table.rows[0][5].notes
    assert table.rows[1][5].notes == first
    note = table.footnotes[first[0] - 1]
    assert note.text == "Nedgradert 1 nivå for risiko for skjevhet."
    assert note.refs == ("J1", "J2")


def test_a_reason_that_only_repeats_the_domain_is_not_printed_twice(answered):
    published = answered.published[0]
    judgement = replace(published.rating.judgements[0], reason="Risiko for skjevhet")
    table = summary_of_findings(_with_judgement(answered, judgement), Language.NB)
    assert table.footnotes[0].text == "Nedgradert 1 nivå for risiko for skjevhet."


def _with_judgement(question, judgement: Judgement):
    published = question.published[0]
    rating = replace(published.rating, judgements=(judgement,))
    return replace(question, published=(replace(published, rating=rating),))


def _unrated(published, source_id):
    """The same estimate from another source, without a level of certainty."""
    estimate = published.estimate
    elsewhere = replace(estimate.provenance, source_id=source_id)
    return replace(
        published,
        estimate=replace(estimate, provenance=elsewhere),
        rating=replace(published.rating, stated=None, computed=None),
    )


def _sources(question):
    rows = summary_of_findings(replace(question, findings=()), Language.NB).rows
    return [row[2].source for row in rows]


def test_estimates_of_a_source_that_rates_none_give_way_to_rated_ones(answered):
    first, second = answered.published
    home = first.estimate.provenance.source_id
    other = replace(answered, published=(first, _unrated(second, "ELSEWHERE")))
    assert _sources(other) == ["EST1", ""]
    same = replace(answered, published=(first, _unrated(second, home)))
    assert _sources(same) == ["EST1", "EST2", ""]
    alone = replace(answered, published=(_unrated(second, "ELSEWHERE"),))
    assert _sources(alone) == ["EST2", ""]


def test_effects_table_holds_every_trial_and_the_pooled_effect(answered):
    finding = answered.findings[0]
    rows = texts(study_effects_table(finding, Language.NB))
    assert [row[0] for row in rows] == [*(trial[0] for trial in TRIALS), "Hovedanalyse"]
    assert rows[0][1:3] == ["51 av 97", "32 av 101"]
    assert rows[2][5] == "annenhånds"
    assert rows[-1][4] == f"100,0{SPACE}%"


def test_pooled_table_begins_with_the_main_analysis_and_ends_with_leave_one_out(answered):
    table = pooled_results_table(answered.findings[0], Language.NB)
    assert texts(table)[0][:3] == ["Hovedanalyse", "4", f"1,31 (95{SPACE}% KI 1,07 til 1,61)"]
    assert table.footnotes[0].text.startswith("Utelatt én om gangen: ")
    assert all(row[2].refs == ("SYN1",) or row[2].text for row in table.rows)


def test_certainty_sum_is_shown_domain_by_domain(told):
    table = certainty_table(told, Language.NB)
    assert texts(table)[0] == [
        "EST1",
        "⊕⊕⊕⊕ høy",
        "−1",
        *["ikke omtalt"] * 4,
        "⊕⊕⊕◯ middels",
        "⊕⊕⊕◯ middels",
        "ja",
    ]


def test_gaps_are_counted_of_what_was_looked_at(told):
    found = {gap.kind: (len(gap.missing), gap.looked_at) for gap in gaps(told)}
    assert found["ci"] == (1, 2)
    assert found["k"] == (1, 2)
    assert found["second_hand"] == (2, 4)
    assert found["outcomes"] == (2, 3)
    assert found["overlap"] == (1, 4)
    assert found["level"] == (0, 2)
    kinds = [row[0] for row in texts(gaps_table(told, Language.NB))]
    assert "Publisert konfidensintervall uten oppgitt nivå" not in kinds


def test_search_says_what_is_not_reported(answered):
    rows = dict(texts(search_table(answered, Language.NB)))
    assert rows["Databaser"] == "ikke oppgitt"
    assert rows["Søkedato"] == "juni 2024"
    assert rows["Identifisert i søket"] == "386 oversikter"


def test_overlap_tells_unclear_from_no(told):
    rows = texts(overlap_table(told, Language.NB))
    assert dict(rows) == {
        "Ås 2001": "ja",
        "Bø 2007": "nei",
        "Dal & Eng 2011": "uklart",
        "Fjell 2019": "ja",
    }


def test_every_entry_of_the_annex_has_its_own_place(told):
    table = sources_table(told, Language.NB)
    places = entries(told, Language.NB)
    assert [row[0].anchor for row in table.rows] == [entry.anchor for entry in places.values()]
    assert [entry.mark for entry in places.values()][:2] == ["K1", "K2"]
    synthesis = table.rows[0]
    assert synthesis[0].text == "K1\nSYN1"
    assert "RES-T1-I" in synthesis[4].text
    first = next(row for row in table.rows if row[0].text.endswith("\nEST1"))
    assert first[4].text == "RR 1,31 (1,12–1,53)" and first[5].text == "førstehånds"


@pytest.mark.parametrize("language", list(Language))
def test_every_cell_with_a_digit_names_an_id(told, answered, language):
    tables = [
        summary_of_findings(answered, language),
        study_effects_table(answered.findings[0], language),
        pooled_results_table(answered.findings[0], language),
        sources_table(told, language),
        gaps_table(told, language),
    ]
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert not [cell.text for cell in cells if any(map(str.isdigit, cell.text)) and not cell.refs]
