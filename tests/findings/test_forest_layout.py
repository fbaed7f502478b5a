"""Layouts of forest plots: kept on disk with the results, and refused where they cannot be had."""

import math
from dataclasses import replace

import pytest

from evidence.errors import ChoiceUnknown
from evidence.findings.codec import decode, encode
from evidence.findings.forest_layout import (
    ForestLayout,
    lay_out_forest,
    layouts_by_id,
    require_layout,
)
from evidence.findings.study_values import study_values
from evidence.records.study import Study
from evidence.records.text import Text
from evidence.synthesis.results import ArmData
from tests.display.fixtures import PLACE, analysis, effect

TRIAL = Study(
    id="S001",
    label="Study 1",
    source_id="SRC",
    year=1999,
    country="Norway",
    design="parallel",
    diagnostic_criteria="",
    n_randomised=84,
    registration="",
    own={"dose": "high"},
    provenance=PLACE,
)
MADE = analysis(
    [
        effect(1, -0.4, 0.2, experimental=ArmData(n=40.0, mean=1.0), comparator=ArmData(n=44.0)),
        effect(2, -0.1, 0.1),
    ]
)


def test_a_layout_is_the_same_after_a_walk_over_the_disk():
    layout = lay_out_forest(
        MADE,
        sort="dose",
        descending=True,
        columns=["year", "dose"],
        headings={"dose": ("Dose", "Dose", "Dosage")},
        arms=False,
    )
    assert layout.headings["dose"] == Text("Dose", "Dose", "Dosage")
    assert decode(ForestLayout, encode(layout)) == layout


def test_the_values_of_a_study_are_those_of_its_row_and_of_its_effect():
    first, second = study_values(MADE, (TRIAL,))
    assert (first["year"], first["country"], first["dose"], first["n"]) == (
        1999,
        "Norway",
        "high",
        84,
    )
    assert (first["estimate"], first["weight"]) == (-0.4, MADE.pooled.weights[0])
    assert first["se"] == pytest.approx(math.sqrt(MADE.effects[0].vi), rel=1e-15)
    assert first["diagnostic_criteria"] is None
    assert {second[name] for name in ("year", "dose", "n")} == {None}


@pytest.mark.parametrize("sort", ["", "label", "estimate", "weight", "risk_of_bias", "dose", "se"])
def test_what_studies_have_can_be_sorted_by(sort):
    require_layout(ForestLayout(synthesis_id="A", sort=sort), MADE, (TRIAL,))


@pytest.mark.parametrize(
    ("changes", "option"),
    [({"sort": "colour"}, "sort"), ({"columns": ("year", "colour")}, "columns")],
)
def test_what_studies_do_not_have_is_answered_with_what_they_have(changes, option):
    with pytest.raises(ChoiceUnknown) as caught:
        require_layout(ForestLayout(synthesis_id="A", **changes), MADE, (TRIAL,))
    assert (caught.value.option, caught.value.found) == (option, "colour")
    assert {"year", "dose", "se"} <= set(caught.value.choices)


def test_a_layout_for_another_synthesis_is_refused():
    layouts = [ForestLayout(synthesis_id="B")]
    with pytest.raises(ChoiceUnknown, match="synthesis_id"):
        layouts_by_id(layouts, [MADE], (TRIAL,))
    named = replace(layouts[0], synthesis_id="A")
    assert layouts_by_id([named], [MADE], (TRIAL,)) == {"A": named}
