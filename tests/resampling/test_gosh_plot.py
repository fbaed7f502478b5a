"""The cloud of selections: legible, and its cells count what was found."""

import pytest

import evidence as ev
from evidence.display.plots.clearance import outside, overlaps
from evidence.display.plots.geometry import Polygon, Rect
from evidence.display.plots.gosh import gosh_plot
from evidence.errors import ChoiceUnknown
from evidence.vocabulary import Language, Measure

TABLE = {
    "study": ["Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"],
    "yi": [0.1, 0.2, 0.15, 0.05, 0.12, 1.6],
    "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.02],
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("measure", [Measure.SMD, Measure.RR])
def test_the_cloud_is_legible(language, measure):
    figure = gosh_plot(ev.gosh(TABLE, tau2_method="DL"), measure=measure, language=language)
    assert not outside(figure)
    assert not overlaps(figure)
    assert "Zeta" in figure.alt


def test_every_selection_is_in_one_cell():
    found = ev.gosh(TABLE, tau2_method="DL")
    figure = gosh_plot(found, measure=Measure.SMD, language=Language.NB, highlight="Beta")
    counts = [(row["with_study"], row["without_study"]) for row in figure.data]
    several = found.size > 1
    assert sum(one for one, _ in counts) == (several & found.having("Beta")).sum()
    assert sum(other for _, other in counts) == (several & ~found.having("Beta")).sum()
    cells = [one for one in figure.items if isinstance(one, Rect) and one.role == "cell"]
    assert len(cells) == len(figure.data)
    lines = [one for one in figure.items if isinstance(one, Polygon)]
    assert len([one for one in lines if one.role == "histogram"]) == 4


def test_drawn_selections_say_their_seed_and_unknown_studies_are_refused():
    found = ev.gosh(TABLE, tau2_method="DL", selections=200, seed=11)
    figure = gosh_plot(found, measure=Measure.SMD, language=Language.EN)
    assert "seed 11" in " ".join(getattr(one, "text", "") for one in figure.items)
    with pytest.raises(ChoiceUnknown):
        gosh_plot(found, measure=Measure.SMD, language=Language.EN, highlight="Eta")
