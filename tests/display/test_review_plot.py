"""Published estimates side by side. Witness: the estimates as they are printed."""

from dataclasses import replace

import pytest

from evidence.display.plots.geometry import Circle, Figure, Line, Polygon, Text
from evidence.display.plots.review_level import review_plot
from evidence.vocabulary import Certainty, Language, Measure, Timepoint
from tests.display.axis_reading import read_axis
from tests.display.fixtures import SCALE, outcome, published, question

BARE = published(0, -0.33)
WITH_INTERVAL = published(
    1, -0.52, ci_low=-0.69, ci_high=-0.35, ci_level=95.0, k=15, certainty=Certainty.MODERATE
)
POINTS = published(2, 8.4, measure=Measure.MD, instrument_id=SCALE.id, decimals=1, certainty=None)
MISSING = published(3, None, timepoint=Timepoint.FOLLOW_UP)


def plot(*found, language=Language.EN) -> Figure:
    figure = review_plot(question(*found), outcome(), language)
    assert figure is not None
    return figure


def texts(figure: Figure, role: str) -> list[str]:
    found = [one for one in figure.items if isinstance(one, Text)]
    return [one.text for one in found if one.role in (role, f"published {role}")]


def circles(figure: Figure) -> dict[str, Circle]:
    return {one.ref: one for one in figure.items if isinstance(one, Circle)}


def test_there_is_no_figure_where_no_review_reports_the_outcome():
    assert review_plot(question(), outcome(), Language.NB) is None


def test_there_is_never_a_diamond():
    figure = plot(BARE, WITH_INTERVAL, POINTS, MISSING)
    assert not [one for one in figure.items if isinstance(one, Polygon) and one.role == "diamond"]
    assert any("not pooled" in note for note in texts(figure, "note"))


def test_an_estimate_without_interval_is_an_open_circle_without_whiskers():
    figure = plot(BARE, WITH_INTERVAL)
    marks = circles(figure)
    assert marks["E00"].fill != marks["E01"].fill
    lines = [one for one in figure.items if isinstance(one, Line) and one.role == "ci"]
    assert [one.ref for one in lines] == ["E01"]
    assert texts(figure, "interval") == ["CI not reported", "(−0.69 to −0.35)"]


def test_marks_stand_at_their_numbers():
    figure = plot(BARE, WITH_INTERVAL)
    scale = read_axis(figure)
    at = {ref: scale(one.centre[0]) for ref, one in circles(figure).items()}
    assert at == pytest.approx({"E00": -0.33, "E01": -0.52})


def test_numbers_keep_the_decimals_they_are_printed_with():
    assert texts(plot(WITH_INTERVAL, POINTS), "estimate") == ["−0.52", "8.4"]


def test_scales_never_share_an_axis():
    figure = plot(WITH_INTERVAL, POINTS)
    assert len([one for one in figure.items if one.role == "axis"]) == 2
    headings = texts(figure, "heading")
    assert "SMD (95% CI)" in headings and "MD" in headings


def test_an_estimate_whose_sign_the_review_turned_has_an_axis_of_its_own():
    turned = published(4, 0.4, higher_favours="intervention")
    unclear = published(5, 0.4, higher_favours="unclear")
    figure = plot(BARE, turned, unclear)
    assert len([one for one in figure.items if one.role == "axis"]) == 3
    assert texts(figure, "favours") == [
        "←\N{NO-BREAK SPACE}Favours intervention",
        "Favours comparison\N{NO-BREAK SPACE}→",
        "←\N{NO-BREAK SPACE}Favours comparison",
        "Favours intervention\N{NO-BREAK SPACE}→",
    ]


def test_certainty_has_symbols_and_a_word():
    figure = plot(BARE, WITH_INTERVAL, POINTS)
    told = " ".join(texts(figure, "certainty"))
    assert told == "⊕⊕○○ low ⊕⊕⊕○ moderate not reported"


def test_a_missing_estimate_is_a_row_without_a_mark():
    figure = plot(BARE, MISSING)
    assert set(circles(figure)) == {"E00"}
    assert texts(figure, "estimate") == ["−0.33", "–"]


def test_nothing_but_missing_estimates_is_said():
    figure = plot(MISSING)
    assert texts(figure, "empty")


def test_an_unknown_measure_is_named_below_and_not_drawn():
    unknown = published(6, 2.0, measure=None, measure_as_printed="effect")
    figure = plot(BARE, unknown)
    assert set(circles(figure)) == {"E00"}
    assert any("E06" in note for note in texts(figure, "note"))


def test_a_level_that_is_not_reported_is_said():
    silent = replace(WITH_INTERVAL, estimate=replace(WITH_INTERVAL.estimate, ci_level=None))
    figure = plot(silent)
    assert "SMD (CI)" in texts(figure, "heading")
    assert any("level" in note for note in texts(figure, "note"))


def test_words_and_data_hold_every_estimate():
    figure = plot(BARE, WITH_INTERVAL, MISSING)
    assert "Review R1, walks, after the intervention: SMD = −0.33" in figure.alt
    assert "certainty: moderate" in figure.alt
    assert [row["id"] for row in figure.data] == ["E00", "E01", "E03"]
    assert [row["estimate"] for row in figure.data] == [-0.33, -0.52, None]
