"""``ev.draw_*``: every figure from a chapter or a table in one call, and a reason where none is."""

from pathlib import Path

import pytest

import evidence as ev
from evidence.display.drawing import Drawing
from evidence.display.plots.clearance import outside, overlaps
from evidence.errors import ChoiceUnknown

ROOT = Path(__file__).parents[2]
DOORS = [name for name in ev.__all__ if name.startswith("draw_")]
TABLE = {
    "study": ["Alfa", "Beta", "Gamma", "Delta"],
    "yi": [-0.3, -0.5, -0.1, -0.9],
    "vi": [0.04, 0.03, 0.02, 0.05],
    "year": [2003, 1998, 2011, 2007],
}
COUNTS = {"ai": [5, 3], "n1i": [20, 30], "ci": [10, 9], "n2i": [20, 30]}
OF_EFFECTS = ("forest", "funnel", "leave_one_out", "cumulative", "baujat", "radial", "gosh")
OF_QUESTIONS = ("flow", "certainty", "risk_of_bias", "risk_of_bias_summary")


@pytest.fixture(scope="module")
def chapter():
    return ev.load(ROOT / "analyses" / "results")


@pytest.mark.parametrize("ci_method", ["kenward-roger", "hartung-knapp-ci", "hartung-knapp-IQWiG6"])
@pytest.mark.parametrize("name", OF_EFFECTS)
def test_an_interval_that_only_a_mean_has_stops_no_figure(name, ci_method):
    drawing = getattr(ev, f"draw_{name}")(TABLE, measure="SMD", ci_method=ci_method)
    assert len(drawing.to_frame()) >= len(TABLE["study"])


def test_there_is_a_door_for_every_kind_of_figure():
    others = {"forestplot", "labbe", "overlap", "published", "specification_curve"}
    assert {name.removeprefix("draw_") for name in DOORS} == {*OF_EFFECTS, *OF_QUESTIONS, *others}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", OF_EFFECTS)
def test_a_table_is_drawn(name, language):
    drawing = getattr(ev, f"draw_{name}")(TABLE, measure="SMD", title="Walks", language=language)
    assert_drawn(drawing)
    assert not overlaps(drawing.figure) or name == "funnel"


@pytest.mark.parametrize("name", OF_EFFECTS)
def test_a_chapter_is_drawn(name, chapter):
    assert_drawn(getattr(ev, f"draw_{name}")(chapter, "Q03_fatigue_A"))


@pytest.mark.parametrize("name", OF_EFFECTS)
@pytest.mark.parametrize("measure", ["GEN", "PLO", "ZCOR", "HR", "CVR"])
def test_any_measure_has_a_name(name, measure):
    assert_drawn(getattr(ev, f"draw_{name}")(TABLE, measure=measure))


@pytest.mark.parametrize("name", [one for one in OF_EFFECTS if one != "forest"])
def test_one_study_is_no_synthesis(name):
    one = {key: values[:1] for key, values in TABLE.items()}
    drawing = getattr(ev, f"draw_{name}")(one, title="Walks", language="nn")
    assert drawing.to_frame().empty
    assert drawing.alt.startswith(drawing.title)
    assert not outside(drawing.figure)


@pytest.mark.parametrize("name", OF_QUESTIONS)
def test_a_question_is_drawn_or_says_why_not(name, chapter):
    for question in chapter.questions:
        drawing = getattr(ev, f"draw_{name}")(chapter, question.question.id)
        assert drawing.alt.startswith(drawing.title)
        assert not outside(drawing.figure)
        assert not overlaps(drawing.figure)
    with pytest.raises(ChoiceUnknown, match="Q01"):
        getattr(ev, f"draw_{name}")(chapter, "Q99")


def test_the_rest_of_a_chapter_is_drawn(chapter):
    assert_drawn(ev.draw_overlap(chapter, language="nb"))
    assert_drawn(ev.draw_specification_curve(chapter, "Q01_fatigue_B"))
    outcome = chapter.questions[0].outcomes[0].id
    assert_drawn(ev.draw_published(chapter, "Q01", outcome))
    assert "does not" not in ev.draw_labbe(chapter, "Q01_harms_F_sae").alt
    with pytest.raises(ChoiceUnknown):
        ev.draw_published(chapter, "Q01", "nothing")
    nothing = ev.draw_specification_curve(chapter, "Q01_harms_F_sae", language="nn")
    assert "Ingen rimelege val" in nothing.alt


@pytest.mark.parametrize("measure", ["RR", "OR", "RD"])
def test_counts_are_drawn_with_their_pooled_effect(measure):
    drawing = ev.draw_labbe(COUNTS, measure=measure, title="Walks")
    assert_drawn(drawing)
    assert [one.role for one in drawing.figure.items if one.role == "pooled"] == ["pooled"]
    sizes = {"n1i": ("ai", "bi"), "n2i": ("ci", "di")}
    apart = {name: column for name, column in COUNTS.items() if name not in sizes}
    for size, (events, others) in sizes.items():
        apart[others] = [n - x for n, x in zip(COUNTS[size], COUNTS[events], strict=True)]
    alike = ev.draw_labbe(apart, measure=measure, title="Walks")
    assert alike.to_frame().equals(drawing.to_frame())


def test_judgements_in_a_table_are_drawn_and_weighed():
    table = {"study": ["A", "B", "C"], "D1": ["low", "high", ""], "D2": ["high", None, "low"]}
    lights = ev.draw_risk_of_bias(table, tool="RoB 2")
    assert len(lights.to_frame()) == 4
    alike = ev.draw_risk_of_bias_summary(table, tool="RoB 2").to_frame()
    shares = alike.set_index(["domain", "class"])["share"]
    assert shares["D1", "none"] == pytest.approx(100 / 3)
    weighed = ev.draw_risk_of_bias_summary({**table, "weight": [5, 3, 2]}, tool="RoB 2")
    shares = weighed.to_frame().set_index(["domain", "class"])["share"]
    assert shares.to_dict() == pytest.approx(
        {
            ("D1", "low"): 50.0,
            ("D1", "high"): 30.0,
            ("D1", "none"): 20.0,
            ("D2", "low"): 20.0,
            ("D2", "high"): 50.0,
            ("D2", "none"): 30.0,
        }
    )
    with pytest.raises(ChoiceUnknown):
        ev.draw_risk_of_bias({"trial": ["A"], "D1": ["low"]}, tool="RoB 2")
    assert ev.draw_risk_of_bias({"study": ["A"], "D1": [None]}).to_frame().empty


def test_a_language_there_is_not_is_refused():
    with pytest.raises(ChoiceUnknown, match="nn"):
        ev.draw_forest(TABLE, language="se")


def assert_drawn(drawing: Drawing) -> None:
    assert not drawing.to_frame().empty
    assert drawing.alt
    assert not outside(drawing.figure)
