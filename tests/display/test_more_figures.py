"""Funnel, leave-one-out, flow and lights: what they draw is what the results hold."""

import math
import random
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.funnel import funnel_plot
from evidence.display.plots.geometry import Circle, Polygon
from evidence.display.plots.leave_one_out import leave_one_out_plot
from evidence.display.plots.light import level_class
from evidence.display.plots.overlap_matrix import overlap_figure
from evidence.display.plots.prisma_flow import prisma_flow
from evidence.display.plots.risk_of_bias_lights import risk_of_bias_lights
from evidence.findings.flow_sums import flow_gaps
from evidence.findings.store import load
from evidence.records.risk_of_bias import RiskOfBias
from evidence.records.search import FlowCount
from evidence.vocabulary import Language
from tests.display.fixtures import analysis, effect, finding, question

ROOT = Path(__file__).parents[2]
LABELS = {
    "one character": lambda i: chr(65 + i % 26),
    "120 characters": lambda i: ("Ráđđádallan ja čuovvoleapmi " * 6)[:117] + f"{i:03d}",
    "markup and emoji": lambda i: f"Ŋiŋŋá Ωmέγα 😀 <b>&\"' {i}",
}


@pytest.fixture(scope="module")
def chapter():
    return load(ROOT / "analyses" / "results")


def assert_legible(figure):
    assert not outside(figure)
    assert not overlaps(figure)


@pytest.mark.parametrize("k", [1, 2, 3, 30, 120, 400])
def test_a_funnel_draws_every_study_or_none(k):
    chance = random.Random(k)
    made = [effect(i, chance.gauss(-0.5, 0.4), chance.uniform(0.01, 0.4)) for i in range(k)]
    figure = funnel_plot(finding(analysis(made)), Language.NN)
    if k < 3:
        assert figure is None
        return
    assert sum(isinstance(item, Circle) for item in figure.items) == k
    assert [row["se"] for row in figure.data] == [math.sqrt(one.vi) for one in made]
    assert not outside(figure)


def test_the_contours_are_where_a_study_alone_reaches_each_level(chapter):
    figure = funnel_plot(chapter.questions[0].findings[0], Language.EN)
    contours = {item.role: item for item in figure.items if isinstance(item, Polygon)}
    assert set(contours) == {"contour 0.01", "contour 0.05", "contour 0.1"}
    widths = {role: item.points[1][0] - item.points[2][0] for role, item in contours.items()}
    # Ratio of normal quantiles 1.959964 to 2.575829 and 1.644854 (any printed table).
    assert widths["contour 0.05"] / widths["contour 0.01"] == pytest.approx(0.760906, abs=1e-6)
    assert widths["contour 0.1"] / widths["contour 0.05"] == pytest.approx(0.839227, abs=1e-6)


def test_fewer_than_ten_studies_are_said_to_be_too_few(chapter):
    figure = funnel_plot(chapter.questions[0].findings[0], Language.EN)
    told = " ".join(item.text for item in figure.items if getattr(item, "role", "") == "note")
    assert "With 6 studies asymmetry cannot be assessed" in told


@pytest.mark.parametrize("language", list(Language))
def test_leave_one_out_shows_the_results_own_numbers(chapter, language):
    for found in chapter.questions:
        for one in found.findings:
            figure = leave_one_out_plot(one, found, language)
            if figure is None:
                continue
            assert_legible(figure)
            drawn = [row["estimate"] for row in figure.data]
            expected = [v.pooled.estimate for v in one.analysis.leave_one_out]
            assert drawn == [one.analysis.pooled.estimate, *expected]


def test_leave_one_out_names_the_study_the_answer_hangs_on(chapter):
    first = chapter.questions[0]
    figure = leave_one_out_plot(first.findings[0], first, Language.EN)
    # The intervals without these two include no difference; the others do not (Q01.csv).
    assert "when this study is left out: Fulcher 1997, Moss-Morris 2005." in figure.alt


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("rows", [1, 30])
def test_lights_are_legible_whatever_the_tool(name, rows):
    domains = ["overall", "randomisation process", "deviations", "missing", "D4", "D5", "D6"]
    judged = tuple(
        RiskOfBias(
            study_id=LABELS[name](i),
            construct_id="",
            tool="ROBINS-I",
            domain=domain,
            level=["low", "some concerns", "Serious", "critical", "no information"][i % 5],
            support="",
            provenance=question().question.provenance,
        )
        for i in range(rows)
        for domain in domains
    )
    asked = replace(question(), risk_of_bias=judged)
    figure = risk_of_bias_lights(asked, "ROBINS-I", 1, Language.EN)
    assert_legible(figure)
    shown = len({(one.study_id, one.domain) for one in judged})
    assert sum(isinstance(item, Circle) for item in figure.items) == shown


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("noe risiko", "some"),
        ("Low", "low"),
        ("høy", "high"),
        ("kritisk", "critical"),
        ("låg", "low"),
        ("no information", "other"),
    ],
)
def test_levels_are_classed_in_any_language(level, expected):
    assert level_class(level) == expected


def count(step, unit, number):
    provenance = question().question.provenance
    return FlowCount(
        id=f"{step}-{unit}",
        question_id="Q",
        step=step,
        unit=unit,
        count=number,
        provenance=provenance,
    )


def test_counts_that_cannot_be_right_are_found_and_units_never_mixed():
    flow = [
        count("identified", "reviews", 386),
        count("assessed", "reviews", None),
        count("quality accepted", "reviews", 9),
        count("included", "reviews", 12),
        count("included", "trials", 500),
    ]
    (gap,) = flow_gaps(flow)
    assert (gap.earlier.step, gap.later.step) == ("quality accepted", "included")
    assert flow_gaps([*flow, count("added by panel", "reviews", 3)]) == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_flow_tells_what_is_not_reported(chapter, language):
    figure = prisma_flow(chapter.questions[0], 1, language)
    assert_legible(figure)
    assert {row["count"] for row in figure.data} == {386, 2, 8, None}
    assert prisma_flow(chapter.questions[1], 2, language) is None


def test_the_overlap_grid_is_legible(chapter):
    assert_legible(overlap_figure(chapter, Language.NB))
