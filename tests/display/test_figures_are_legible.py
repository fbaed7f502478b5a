"""Nothing cut, nothing over text, whatever the tables hold."""

import random
from dataclasses import replace

import pytest

from evidence.display.plots.clearance import box, outside, overlaps
from evidence.display.plots.forest import forest_plot
from evidence.display.plots.geometry import Circle, Figure, Line, Text
from evidence.display.plots.palette import INK, MUTED, PAPER, STRIPE
from evidence.display.plots.review_level import review_plot
from evidence.synthesis.results import ArmData
from evidence.vocabulary import TABLE_MEASURES, Language, Measure
from tests.display.fixtures import (
    analysis,
    effect,
    finding,
    outcome,
    published,
    question,
    with_subgroups,
)

LABELS = {
    "one character": lambda i: chr(65 + i % 26),
    "120 characters": lambda i: ("Ráđđádallan ja čuovvoleapmi " * 6)[:117] + f"{i:03d}",
    "one long word": lambda i: "x" * 117 + f"{i:03d}",
    "Sámi, Greek, emoji, markup": lambda i: f"Ŋiŋŋá Ωmέγα 😀🧪👩‍🔬 <b>&\"' {i}",
}


def studies(k: int, label, *, arms: bool) -> list:
    chance = random.Random(k)
    data = {
        "experimental": ArmData(n=40, mean=23.1, sd=7.3),
        "comparator": ArmData(n=1038.0, mean=128.44, sd=16.6),
    }
    return [
        effect(
            i,
            chance.gauss(-0.5, 0.3),
            chance.uniform(0.05, 0.4),
            label=label(i),
            **(data if arms and i % 3 else {}),
        )
        for i in range(k)
    ]


def assert_legible(figure: Figure) -> None:
    assert not outside(figure)
    assert not overlaps(figure)


@pytest.mark.parametrize("arms", [True, False], ids=["arms", "differences"])
@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("k", [1, 3, 30, 120, 400])
def test_any_number_of_studies_with_any_names(k, name, arms):
    made = analysis(studies(k, LABELS[name], arms=arms))
    figure = forest_plot(finding(made), question(), Language.NB)
    assert_legible(figure)
    marked = {one.ref for one in figure.items if one.role in ("estimate", "arrow")}
    assert {one.study_id for one in made.effects} <= marked


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", LABELS)
def test_subgroups(name, language):
    made = with_subgroups(analysis(studies(9, LABELS[name], arms=True)))
    assert_legible(forest_plot(finding(made), question(), language))


@pytest.mark.parametrize("measure", TABLE_MEASURES)
def test_extreme_effects(measure):
    extreme = [(800.0, 1.0), (-900.0, 3.0), (0.0, 1e-9), (1e-12, 1e5), (3.0, 0.1)]
    made = analysis([effect(i, yi, se) for i, (yi, se) in enumerate(extreme)], measure)
    assert_legible(forest_plot(finding(made), question(), Language.NB))


@pytest.mark.parametrize("shift", [-1e6, -1e3, -1.0, 1.0, 1e3, 1e6])
def test_effects_far_to_one_side_of_no_effect(shift):
    made = analysis([effect(i, shift + i, 0.5) for i in range(4)], Measure.MD)
    assert_legible(forest_plot(finding(made), question(), Language.EN))


@pytest.mark.parametrize("size", [1e-6, 1e-3, 0.02, 0.3, 40.0, 7e4])
@pytest.mark.parametrize("measure", [Measure.SMD, Measure.OR])
def test_every_axis_has_ticks(measure, size):
    made = analysis([effect(i, size * (i - 1), size / 2) for i in range(4)], measure)
    figure = forest_plot(finding(made), question(), Language.EN)
    ticks = [one.text for one in figure.items if isinstance(one, Text) and one.role == "tick"]
    assert 2 <= len(ticks) <= 10
    assert len(set(ticks)) == len(ticks)
    assert_legible(figure)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", LABELS)
def test_published_estimates(name, language):
    found = [
        published(0, -0.33),
        published(1, -0.52, ci_low=-0.69, ci_high=-0.35, ci_level=95.0, k=15, n=21234),
        published(2, 8.38, measure=Measure.MD, instrument_id="PAIN_100"),
        published(3, 1.7, measure=Measure.OR, ci_low=0.1, ci_high=9000.0),
        published(4, None),
    ]
    asked = question(*found)
    asked = question(
        *found, reviews=tuple(replace(one, label=LABELS[name](7)) for one in asked.reviews)
    )
    assert_legible(review_plot(asked, outcome(), language))


def test_the_check_sees_what_is_cut_and_what_is_covered():
    text = Text(x=10, y=20, text="covered", size=8)
    figure = Figure(
        id="f",
        width=45,
        height=40,
        items=(text, Circle(centre=(20, 17), radius=3, fill=INK), Text(x=40, y=30, text="cut")),
        title="",
        alt="",
        data=(),
    )
    assert [text in pair for pair in overlaps(figure)] == [True]
    assert [one.text for one in outside(figure) if isinstance(one, Text)] == ["cut"]


def test_boxes_hold_the_stroke():
    line = box(Line(start=(1, 5), end=(9, 5), width=2, colour=INK))
    assert (line.left, line.top, line.right, line.bottom) == (0, 4, 10, 6)


@pytest.mark.parametrize("ground", [PAPER, STRIPE])
@pytest.mark.parametrize("colour", [INK, MUTED])
def test_text_has_the_contrast_of_wcag_aa(colour, ground):
    # Witness: relative luminance and contrast ratio as WCAG 2.1 defines them.
    def luminance(code: str) -> float:
        parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
