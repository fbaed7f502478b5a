"""Baujat, radial, L'Abbé and cumulative plots: legible, and their marks stand at R's numbers."""

import json
import random
from pathlib import Path

import pytest

from evidence.display.draw_synthesis import draw_baujat, draw_cumulative, draw_radial
from evidence.display.plots.baujat import baujat_plot
from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.cumulative import cumulative_plot
from evidence.display.plots.labbe import Counts, labbe_plot
from evidence.display.plots.radial import radial_plot
from evidence.display.subject import synthesis_of
from evidence.errors import ChoiceUnknown
from evidence.findings.store import load
from evidence.synthesis.added_in_turn import added_in_turn
from evidence.synthesis.results import PooledEffect
from evidence.vocabulary import Language, Measure
from tests.display.fixtures import effect
from tests.display.read_back import points

ROOT = Path(__file__).parents[2]
GOLDEN = json.loads((ROOT / "tests" / "golden" / "e_diag.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in GOLDEN["cases"]}
BCG = CASES["e/coords/bcg_RR"]
LABELS = {
    "one character": lambda i: chr(0x100 + i),
    "120 characters": lambda i: ("Ráđđádallan ja čuovvoleapmi " * 6)[:117] + f"{i:03d}",
    "markup and emoji": lambda i: f"Ŋiŋŋá Ωmέγα 😀 <b>&\"' {i}",
}


@pytest.fixture(scope="module")
def chapter():
    return load(ROOT / "analyses" / "results")


def assert_legible(figure):
    assert not outside(figure)
    assert not overlaps(figure)


def table_of(case) -> dict[str, list]:
    columns = GOLDEN["inputs"][case["input"]]
    names = [f"trial {i}" for i in range(1, len(columns["yi"]) + 1)]
    return {"study": names, **{name: columns[name] for name in ("yi", "vi")}}


def made(k, label=lambda i: f"Study {i}", seed=1):
    chance = random.Random(seed + k)
    studies = [effect(i, chance.gauss(-0.5, 0.4), chance.uniform(0.05, 0.4)) for i in range(k)]
    return {
        "study": [label(i) for i in range(k)],
        "yi": [one.yi for one in studies],
        "vi": [one.vi for one in studies],
        "year": [1990 + (7 * i) % 31 for i in range(k)],
    }


@pytest.mark.parametrize(("model", "kind"), [("common", "EE"), ("random", "REML")])
def test_points_of_baujat_stand_where_metafor_puts_them(model, kind):
    drawn = points(draw_baujat(table_of(BCG), measure="RR", model=model).figure)
    across, up = BCG["out"][f"baujat_{kind}_x"], BCG["out"][f"baujat_{kind}_y"]
    for place, name in enumerate(table_of(BCG)["study"]):
        # A thousandth of a point, as the SVG has it, on axes some hundred points long.
        assert drawn[name][0] == pytest.approx(across[place], abs=2e-5 * max(across))
        assert drawn[name][1] == pytest.approx(up[place], abs=2e-5 * max(up))


def test_points_of_the_radial_plot_stand_where_metafor_puts_them():
    drawn = points(draw_radial(table_of(BCG), measure="RR").figure)
    across, up = BCG["out"]["radial_REML_x"], BCG["out"]["radial_REML_z"]
    for place, name in enumerate(table_of(BCG)["study"]):
        assert drawn[name][0] == pytest.approx(across[place], abs=5e-5)
        assert drawn[name][1] == pytest.approx(up[place], abs=2e-4)


def test_a_cumulative_plot_has_metafors_numbers():
    case = CASES["e/cumul/bcg_RR/DL"]
    table = table_of(case)
    places = [one - 1 for one in case["out"]["order"]]
    years = {place: 1900 + step for step, place in enumerate(places)}
    table["year"] = [years[place] for place in range(len(places))]
    figure = draw_cumulative(table, measure="RR", tau2_method="DL", ci_method="wald").figure
    assert [row["added"] for row in figure.data] == [table["study"][place] for place in places]
    for name, key in (("estimate", "estimate"), ("ci_low", "ci_lb"), ("ci_high", "ci_ub")):
        drawn = [row[name] for row in figure.data]
        assert drawn == pytest.approx(case["out"][key], rel=1e-9)
    assert_legible(figure)


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("k", [3, 30, 120])
@pytest.mark.parametrize("draw", [draw_baujat, draw_radial, draw_cumulative])
def test_any_number_of_studies_with_any_names(draw, k, name):
    figure = draw(made(k, LABELS[name]), measure="SMD", tau2_method="DL", language="nb").figure
    assert_legible(figure)
    assert len(figure.data) == k


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("draw", [draw_baujat, draw_radial, draw_cumulative])
def test_one_study_is_told_in_a_sentence(draw, language):
    figure = draw(made(1), language=language).figure
    assert not figure.data
    assert [one.role for one in figure.items] == ["empty"] * len(figure.items)
    assert_legible(figure)


def test_without_a_year_there_is_no_order():
    table = made(5)
    del table["year"]
    figure = draw_cumulative(table).figure
    assert "None of the studies has a recorded year" in figure.alt
    some = draw_cumulative({**table, "year": [2001, None, 1999, None, 2005]}).figure
    assert [row["year"] for row in some.data] == [1999, 2001, 2005, None, None]
    assert "Without a year, added last: Study 1; Study 3." in text_of(some)


def text_of(figure) -> str:
    return " ".join(getattr(one, "text", "") for one in figure.items)


def test_the_last_step_of_every_synthesis_is_its_pooled_effect(chapter):
    for asked in chapter.questions:
        years = {study.id: study.year for study in asked.studies if study.year}
        for one in asked.findings:
            steps = added_in_turn(one.analysis, years)
            if isinstance(one.analysis.pooled, PooledEffect):
                assert steps[-1].pooled.estimate == pytest.approx(one.analysis.pooled.estimate)
                assert steps[-1].pooled.ci_low == pytest.approx(one.analysis.pooled.ci_low)
                assert [s.year for s in steps] == sorted(s.year for s in steps)
            else:
                assert steps == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_shipped_syntheses_are_legible(chapter, language):
    for asked in chapter.questions:
        for one in asked.findings:
            for figure in (
                baujat_plot(one, language),
                baujat_plot(one, language, width=235.0),
                radial_plot(one, language),
                cumulative_plot(one, asked, language),
            ):
                assert_legible(figure)
                assert figure.alt.startswith(figure.title)


def test_effects_that_share_people_have_no_points_of_their_own(chapter):
    (shared,) = (f for f in chapter.questions[0].findings if f.synthesis.id == "Q01_fatigue_E")
    figure = baujat_plot(shared, Language.EN)
    assert not figure.data
    assert "share a control group" in figure.alt


@pytest.mark.parametrize("measure", [Measure.RR, Measure.OR, Measure.RD])
@pytest.mark.parametrize("k", [0, 1, 3, 30, 120])
def test_labbe_stands_at_its_numbers(measure, k):
    chance = random.Random(k)
    studies = [
        Counts(
            label=f"Study {i}",
            ai=chance.randint(0, 20),
            n1i=chance.randint(30, 3000),
            ci=chance.randint(1, 30),
            n2i=chance.randint(30, 3000),
        )
        for i in range(k)
    ]
    figure = labbe_plot(studies, measure, Language.EN, pooled=-0.1, figure_id="l", title="T")
    assert_legible(figure)
    assert len(figure.data) == k
    drawn = points(figure) if k and measure is Measure.RD else {}
    for row in figure.data if drawn else ():
        across, up = drawn[row["study"]]
        assert across == pytest.approx(row["control"], abs=1e-4)
        assert up == pytest.approx(row["treated"], abs=1e-4)
        assert row["control"] == row["ci"] / row["n2i"]


def test_the_doors_take_a_chapter_or_a_table(chapter):
    asked, _ = synthesis_of(chapter, "Q01_fatigue_B", {})
    assert asked.analysis.pooled.k == 6
    with pytest.raises(ChoiceUnknown, match="Q01_fatigue_B"):
        synthesis_of(chapter, "Q01_nothing", {})
    with pytest.raises(ChoiceUnknown):
        synthesis_of(chapter, "Q01_fatigue_B", {"title": "of its own"})
    with pytest.raises(ChoiceUnknown):
        synthesis_of(made(3), "", {"colour": "red"})


@pytest.mark.parametrize("ending", ["svg", "pdf", "png", "csv"])
def test_a_drawing_is_saved_in_any_format(tmp_path, ending):
    drawing = draw_baujat(made(4), title="Walks & <talks>")
    path = drawing.save(tmp_path / "new" / f"baujat.{ending}")
    begins = {"svg": b"<svg", "pdf": b"%PDF", "png": b"\x89PNG", "csv": b"row,study"}
    assert path.read_bytes().startswith(begins[ending])
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert str(drawing) == drawing.alt
    with pytest.raises(ChoiceUnknown, match="svg"):
        drawing.save(tmp_path / "baujat.jpg")
