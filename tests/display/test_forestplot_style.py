"""The library forestplot as a house style: our numbers, and nothing left behind.

Witness: the result for the numbers, our own figure for the strings.
"""

import sys

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib import rcParams
from matplotlib.patches import Polygon

import evidence as ev
from evidence.display.plots.forestplot_style import forestplot_style
from evidence.errors import EvidenceError
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language, Measure
from evidence.wording.phrases import phrase
from tests.display.fixtures import analysis, effect, finding, question, with_subgroups
from tests.display.pictures import differences, ratios
from tests.display.stress import extremes, numbers, synthesis


def drawn(made, language=Language.EN):
    (axes,) = forestplot_style(finding(made), question(), language).axes
    return axes


def columns(axes) -> dict[str, str]:
    """Return the text to the right of each row, by the row's place."""
    return {round(one.get_unitless_position()[1]): one.get_text() for one in axes.texts}


def names(axes) -> list[str]:
    return [one.get_text().strip() for one in axes.get_yticklabels()]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "made", [analysis(differences(), Measure.MD), analysis(ratios(), Measure.RR)]
)
def test_its_text_holds_the_numbers_of_the_result(made, language):
    axes = drawn(made, language)
    labels, texts = names(axes), columns(axes)
    for one, weight in zip(made.effects, made.pooled.weights, strict=True):
        (place,) = [i for i, label in enumerate(labels) if label.startswith(one.label)]
        values = [one.yi, one.ci_low, one.ci_high]
        read = np.exp(values) if made.measure.is_ratio else values
        printed = numbers(texts[place], language)
        assert printed[:3] == pytest.approx(list(read), abs=0.005 + 1e-9)
        assert printed[-1] == pytest.approx(weight, abs=0.05 + 1e-9)


def test_squares_and_diamonds_stand_on_their_own_rows():
    made = with_subgroups(analysis(differences(), Measure.MD))
    axes = drawn(made)
    labels = names(axes)
    squares = {one.get_gid(): one for one in axes.collections if one.get_gid()}
    for one, weight in zip(made.effects, made.pooled.weights, strict=True):
        square = squares[f"study:{one.study_id}"]
        ((x, y),) = square.get_offsets()
        assert labels[round(y)].startswith(one.label)
        assert x == pytest.approx(one.yi, abs=1e-9)
        assert square.get_sizes()[0] == pytest.approx(90 * weight / max(made.pooled.weights))
    diamonds = {one.get_gid(): one for one in axes.patches if isinstance(one, Polygon)}
    assert len(diamonds) == 3
    ends = diamonds["pooled:A"].get_xy()[:, 0]
    assert (min(ends), max(ends)) == pytest.approx((made.pooled.ci_low, made.pooled.ci_high))


def test_rows_of_the_same_name_are_rows_of_their_own():
    made = analysis([effect(i, -0.2 * i, 0.1, label="Smith 2010") for i in range(3)])
    axes = drawn(made)
    assert names(axes).count("Smith 2010") == 3
    heights = {round(one.get_offsets()[0][1]) for one in axes.collections if one.get_gid()}
    assert len(heights) == 3


def test_what_lies_beyond_the_axis_is_an_arrow_and_its_text_whole():
    found = synthesis(extremes(), Measure.MD)
    (axes,) = forestplot_style(found, question(), Language.EN).axes
    arrows = [one for one in axes.lines if one.get_marker() in ("<", ">")]
    assert {"study:S001", "study:S002", "study:S004"} <= {one.get_gid() for one in arrows}
    assert any("(−805.88 to −794.12)" in text for text in columns(axes).values())


def test_what_it_does_to_the_process_is_undone(monkeypatch):
    for name in [one for one in sys.modules if one.split(".")[0] == "forestplot"]:
        monkeypatch.delitem(sys.modules, name)
    mine = plt.figure()
    errors, settings = np.geterr(), dict(rcParams)
    drawn(analysis(differences(), Measure.MD))
    assert np.geterr() == errors
    assert dict(rcParams) == settings
    assert plt.get_fignums() == [mine.number]
    assert plt.gcf() is mine
    plt.close(mine)


def test_nothing_to_draw_is_said_by_our_own_figure():
    nothing = NotEstimable(wanted="pooled", reason="no_studies", values={})
    made = analysis([effect(1, float("nan"), 0.1)], pooled=nothing)
    told = " ".join(one.get_text() for one in drawn(made).texts)
    assert told.startswith("No numbers to show")


def test_without_the_library_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "forestplot", None)
    with pytest.raises(EvidenceError) as caught:
        drawn(analysis(differences(), Measure.MD))
    told = phrase(caught.value.key, Language.EN, **caught.value.values)
    assert 'pip install "evidence[forestplot]"' in told


def test_the_door_takes_a_table():
    table = {"study": ["A", "B", "C"], "yi": [-0.2, -0.5, -0.3], "vi": [0.04, 0.02, 0.03]}
    (axes,) = ev.draw_forestplot(table, measure="SMD", language="nn").axes
    assert names(axes)[::-1][:4] == ["Studie", "A", "B", "C"]
