"""Forest plots: the shapes first. Witness: the result the figure was made from."""

import math
import re
from dataclasses import replace

import pytest

from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.forest import forest_plot
from evidence.display.plots.geometry import Figure, Line, Polygon, Rect, Text
from evidence.synthesis.results import ArmData, NotEstimable
from evidence.vocabulary import HigherIs, Language, Measure, Obtained
from tests.display.axis_reading import read_axis
from tests.display.fixtures import (
    PAIN,
    SCALE,
    analysis,
    effect,
    finding,
    outcome,
    pooled,
    question,
    with_subgroups,
)

EFFECTS = [
    effect(1, -0.82, 0.15, experimental=ArmData(n=40, mean=23.1, sd=7.3)),
    effect(2, -0.37, 0.20),
    effect(3, 0.11, 0.35),
    effect(4, -0.44, 0.10),
]


def plot(made, language=Language.EN, **changes) -> Figure:
    return forest_plot(finding(made), question(**changes), language)


def shapes(figure: Figure, kind: type, role: str) -> list:
    return [one for one in figure.items if isinstance(one, kind) and one.role == role]


def words(figure: Figure, role: str = "") -> list[str]:
    texts = [one for one in figure.items if isinstance(one, Text)]
    return [one.text for one in texts if not role or role in (one.role, one.role.split(" ", 1)[-1])]


def test_every_study_has_a_square_and_an_interval_at_its_numbers():
    figure = plot(analysis(EFFECTS))
    scale = read_axis(figure)
    squares = shapes(figure, Rect, "estimate")
    intervals = shapes(figure, Line, "ci")
    assert [one.ref for one in squares] == [one.study_id for one in EFFECTS]
    for square, line, study in zip(squares, intervals, EFFECTS, strict=True):
        assert scale(square.x + square.width / 2) == pytest.approx(study.yi, abs=1e-9)
        assert scale(line.start[0]) == pytest.approx(study.ci_low, abs=1e-9)
        assert scale(line.end[0]) == pytest.approx(study.ci_high, abs=1e-9)


def test_the_area_of_squares_is_in_proportion_to_the_weights():
    made = analysis(EFFECTS)
    areas = [one.width * one.height for one in shapes(plot(made), Rect, "estimate")]
    shares = [area / sum(areas) * 100 for area in areas]
    assert shares == pytest.approx(list(made.pooled.weights), rel=1e-12)


def test_the_diamond_is_as_wide_as_the_interval():
    made = analysis(EFFECTS)
    figure = plot(made)
    scale = read_axis(figure)
    (diamond,) = shapes(figure, Polygon, "diamond")
    xs = [scale(x) for x, _ in diamond.points]
    assert min(xs) == pytest.approx(made.pooled.ci_low, abs=1e-9)
    assert max(xs) == pytest.approx(made.pooled.ci_high, abs=1e-9)
    top = min(diamond.points, key=lambda point: point[1])
    assert scale(top[0]) == pytest.approx(made.pooled.estimate, abs=1e-9)


def test_the_prediction_interval_is_a_bar_of_its_own():
    made = analysis(EFFECTS)
    figure = plot(made)
    scale = read_axis(figure)
    (bar,) = shapes(figure, Rect, "prediction")
    limits = [scale(bar.x), scale(bar.x + bar.width)]
    assert limits == pytest.approx([made.pooled.prediction.low, made.pooled.prediction.high])


def test_without_a_prediction_interval_the_reason_stands_below():
    missing = NotEstimable(wanted="prediction", reason="too_few_to_predict", values={"k": "2"})
    made = analysis(EFFECTS[:2])
    figure = plot(replace(made, pooled=replace(made.pooled, prediction=missing)))
    assert not shapes(figure, Rect, "prediction")
    assert any("at least three studies" in text for text in words(figure))


@pytest.mark.parametrize("language", list(Language))
def test_one_study_has_no_diamond_and_the_reason_instead(language):
    figure = plot(analysis(EFFECTS[:1]), language)
    assert len(shapes(figure, Rect, "estimate")) == 1
    assert not shapes(figure, Polygon, "diamond")
    assert words(figure, "not pooled")
    assert not words(figure, "weight")


def test_a_pooled_effect_of_one_study_is_not_drawn_either():
    made = analysis(EFFECTS[:1])
    figure = plot(replace(made, pooled=pooled(EFFECTS[:1], Measure.SMD)))
    assert not shapes(figure, Polygon, "diamond")


def test_studies_only_shown_say_why_in_the_words_of_the_protocol():
    made = replace(
        analysis(EFFECTS), pooled=NotEstimable(wanted="pooled", reason="only_shown", values={})
    )
    shown = finding(made, action="show", reason=replace(PAIN.name, en="Definitions differ."))
    figure = forest_plot(shown, question(), Language.EN)
    assert words(figure, "not pooled") == ["Not pooled: Definitions differ."]
    sides = {one.width for one in shapes(figure, Rect, "estimate")}
    assert len(sides) == 1


def test_a_study_far_out_is_an_arrow_and_does_not_stretch_the_axis():
    far = effect(9, 60.0, 0.2)
    figure = plot(analysis([*EFFECTS, far]))
    scale = read_axis(figure)
    arrows = [one for one in shapes(figure, Polygon, "arrow") if one.ref == far.study_id]
    assert len(arrows) == 1
    assert far.study_id not in {one.ref for one in shapes(figure, Rect, "estimate")}
    assert scale(figure.width) < far.yi / 2
    texts = [
        one.text
        for one in figure.items
        if getattr(one, "ref", "") == far.study_id and isinstance(one, Text)
    ]
    assert "60.00" in texts and "(59.61 to 60.39)" in texts


def test_an_interval_cut_on_one_side_keeps_its_square_and_its_numbers():
    wide = effect(9, 0.5, 30.0)
    figure = plot(analysis([*EFFECTS, wide]))
    assert wide.study_id in {one.ref for one in shapes(figure, Rect, "estimate")}
    arrows = [one for one in shapes(figure, Polygon, "arrow") if one.ref == wide.study_id]
    assert len(arrows) == 2
    assert "(−58.30 to 59.30)" in words(figure, "interval")


def test_ratios_stand_on_a_logarithmic_axis_and_are_read_as_ratios():
    ratios = [effect(1, math.log(0.5), 0.3), effect(2, math.log(2.0), 0.3)]
    figure = plot(analysis(ratios, Measure.RR))
    assert words(figure, "estimate")[:2] == ["0.50", "2.00"]
    ticks = [one for one in shapes(figure, Text, "tick")]
    at = {float(one.text): one.x for one in ticks}
    assert {0.5, 1.0, 2.0} <= set(at)
    assert at[1.0] - at[0.5] == pytest.approx(at[2.0] - at[1.0])


@pytest.mark.parametrize(
    ("measure", "higher_is", "left"),
    [
        (Measure.SMD, HigherIs.WORSE, "←\N{NO-BREAK SPACE}Favours intervention"),
        (Measure.SMD, HigherIs.BETTER, "←\N{NO-BREAK SPACE}Favours comparison"),
        (Measure.MD, HigherIs.BETTER, "←\N{NO-BREAK SPACE}Favours comparison"),
    ],
)
def test_sides_are_named_by_what_a_higher_value_means(measure, higher_is, left):
    # The scale decides for a mean difference, the outcome for a standardised one.
    construct = replace(PAIN, higher_is=higher_is if measure is Measure.SMD else HigherIs.WORSE)
    scale = replace(SCALE, higher_is=higher_is)
    changes = {
        "outcomes": (replace(outcome(), construct=construct),),
        "constructs": (construct,),
        "instruments": (scale,),
    }
    figure = plot(analysis(EFFECTS, measure), **changes)
    labels = shapes(figure, Text, "favours")
    assert labels[0].text == left
    assert labels[0].x < shapes(figure, Line, "null")[0].start[0] < labels[1].x


def test_no_effect_and_the_important_difference_are_lines():
    figure = plot(analysis([effect(1, -8, 3), effect(2, -4, 3)], Measure.MD))
    scale = read_axis(figure)
    (null,) = shapes(figure, Line, "null")
    assert scale(null.start[0]) == pytest.approx(0.0, abs=1e-9)
    important = sorted(scale(one.start[0]) for one in shapes(figure, Line, "important"))
    assert important == pytest.approx([-SCALE.mid, SCALE.mid])


def test_a_study_that_reports_only_the_difference_has_dashes_for_its_arms():
    figure = plot(analysis(EFFECTS))
    assert words(figure, "experimental_mean") == ["23.1", "–", "–", "–"]


def test_events_stand_with_the_people_they_are_among():
    arms = {"experimental": ArmData(n=100, events=12), "comparator": ArmData(n=99, events=20)}
    figure = plot(analysis([effect(1, -0.4, 0.3, **arms), effect(2, -0.2, 0.3)], Measure.RR))
    assert words(figure, "experimental_events") == ["12/100", "–"]


def test_signs_lead_to_notes():
    marked = [
        effect(1, -0.4, 0.3, obtained=Obtained.SECOND_HAND),
        effect(2, -0.2, 0.3, obtained=Obtained.AI_EXTRACTED, turned=True),
        effect(3, -0.1, 0.3, level=0.975),
    ]
    figure = plot(analysis(marked))
    labels = [label.replace("\N{NO-BREAK SPACE}", " ") for label in words(figure, "label")]
    assert labels == ["Study 1 †", "Study 2 ‡¶", "Study 3"]
    assert words(figure, "level_sign") == ["ᵃ"]
    notes = words(figure, "note")
    assert [note[0] for note in notes] == ["†", "‡", "¶", "ᵃ"]
    assert "97.5%" in notes[-1]


def test_subgroups_have_headings_summaries_and_a_test():
    made = with_subgroups(analysis([effect(i, -0.1 * i, 0.2) for i in range(5)]))
    figure = plot(made)
    assert words(figure, "subgroup") == ["Walks", "Swimming"]
    assert len(shapes(figure, Polygon, "diamond")) == 3
    assert words(figure, "label") == ["Study 0", "Study 2", "Study 4", "Study 1", "Study 3"]
    (test,) = words(figure, "interaction")
    assert re.sub(r"\s", " ", test) == (
        "Test for difference between subgroups: Q = 4.57 (df = 1, p = 0.033)."
    )
    squares = {one.ref: one.width**2 for one in shapes(figure, Rect, "estimate")}
    weights = dict(zip(squares, [made.pooled.weights[i] for i in (0, 2, 4, 1, 3)], strict=True))
    share = squares["S000"] / weights["S000"]
    assert squares == pytest.approx({name: share * weight for name, weight in weights.items()})


def test_a_subgroup_of_one_study_has_no_diamond():
    figure = plot(with_subgroups(analysis(EFFECTS[:3])))
    assert len(shapes(figure, Polygon, "diamond")) == 2


@pytest.mark.parametrize("language", list(Language))
def test_no_study_gives_a_figure_that_says_so(language):
    figure = plot(analysis([]), language)
    assert figure.data == ()
    assert words(figure, "empty")
    assert not overlaps(figure)
    assert not outside(figure)


def test_studies_without_finite_numbers_are_rows_without_marks():
    broken = [replace(one, yi=math.nan) for one in EFFECTS[:2]]
    nothing = NotEstimable(wanted="pooled", reason="no_studies", values={})
    made = replace(analysis([*broken, *EFFECTS[2:]]), pooled=nothing)
    figure = plot(made)
    assert len(words(figure, "label")) == 4
    assert len(shapes(figure, Rect, "estimate")) == 2
    empty = plot(replace(made, effects=tuple(broken)))
    assert "no study has usable numbers" in " ".join(words(empty, "empty"))


def test_the_figure_in_words_tells_the_pooled_effect_and_each_study():
    made = analysis(EFFECTS)
    figure = plot(made)
    assert figure.alt.startswith("Forest plot: Walks for pain. 4 studies.")
    pooled_effect = f"{made.pooled.estimate:.2f}".replace("-", "−")
    assert f"Pooled effect (random effects): SMD {pooled_effect} (95% CI" in figure.alt
    assert "Study 3: 0.11 (95% CI −0.58 to 0.80), weight" in figure.alt
    many = plot(analysis([effect(i, i / 100, 0.2) for i in range(40)]))
    assert "effects range from 0.00 to 0.39" in many.alt
    assert len(many.alt) < 700


def test_the_data_are_the_results_unrounded():
    made = analysis(EFFECTS)
    data = plot(made).data
    studies = [row for row in data if row["row"] == "study"]
    assert [row["estimate"] for row in studies] == [one.yi for one in EFFECTS]
    assert [row["weight"] for row in studies] == list(made.pooled.weights)
    (summary,) = [row for row in data if row["row"] == "pooled"]
    assert (summary["estimate"], summary["ci_low"]) == (made.pooled.estimate, made.pooled.ci_low)
    assert [row["row"] for row in data[-2:]] == ["pooled", "prediction"]
