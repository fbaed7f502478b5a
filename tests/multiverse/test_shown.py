"""The specification curve, its table and its three sentences. Witness: the multiverse itself."""

import numpy as np
import pytest

import evidence as ev
from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.geometry import Circle, Line, Polygon, Text
from evidence.display.plots.palette import PAPER
from evidence.display.plots.specification_curve import specification_curve
from evidence.display.tables.multiverse_choices import multiverse_choices_table
from evidence.findings.codec import decode, encode
from evidence.multiverse.results import Multiverse
from evidence.vocabulary import Language
from evidence.wording.multiverse_words import state_multiverse
from tests.multiverse.headache import ONE, analysis_of, choice, named, tables_of, text


def question_of(tables, tmp_path, written: str):
    file = tmp_path / "q1_multiverse.toml"
    file.write_text(written, encoding="utf-8")
    analysis = analysis_of(tables)
    found = ev.run_multiverse(tables, file, [analysis])
    return ev.answer(tables, "Q1", [analysis], found)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return tables_of(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def question(tables, tmp_path_factory):
    return question_of(tables, tmp_path_factory.mktemp("choices"), text())


def items(figure, kind: type, role: str) -> list:
    return [one for one in figure.items if isinstance(one, kind) and one.role == role]


@pytest.mark.parametrize("language", Language)
def test_the_curve_is_legible(question, language):
    figure = specification_curve(question.findings[0], question, language)
    assert not outside(figure)
    assert not overlaps(figure)


def test_marks_stand_at_their_numbers(question):
    finding = question.findings[0]
    found = finding.multiverse
    figure = specification_curve(finding, question, Language.EN)
    ticks = [one for one in figure.items if isinstance(one, Text) and one.role == "tick"]
    values = [float(one.text.replace("−", "-")) for one in ticks]
    slope, start = np.polyfit([one.y for one in ticks], values, 1)
    marks = items(figure, Circle, "specification")[2:]
    assert len(marks) == len(found.curve)
    shift = 0.36 * 7.5 * slope
    read = [start + slope * mark.centre[1] + shift for mark in marks]
    assert read == pytest.approx([one.estimate for one in found.curve], abs=2e-3)
    filled = [mark.fill != PAPER for mark in marks]
    assert filled == [one.ci_low > 0 or one.ci_high < 0 for one in found.curve]
    page = items(figure, Polygon, "page")[-1]
    middle = np.mean([y for _, y in page.points])
    assert start + slope * middle + shift == pytest.approx(found.page.estimate, abs=2e-3)
    assert len(items(figure, Line, "track")) == sum(len(one.options) for one in found.choices)
    shares = [one.text for one in figure.items if isinstance(one, Text) and one.role == "share"]
    tallies = [option.tally for one in found.choices for option in one.options]
    wanted = [
        f"{np.floor(100 * (t.below + t.above) / t.specifications + 0.5):.0f}%" for t in tallies
    ]
    assert shares == wanted


def test_the_table_has_every_option_and_every_reason(question):
    finding = question.findings[0]
    table = multiverse_choices_table(finding, question, Language.NB)
    found = finding.multiverse
    assert len(table.rows) == sum(len(one.options) for one in found.choices)
    assert [note.text for note in table.footnotes] == ["fordi"] * len(found.choices)
    assert all(cell.text for row in table.rows for cell in row)
    assert table.rows[0][0].text == "Trial C: one"


def test_three_sentences_say_what_was_found(question):
    told = state_multiverse(question.findings[0], question, Language.EN)
    assert len(told) == 3
    assert told[0].text.startswith("Reasonable options in 9 choices give 1,284 different analyses")
    assert "all towards less smerte" in told[1].text
    assert "no sourced smallest important difference" in told[1].text
    assert "with only" not in told[2].text
    assert "changed from the analysis above, the interval includes no difference" in told[2].text
    for language in Language:
        for one in state_multiverse(question.findings[0], question, language):
            assert one.refs == ("PAIN",)
            assert one.text.endswith(".")


def test_a_choice_that_moves_nothing_is_said_to(tables, tmp_path):
    one = choice("tau2", 'use = "REML"', 'use = "ML"')
    written = f"[PAIN]\n[[PAIN.choices]]\n{one}"
    told = question_of(tables, tmp_path, written)
    last = state_multiverse(told.findings[0], told, Language.EN)[2].text
    assert "does not change its side of any threshold" in last
    figure = specification_curve(told.findings[0], told, Language.EN)
    assert len(items(figure, Circle, "specification")) == 4
    assert "Every estimate is shown" in " ".join(
        one.text for one in figure.items if isinstance(one, Text)
    )


def test_a_difference_that_matters_counts_where_it_has_a_source(tables, tmp_path):
    """On the scale itself; the same trials in standard deviations have none."""
    written = text(
        c=choice(
            "rows",
            named("one", f"rows = [{ONE}]"),
            named("out", "rows = []"),
            more='study = "TrialC"',
        )
    )
    found = question_of(tables, tmp_path, written).findings[0].multiverse
    measured = found.choices[[one.about for one in found.choices].index("measure")]
    in_sd, in_points = (option.tally for option in measured.options)
    assert in_sd.measured == 0
    assert in_points.measured == in_points.specifications > 0
    assert found.important is None


def test_what_is_saved_is_read_again(question):
    found = question.findings[0].multiverse
    again = decode(Multiverse, encode(found))
    assert encode(again) == encode(found)
    assert again.choices[0].options[0].shares == found.choices[0].options[0].shares


def test_rows_of_other_options_are_traced(question):
    assert "C.strong.pain" in [row.id for row in question.manifest.rows]


def test_without_a_multiverse_nothing_is_shown(tables):
    question = ev.answer(tables, "Q1", [analysis_of(tables)])
    finding = question.findings[0]
    assert specification_curve(finding, question, Language.NB) is None
    assert multiverse_choices_table(finding, question, Language.NB) is None
    assert state_multiverse(finding, question, Language.NB) == ()
