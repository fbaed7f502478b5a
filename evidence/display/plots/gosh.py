"""Every selection of the studies as a cloud: pooled effect against heterogeneity.

Dense places are dark. Selections that have the study pointed out are told from the others by
colour and size of their cells, and on both edges by histograms of their own.

References
----------
Olkin I, Dahabreh IJ, Trikalinos TA (2012). GOSH: a graphical display of study heterogeneity.
Research Synthesis Methods. https://doi.org/10.1002/jrsm.1053
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evidence.display.plots.axis import Axis, make_axis
from evidence.display.plots.geometry import Figure, Item, Line, Polygon, Rect, Text, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import INK, MARGIN, POOLED, PREDICTION, SIZE, SMALL
from evidence.errors import ChoiceUnknown
from evidence.resampling.gosh import Gosh
from evidence.stats.floats import Bools, Floats
from evidence.vocabulary import Language, Measure
from evidence.wording.measure_words import measure_title
from evidence.wording.numbers import integer, number, percent
from evidence.wording.phrases import phrase

CELLS = (48, 40)
"""Cells of the cloud across and up."""

WIDTH = 420.0
_LEFT, _BOTTOM, _EDGE = 46.0, 34.0, 46.0
_PLOT = (316.0, 232.0)
_MOST_TICKS = 7
_INSET = 1.2
"""How much smaller a cell without the study is, to be told apart in grey too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cloud:
    """Counts of selections in cells, with and without the study pointed out, and their axes."""

    across: Axis
    up: Axis
    having: Floats
    others: Floats


def gosh_plot(
    found: Gosh, *, measure: Measure, language: Language, highlight: str | None = None
) -> Figure:
    """Draw the selections of a :func:`evidence.gosh`.

    Parameters
    ----------
    found : Gosh
        The selections.
    measure : Measure
        What the effects are.
    language : Language
        Language of all words and numbers.
    highlight : str, optional
        Label of the study pointed out; the one that changes I squared most when not given.

    Returns
    -------
    Figure
        The cloud with a histogram along each edge; ``data`` holds the counts of the cells.

    Raises
    ------
    ChoiceUnknown
        When there is no such study.
    """
    if highlight is not None and highlight not in found.labels:
        raise ChoiceUnknown("highlight", highlight, found.labels)
    drivers = found.drivers()
    study = str(drivers["study"][0]) if highlight is None else highlight
    shown = (found.size > 1) & np.isfinite(found.estimate)
    cloud = _cloud(found, shown, found.having(study), measure)
    items = [*_cells(cloud), *_axes(cloud, measure, language), *_histograms(cloud)]
    row = drivers.loc[drivers["study"] == study].iloc[0]
    told = {
        "study": study,
        "with_i2": percent(float(row["i2_with"]), language, 0),
        "without_i2": percent(float(row["i2_without"]), language, 0),
    }
    summary = phrase("figure.gosh.driver", language, **told)
    count = integer(int(shown.sum()), language)
    title = phrase("figure.gosh.title", language, n=count)
    notes, bottom = draw_notes(
        [
            Note(text=summary, strong=True),
            Note(text=phrase("figure.gosh.reading", language, study=study)),
            Note(text=_extent(found, language)),
        ],
        WIDTH,
        MARGIN + _EDGE + _PLOT[1] + _BOTTOM,
    )
    return Figure(
        id=f"gosh-{language}",
        width=WIDTH,
        height=bottom + MARGIN,
        items=(*items, *notes),
        title=title,
        alt=f"{title}. {summary}",
        data=tuple(_data(cloud)),
    )


def _cloud(found: Gosh, shown: Bools, having: Bools, measure: Measure) -> _Cloud:
    estimate, i2 = found.estimate[shown], found.i2[shown]
    low, high = float(estimate.min()), float(estimate.max())
    if high <= low:
        low, high = low - 0.5, high + 0.5
    left, top = MARGIN + _LEFT, MARGIN + _EDGE
    right, bottom = left + _PLOT[0], top + _PLOT[1]
    across = make_axis((low, high), (left, right), is_ratio=measure.is_ratio, most=_MOST_TICKS)
    up = make_axis((0.0, 100.0), (bottom, top), is_ratio=False, most=_MOST_TICKS)
    edges = [
        np.linspace(one.low, one.high, n + 1) for one, n in zip((across, up), CELLS, strict=True)
    ]
    inside = having[shown]
    counts = [np.histogram2d(estimate[part], i2[part], bins=edges)[0] for part in (inside, ~inside)]
    return _Cloud(across=across, up=up, having=counts[0], others=counts[1])


def _cells(cloud: _Cloud) -> Iterator[Item]:
    total = cloud.having + cloud.others
    most = math.log1p(float(total.max()))
    wide, high = _PLOT[0] / CELLS[0], _PLOT[1] / CELLS[1]
    for column, row in zip(*np.nonzero(total), strict=True):
        count = float(total[column, row])
        is_with = 2 * cloud.having[column, row] >= count
        colour, inset = (POOLED, 0.0) if is_with else (PREDICTION, _INSET)
        yield Rect(
            x=cloud.across.left + column * wide + inset,
            y=cloud.up.left - (row + 1) * high + inset,
            width=wide - 2 * inset,
            height=high - 2 * inset,
            fill=_lighter(colour, math.log1p(count) / most),
            role="cell",
        )


def _lighter(colour: str, share: float) -> str:
    """Return a colour mixed with white, never so pale that it cannot be seen."""
    kept = 0.25 + 0.75 * share
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - kept * (255 - part)):02x}" for part in parts)


def _axes(cloud: _Cloud, measure: Measure, language: Language) -> Iterator[Item]:
    across, up = cloud.across, cloud.up
    yield Line(start=(across.left, up.left), end=(across.right, up.left), width=0.8, colour=INK)
    yield Line(start=(across.left, up.left), end=(across.left, up.right), width=0.8, colour=INK)
    for tick in across.ticks:
        x, y = across.x(tick.at), up.left
        yield Line(start=(x, y), end=(x, y + 3.0), width=0.7, colour=INK)
        text = number(tick.value, tick.decimals, language)
        yield Text(x=x, y=y + 11.0, text=text, size=SMALL, anchor="middle", role="tick")
    for tick in up.ticks:
        y = up.x(tick.at)
        yield Line(start=(across.left - 3.0, y), end=(across.left, y), width=0.7, colour=INK)
        text = percent(tick.value, language, 0)
        x, y = across.left - 5.0, y + 0.36 * SMALL
        yield Text(x=x, y=y, text=text, size=SMALL, anchor="end", role="tick")
    name = measure_title(measure, language)
    x, y = (across.left + across.right) / 2, up.left + 24.0
    yield Text(x=x, y=y, text=name, anchor="middle", weight="bold")
    yield Text(x=MARGIN, y=up.right - 6.0, text="I²", size=SIZE, weight="bold")


def _histograms(cloud: _Cloud) -> Iterator[Item]:
    for axis, along in ((1, "across"), (0, "up")):
        sides = [side.sum(axis=axis) for side in (cloud.having, cloud.others)]
        most = max(float(side.max()) for side in sides) or 1.0
        for side, colour in zip(sides, (POOLED, PREDICTION), strict=True):
            yield _outline(cloud, side / most, along, colour)


def _outline(cloud: _Cloud, heights: Floats, along: str, colour: str) -> Polygon:
    room = _EDGE - 8.0
    base = cloud.up.right - 3.0 if along == "across" else cloud.across.right + 3.0
    start = cloud.across.left if along == "across" else cloud.up.left
    length = _PLOT[0] if along == "across" else -_PLOT[1]
    step = length / len(heights)
    points = [(start, base)]
    for place, height in enumerate(heights):
        off = base - room * height if along == "across" else base + room * height
        points += [(start + place * step, off), (start + (place + 1) * step, off)]
    points.append((start + length, base))
    turned = points if along == "across" else [(y, x) for x, y in points]
    return Polygon(
        points=tuple(dict.fromkeys(turned)), stroke=colour, stroke_width=0.9, role="histogram"
    )


def _extent(found: Gosh, language: Language) -> str:
    if found.exact:
        return phrase("figure.gosh.exact", language)
    return phrase("figure.gosh.drawn", language, seed=str(found.seed))


def _data(cloud: _Cloud) -> Iterator[dict[str, Value]]:
    across, up = cloud.across, cloud.up
    wide, high = ((one.high - one.low) / n for one, n in zip((across, up), CELLS, strict=True))
    for column, row in zip(*np.nonzero(cloud.having + cloud.others), strict=True):
        yield {
            "estimate_from": across.low + float(column) * wide,
            "i2_from": up.low + float(row) * high,
            "with_study": int(cloud.having[column, row]),
            "without_study": int(cloud.others[column, row]),
        }
