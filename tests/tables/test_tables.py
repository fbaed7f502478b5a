"""What open tables offer: records, the way back to each row, hashes and counts of unknowns."""

import dataclasses
import re

import pytest

from evidence.errors import ChoiceUnknown
from evidence.records.text import Text
from evidence.tables.open_tables import open_tables
from evidence.tables.tables import Tables
from evidence.vocabulary import Certainty, Domain, HigherIs, Measure, Obtained, Timepoint
from tests.tables.minimal_project import project, write_csv


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Tables:
    return open_tables(write_csv(project(), tmp_path_factory.mktemp("project")))


def _opened(tables, folder) -> Tables:
    return open_tables(write_csv(tables, folder))


def test_every_row_has_its_record(tables):
    rows = project()
    names = {field.name for field in dataclasses.fields(Tables)} - {"title", "rows"}
    for name in names:
        file = "search" if name == "searches" else name
        assert len(getattr(tables, name)) == len(rows[file]) > 0, name
    evidence = {name: len(own) for name, own in rows.items() if name != "waivers"}
    assert tables.row_counts() == evidence


def test_result_is_read_as_written(tables):
    result = tables.results["A.aspirin.pain"]
    assert (result.n, result.mean, result.dispersion, result.dispersion_type) == (
        28,
        31.5,
        12.5,
        "SD",
    )
    assert result.events is None
    assert result.timepoint_weeks is None
    assert result.arm.intervention.name == Text(nb="Acetylsalisylsyre")
    assert result.provenance.table == "results"
    assert result.provenance.row == 6
    assert result.provenance.obtained is Obtained.FIRST_HAND


def test_level_stays_per_cent(tables):
    assert tables.contrasts["A.pain.adjusted"].ci_level == 97.5
    assert tables.estimates["E1"].ci_level is None


def test_words_become_those_of_the_vocabulary(tables):
    estimate = tables.estimates["E1"]
    assert (estimate.measure, estimate.timepoint) == (Measure.RR, Timepoint.POST)
    assert estimate.certainty is Certainty.LOW
    assert tables.judgements["J1"].domain is Domain.IMPRECISION
    assert tables.instruments["VAS"].higher_is is HigherIs.WORSE
    assert tables.instruments["NRS"].higher_is is None


def test_lists_in_a_cell_are_parted(tables):
    assert tables.sources["Example"].authors == ("Hansen, K.", "Berg, A.")
    assert tables.claims["C1"].about_ids == ("E1", "Berg2024")


def test_overall_quality_stands_with_its_review(tables):
    review = tables.reviews["Berg2024"]
    assert (review.quality_as_printed, review.quality_tool) == ("moderate", "AMSTAR 2")


def test_thresholds_are_none_where_nobody_has_set_a_scale(tables):
    assert tables.outcomes["Q1.relief"].thresholds is None
    thresholds = tables.outcomes["Q1.pain"].thresholds
    assert (thresholds.scale, thresholds.small, thresholds.moderate) == ("VAS", 5, 10.5)
    assert thresholds.large is None


def test_outcomes_come_in_the_order_of_the_panel(tables):
    assert [one.id for one in tables.outcomes_of("Q1")] == ["Q1.pain", "Q1.relief"]


def test_planned_synthesis_holds_what_it_needs(tables):
    planned = tables.synthesis("Q1.relief.pooled")
    assert [member.study_id for member in planned.members] == ["TrialA", "TrialB"]
    assert planned.members[0].result.events == 20
    assert planned.members[0].versus.arm.intervention.kind == "passive control"
    assert planned.construct is tables.constructs["relief"]
    assert set(planned.studies) == {"TrialA", "TrialB"}
    assert planned.instruments == {}
    pain = tables.synthesis("Q1.pain.pooled")
    assert pain.members[0].contrast.estimate == -8.5
    assert set(pain.instruments) == {"VAS"}


def test_unknown_ids_are_answered_with_the_right_ones(tables):
    with pytest.raises(ChoiceUnknown) as unknown:
        tables.synthesis("Q1.relief")
    assert unknown.value.choices == ("Q1.relief.pooled", "Q1.pain.pooled")
    with pytest.raises(ChoiceUnknown):
        tables.question("Q9")
    with pytest.raises(ChoiceUnknown):
        tables.trace("nothing")


def test_judgements_are_found_by_what_they_are_about(tables):
    assert [one.id for one in tables.judgements_about("E1")] == ["J1"]
    assert tables.judgements_about("Q1.relief.pooled") == ()


def test_row_is_traced_to_its_cells(tables):
    row = tables.trace("B.placebo.relief")
    assert (row.table, row.row) == ("results", 5)
    assert row.cells["events"] == "12"
    assert re.fullmatch(r"[0-9a-f]{64}", row.sha256)
    assert tables.has_row("B.placebo.relief")
    assert not tables.has_row("B.nothing")


def test_trial_is_found_before_the_article_of_the_same_id(tmp_path):
    changed = project()
    for rows in changed.values():
        for row in rows:
            row |= {k: "TrialA" for k, cell in row.items() if cell == "Example"}
    tables = _opened(changed, tmp_path)
    assert tables.trace("TrialA").table == "studies"
    assert tables.trace("TrialA", "sources").cells["title"] == "Invented trials of aspirin"
    with pytest.raises(ChoiceUnknown):
        tables.trace("TrialA", "arms")


def test_hash_of_a_row_changes_with_it_alone(tables, tmp_path):
    changed = project()
    changed["results"][0]["events"] = "19"
    other = _opened(changed, tmp_path)
    assert other.trace("A.aspirin.relief").sha256 != tables.trace("A.aspirin.relief").sha256
    assert other.trace("A.placebo.relief").sha256 == tables.trace("A.placebo.relief").sha256
    assert other.data_sha256() != tables.data_sha256()


def test_hash_does_not_depend_on_how_the_file_is_laid_out(tables, tmp_path):
    changed = {
        name: [dict(reversed(row.items())) for row in rows] for name, rows in project().items()
    }
    changed["results"][4]["mean"] = "31.50"
    assert _opened(changed, tmp_path).data_sha256() == tables.data_sha256()


def test_empty_cells_are_counted(tables):
    counts = {(table, column): (empty, of) for table, column, empty, of in tables.empty_cells()}
    assert counts["results", "events"] == (2, 6)
    assert counts["results", "result_id"] == (0, 6)
    assert counts["sources", "licence"] == (1, 1)
