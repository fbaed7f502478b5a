"""The pictures kept as baselines, and how they are drawn anew.

``python -m tests.display.pictures`` writes them to ``tests/baselines/``; look at each before it is
committed.
"""

import math
from collections.abc import Callable, Mapping
from pathlib import Path

from evidence.display.plots.forest import forest_plot
from evidence.display.plots.geometry import Figure
from evidence.display.plots.matplotlib_file import draw
from evidence.display.plots.review_level import review_plot
from evidence.synthesis.results import ArmData
from evidence.vocabulary import Certainty, Language, Measure, Obtained, Timepoint
from tests.display.fixtures import (
    SCALE,
    analysis,
    effect,
    finding,
    outcome,
    published,
    question,
    with_subgroups,
)

BASELINES = Path(__file__).parents[1] / "baselines"
DOTS_PER_INCH = 110
NAMES = ("Ahtisaari 2001", "Đuovdnaid 2012", "Öberg 2018", "Ωmega 2023", "Åsen 2016", "Zwart 1998")
NUMBERS = ((-6.2, 2.1), (-9.4, 1.6), (-11.3, 3.0), (-3.1, 2.4), (-7.7, 1.1), (1.4, 3.3))


def differences() -> list:
    """Six studies with arm data; one second-hand, one read by a machine, one with another CI."""
    return [
        effect(
            i,
            yi,
            se,
            label=name,
            obtained=list(Obtained)[i % 3],
            level=0.975 if i == 2 else 0.95,
            experimental=ArmData() if i == 3 else ArmData(n=40 + 7 * i, mean=41.5 + i, sd=12.3),
            comparator=ArmData() if i == 3 else ArmData(n=38 + 9 * i, mean=48.2 + i, sd=11.8),
        )
        for i, (name, (yi, se)) in enumerate(zip(NAMES, NUMBERS, strict=True))
    ]


def ratios() -> list:
    """Counts of events; one study far out."""
    numbers = [(0.7, 0.2), (0.55, 0.3), (0.9, 0.15), (1.2, 0.4), (40.0, 0.9)]
    return [
        effect(
            i,
            math.log(ratio),
            se,
            label=NAMES[i],
            experimental=ArmData(n=120 + i, events=10 + 3 * i),
            comparator=ArmData(n=118 + i, events=18 + 2 * i),
        )
        for i, (ratio, se) in enumerate(numbers)
    ]


def _forest(language: Language) -> Figure:
    return forest_plot(finding(analysis(differences(), Measure.MD)), question(), language)


def _subgroups() -> Figure:
    made = with_subgroups(analysis(differences(), Measure.MD))
    return forest_plot(finding(made), question(), Language.NN)


def _events() -> Figure:
    return forest_plot(finding(analysis(ratios(), Measure.RR)), question(), Language.EN)


def _published() -> Figure:
    points = {"measure": Measure.MD, "instrument_id": SCALE.id}
    found = (
        published(0, -0.33),
        published(1, -0.65, timepoint=Timepoint.FOLLOW_UP, timepoint_text="3-18 months"),
        published(2, -0.52, ci_low=-0.69, ci_high=-0.35, ci_level=95.0, k=15, review_id="R2"),
        published(3, 8.38, certainty=Certainty.VERY_LOW, **points),
        published(4, 19.56, certainty=None, k=4, **points),
    )
    figure = review_plot(question(*found), outcome(), Language.NB)
    assert figure is not None
    return figure


PICTURES: Mapping[str, Callable[[], Figure]] = {
    "forest_differences_nb": lambda: _forest(Language.NB),
    "forest_subgroups_nn": _subgroups,
    "forest_ratios_en": _events,
    "published_estimates_nb": _published,
}


def save(name: str, folder: Path) -> Path:
    """Write a picture at screen size."""
    path = folder / f"{name}.png"
    draw(PICTURES[name]()).savefig(path, dpi=DOTS_PER_INCH, metadata={"Software": None})
    return path


if __name__ == "__main__":
    BASELINES.mkdir(exist_ok=True)
    for picture in PICTURES:
        save(picture, BASELINES)
