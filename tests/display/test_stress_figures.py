"""Any number of studies, any names, any numbers: legible, whole, and the numbers of the result.

Witness: the result a figure was made from, read back out of its SVG.
"""

import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.forest import forest_parts, forest_plot
from evidence.display.plots.frame import PAGE, SMALLEST_IN_PRINT, WIDEST
from evidence.display.plots.funnel import funnel_plot
from evidence.display.plots.geometry import Circle, Figure, Polygon, Text
from evidence.display.plots.leave_one_out import leave_one_out_parts
from evidence.display.plots.matplotlib_file import write_png
from evidence.display.plots.overlap_matrix import overlap_figure
from evidence.display.plots.page_split import page_height
from evidence.display.plots.prisma_flow import prisma_flow
from evidence.display.plots.review_level import review_parts
from evidence.display.plots.risk_of_bias_lights import risk_of_bias_lights, risk_of_bias_parts
from evidence.display.plots.svg import to_svg
from evidence.display.plots.unknown_signs import drawable
from evidence.findings.finding import Chapter, Overview
from evidence.findings.flow_sums import IN_ORDER
from evidence.findings.forest_layout import ForestLayout
from evidence.records.overlap import Overlap
from evidence.records.search import FlowCount
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language, Measure
from tests.display.fixtures import (
    PLACE,
    analysis,
    finding,
    outcome,
    published,
    question,
    review,
    with_subgroups,
)
from tests.display.stress import (
    COUNTS,
    DOMAINS,
    LABELS,
    extremes,
    judged,
    numbers,
    readings,
    studies,
    synthesis,
)
from tests.findings.test_forest_layout import TRIAL

HALF_A_HUNDREDTH = 0.005 + 1e-9
MATRIX = [(k, name) for k in COUNTS for name in LABELS if k < 400 or name == "120 characters"]


def assert_legible(figure: Figure) -> None:
    assert not outside(figure)
    assert not overlaps(figure)


def assert_fits_a_page(figure: Figure) -> None:
    """Nothing shrinks below the smallest size in print, and nothing is cut."""
    smallest = min(one.size for one in figure.items if isinstance(one, Text))
    assert smallest * min(1.0, PAGE / figure.width) >= SMALLEST_IN_PRINT
    assert figure.width <= WIDEST
    assert figure.height <= page_height(figure.width)


@pytest.mark.parametrize(("k", "name"), MATRIX)
def test_forest_plots(k, name):
    found = synthesis(studies(k, LABELS[name]))
    layout = ForestLayout(synthesis_id="A", sort="estimate", descending=True, columns=("se",))
    parts = forest_parts(found, judged(k), Language.NB, layout)
    read = readings(*parts)
    for part in parts:
        assert_legible(part)
        assert_fits_a_page(part)
    effects = sorted(found.analysis.effects, key=lambda one: -one.yi)
    estimates = read["study estimate"]
    intervals = dict(read["study interval"])
    assert [ref for ref, _ in estimates] == [one.study_id for one in effects]
    for (ref, text), one in zip(estimates, effects, strict=True):
        printed = numbers(f"{text} {intervals[ref]}", Language.NB)
        assert printed == pytest.approx([one.yi, one.ci_low, one.ci_high], abs=HALF_A_HUNDREDTH)
    lights = [one for part in parts for one in part.items if one.role == "level"]
    assert len(lights) == len(judged(k).risk_of_bias)


@pytest.mark.parametrize("k", [1, 3, 120])
def test_weights_and_the_summary_of_many_rows(k):
    found = synthesis(studies(k, LABELS["one character"]))
    parts = forest_parts(found, question(), Language.EN)
    read = readings(*parts)
    pooled = found.analysis.pooled
    if isinstance(pooled, NotEstimable):
        assert not read["study weight"]
        return
    weights = [numbers(text, Language.EN)[0] for _, text in read["study weight"]]
    assert weights == pytest.approx(list(pooled.weights), abs=0.05 + 1e-9)
    assert all(not readings(part)["pooled estimate"] for part in parts[:-1])
    (estimate,) = readings(parts[-1])["pooled estimate"]
    (limits,) = readings(parts[-1])["pooled interval"]
    printed = numbers(f"{estimate[1]} {limits[1]}", Language.EN)
    assert printed == pytest.approx(pooled.as_read(), abs=HALF_A_HUNDREDTH)


@pytest.mark.parametrize("language", list(Language))
def test_each_part_stands_alone(language):
    found = synthesis(studies(60, LABELS["120 characters"]))
    parts = forest_parts(found, question(), language)
    assert len(parts) > 2
    assert len({part.alt for part in parts}) == len({part.title for part in parts}) == len(parts)
    assert len({part.id for part in parts}) == len(parts)
    for place, part in enumerate(parts, start=1):
        (which,) = readings(part)["part"][:1]
        assert numbers(which[1], language)[:2] == [place, len(parts)]
        assert {text for _, text in readings(part)["heading"]} == {
            text for _, text in readings(parts[0])["heading"]
        }
        assert [cell for cell in readings(part)["tick"]] == readings(parts[0])["tick"]
    rows = [row for part in parts for row in part.data]
    assert rows == list(forest_plot(found, question(), language).data)


def test_subgroups_are_sorted_and_shared_among_pages():
    made = with_subgroups(analysis(studies(120, LABELS["one character"])))
    layout = ForestLayout(synthesis_id="A", sort="weight")
    parts = forest_parts(finding(made), question(), Language.EN, layout)
    read = readings(*parts)
    weights = made.pooled.weights
    order = [
        index for one in made.subgroups for index in sorted(one.members, key=weights.__getitem__)
    ]
    wanted = [made.effects[index].study_id for index in order]
    assert [ref for ref, _ in read["study label"]] == wanted
    assert [text for _, text in read["subtotal"]] == [
        "Subtotal, walks",
        "Subtotal, swimming",
    ]
    continued = [text for _, text in read["continued"]]
    assert len(continued) == len(parts) - 1
    assert set(continued) <= {"Walks (continued)", "Swimming (continued)"}
    assert len(read["interaction"]) == 1
    for part in parts:
        assert_legible(part)
        roles = [role for role in _row_roles(part) if role in ("study", "subtotal", "pooled")]
        assert roles[0] == "study"


def _row_roles(figure: Figure) -> list[str]:
    return [one.role.split(" ")[0] for one in figure.items if isinstance(one, Text)]


@pytest.mark.parametrize("measure", [Measure.MD, Measure.OR])
def test_extreme_effects_are_arrows_with_their_numbers(measure):
    found = synthesis(extremes(), measure)
    (figure,) = forest_parts(found, question(), Language.EN)
    assert_legible(figure)
    assert_fits_a_page(figure)
    marked = {one.ref for one in figure.items if one.role in ("estimate", "arrow")}
    assert marked >= {one.study_id for one in found.analysis.effects}
    if measure is Measure.OR:
        return
    texts = dict(readings(figure)["study interval"])
    assert texts["S001"] == "(−805.88 to −794.12)"
    assert texts["S002"] == "(> 1,000,000 to > 1,000,000)"
    arrows = [one for one in figure.items if isinstance(one, Polygon) and one.role == "arrow"]
    assert {"S001", "S002", "S004"} <= {one.ref for one in arrows}


@pytest.mark.parametrize("language", list(Language))
def test_nothing_usable_is_an_explained_empty_figure(language):
    broken = [replace(one, yi=math.nan) for one in studies(3, LABELS["one character"])]
    nothing = NotEstimable(wanted="pooled", reason="no_studies", values={})
    made = replace(analysis(studies(3, LABELS["one character"])), effects=tuple(broken))
    (figure,) = forest_parts(finding(replace(made, pooled=nothing)), question(), language)
    assert_legible(figure)
    assert readings(figure)["empty"]
    unknown = question(published(0, None, measure=None))
    (empty,) = review_parts(unknown, outcome(), language)
    assert readings(empty)["empty"]


@pytest.mark.parametrize(("k", "name"), MATRIX)
def test_published_estimates(k, name):
    found = [
        published(
            i,
            round(-0.01 * i, 2),
            id=f"E{i:03d}",
            ci_low=-0.01 * i - 0.2,
            ci_high=-0.01 * i + 0.2,
            ci_level=95.0,
            **({"measure": Measure.MD, "instrument_id": "PAIN_100"} if i % 3 == 1 else {}),
        )
        for i in range(k)
    ]
    asked = question(*found, reviews=(replace(review("R1"), label=LABELS[name](7)),))
    parts = review_parts(asked, outcome(), Language.NN)
    read = readings(*parts)
    for part in parts:
        assert_legible(part)
        assert_fits_a_page(part)
    printed = {ref: numbers(text, Language.NN) for ref, text in read["published estimate"]}
    assert printed == {one.estimate.id: [one.estimate.estimate] for one in found}
    assert sum(len(part.data) for part in parts) == k


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("k", [3, 30, 120])
def test_the_effect_without_each_study(k, name):
    found = synthesis(studies(k, LABELS[name]))
    parts = leave_one_out_parts(found, question(), Language.EN)
    read = readings(*parts)
    for part in parts:
        assert_legible(part)
        assert_fits_a_page(part)
    printed = [numbers(text, Language.EN)[0] for _, text in read["without estimate"]]
    expected = [one.pooled.estimate for one in found.analysis.leave_one_out]
    assert printed == pytest.approx(expected, abs=HALF_A_HUNDREDTH)


@pytest.mark.parametrize("k", COUNTS)
def test_funnels(k):
    found = synthesis(studies(k, LABELS["one character"]))
    figure = funnel_plot(found, Language.NB)
    if k < 3:
        assert figure is None
        return
    assert_legible(figure)
    assert_fits_a_page(figure)
    assert_points_are_the_results(figure, found)


def test_a_funnel_of_extreme_effects():
    found = synthesis(extremes(), Measure.MD)
    figure = funnel_plot(found, Language.NB)
    assert_legible(figure)
    assert_points_are_the_results(figure, found)


def assert_points_are_the_results(figure: Figure, found) -> None:
    """Points of the picture, through its own ticks, are effects and standard errors."""
    ticks = [one for one in figure.items if isinstance(one, Text) and one.role == "tick"]
    across = line(
        [(one.x, numbers(one.text, Language.NB)[0]) for one in ticks if one.anchor == "middle"]
    )
    down = line(
        [
            (one.y - one.size / 3, numbers(one.text, Language.NB)[0])
            for one in ticks
            if one.anchor == "end"
        ]
    )
    points = [one.centre for one in figure.items if isinstance(one, Circle)]
    effects = found.analysis.effects
    wide = max(abs(one.yi) + 3 * math.sqrt(one.vi) for one in effects)
    for (x, y), one in zip(points, effects, strict=True):
        assert across(x) == pytest.approx(one.yi, abs=1e-9 * wide)
        assert down(y) == pytest.approx(math.sqrt(one.vi), abs=1e-9 * wide)


def line(ticks):
    (place, value), (other, further) = ticks[0], ticks[-1]
    return lambda at: value + (at - place) * (further - value) / (other - place)


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("k", [1, 3, 30, 120])
def test_lights(k, name):
    asked = judged(2 * k)
    labelled = tuple(
        replace(TRIAL, id=f"S{i:03d}", label=LABELS[name](i)) for i in range(0, 2 * k, 2)
    )
    asked = replace(asked, studies=labelled)
    parts = risk_of_bias_parts(asked, "RoB 2", 1, Language.EN)
    for part in parts:
        assert_legible(part)
        assert_fits_a_page(part)
    signs = [one for part in parts for one in part.items if one.role == "level"]
    assert len(signs) == k * len(DOMAINS)
    whole = risk_of_bias_lights(asked, "RoB 2", 1, Language.EN)
    assert [row for part in parts for row in part.data] == list(whole.data)


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("reviews", [2, 5, 30])
def test_overlapping_reviews(reviews, name):
    ids = [f"R{i}" for i in range(reviews)]
    told = tuple(
        Overlap(review_id=one, study_id=f"S{j}", included="yes", provenance=PLACE)
        for i, one in enumerate(ids)
        for j in range(i, i + 4)
    )
    asked = question(
        reviews=tuple(
            replace(review(one), label=LABELS[name](i), k_trials=4) for i, one in enumerate(ids)
        ),
        overlap=told,
        studies=tuple(replace(TRIAL, id=f"S{j}") for j in range(reviews + 4)),
    )
    overview = Overview(
        title="", version="", data_sha256="", rows={}, empty=(), unused=(), hearing=()
    )
    figure = overlap_figure(Chapter(overview=overview, questions=(asked,)), Language.NB)
    assert_legible(figure)
    assert_fits_a_page(figure)
    assert len(figure.data) == reviews * (reviews - 1) / 2
    shares = [numbers(text, Language.NB) for _, text in readings(figure)["share"]]
    if reviews < 30:
        # Three of five trials shared by neighbours: (8 - 5) / 5, Pieper 2014.
        assert shares[0] == [60]
    else:
        assert readings(figure)["empty"]


@pytest.mark.parametrize("count", [0, 3, 2_000_000_000, None])
def test_flows(count):
    steps = tuple(
        FlowCount(
            id=step,
            question_id="Q1",
            step=step,
            unit="records",
            count=count,
            provenance=PLACE,
        )
        for step in IN_ORDER
    )
    figure = prisma_flow(question(flow=steps), 1, Language.NB)
    if count is None:
        assert figure is None
        return
    assert_legible(figure)
    assert_fits_a_page(figure)
    boxes: dict[str, str] = {}
    for ref, text in readings(figure)["count"]:
        boxes[ref] = f"{boxes.get(ref, '')} {text}"
    assert {ref: numbers(text, Language.NB) for ref, text in boxes.items()} == {
        step: [count] for step in IN_ORDER
    }


def test_signs_the_font_lacks_are_named_and_never_an_empty_box():
    made = studies(3, lambda i: f"Trial 🧪 {i}")
    (figure,) = forest_parts(synthesis(made), question(), Language.EN)
    note = " ".join(text for _, text in readings(figure)["unknown"])
    assert "U+1F9EA TEST TUBE" in note
    assert "🧪" not in to_svg(figure).split("</desc>")[1]
    assert "🧪" in figure.alt
    assert "🧪" in figure.data[0]["label"]
    assert drawable("ÁčđŋšŧžΩέ<b>&τ²") == "ÁčđŋšŧžΩέ<b>&τ²"


@pytest.mark.pages
@pytest.mark.parametrize("name", LABELS)
def test_no_ink_at_the_edge_of_a_picture(name, tmp_path):
    # Witness: the dots of the picture as it is written, not the boxes its text was measured to.
    found, many = synthesis(studies(3, LABELS[name])), synthesis(studies(120, LABELS[name]))
    for figure in (
        *forest_parts(found, judged(3), Language.NB),
        *leave_one_out_parts(found, question(), Language.NB),
        forest_parts(many, judged(120), Language.NB)[-1],
    ):
        write_png(figure, tmp_path / "picture.png")
        with Image.open(tmp_path / "picture.png") as picture:
            dots = np.asarray(picture.convert("L"))
        for edge in (dots[:8], dots[-8:], dots[:, :8], dots[:, -8:]):
            assert edge.min() > 200
