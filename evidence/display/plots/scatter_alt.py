"""The points of two axes, and the figure in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.display.plots.scatter import Scatter
from evidence.vocabulary import Language
from evidence.wording.lists import inside
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase

MOST_IN_WORDS = 12
"""Studies beyond this many are told as numbers of the figure, not one by one."""

_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A study by its two numbers."""

    label: str
    across: float
    up: float


def scatter_alt(
    title: str, told: str, points: Sequence[Point], scatter: Scatter, language: Language
) -> str:
    """Return a figure of points in words: what it tells, and the numbers where they are few."""
    if len(points) > MOST_IN_WORDS:
        k = integer(len(points), language)
        return phrase("figure.scatter.alt_many", language, title=title, told=told, k=k)
    across, up = (inside(" ".join(lines)) for lines in (scatter.below, scatter.over))
    values = "; ".join(
        phrase(
            "figure.scatter.value",
            language,
            study=one.label,
            across=f"{across} {number(one.across, _DECIMALS, language)}",
            up=f"{up} {number(one.up, _DECIMALS, language)}",
        )
        for one in points
    )
    return phrase("figure.scatter.alt", language, title=title, told=told, values=values)
