"""The funnel: each study's effect by its standard error, with contours of significance.

References
----------
Peters JL, Sutton AJ, Jones DR, Abrams KR, Rushton L (2008). Contour-enhanced meta-analysis funnel
plots help distinguish publication bias from other causes of asymmetry. Journal of Clinical
Epidemiology. https://doi.org/10.1016/j.jclinepi.2007.11.010
"""

import math
from statistics import NormalDist

from evidence.display.plots.axis import Axis, make_axis
from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import (
    GROUND,
    Circle,
    Figure,
    Item,
    Line,
    Polygon,
    Rect,
    Text,
    Value,
)
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import (
    INK,
    INTERVAL,
    MARGIN,
    NULL_LINE,
    PAPER,
    POOLED,
    SIZE,
    SMALL,
)
from evidence.findings.finding import Finding
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.measure_words import measure_title
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase

_HEIGHT = 220.0
_POINTS_A_TICK = 65.0
FEWEST_FOR_A_TEST = 10
CONTOURS = ((0.01, "#e3e9f1"), (0.05, "#c6d3e3"), (0.10, "#aebfd4"))
"""Two-sided levels from the outside in, each with the ground inside it; beyond them it is white."""


def funnel_plot(finding: Finding, language: Language, *, width: float = PAGE) -> Figure | None:
    """Draw the studies of a synthesis as a contour-enhanced funnel.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    language : Language
        Language of all words and numbers.
    width : float
        Width of the figure in points.

    Returns
    -------
    Figure or None
        Precise studies above; the contours are where a study's own test of no effect reaches
        0.10, 0.05 and 0.01. None where nothing was pooled or fewer than three studies were. With
        fewer than ten it says that asymmetry cannot be judged.
    """
    pooled, effects = finding.analysis.pooled, finding.analysis.effects
    if isinstance(pooled, NotEstimable) or len(effects) < 3:
        return None
    errors = [math.sqrt(effect.vi) for effect in effects]
    left = MARGIN + 44.0
    top = MARGIN + 14.0
    deepest = 1.08 * max(errors)
    reach = NormalDist().inv_cdf(0.995) * deepest
    values = [effect.yi for effect in effects]
    limits = (min(*values, -reach), max(*values, reach))
    is_ratio = finding.analysis.measure.is_ratio
    axis = make_axis(
        limits, (left, width - MARGIN), is_ratio=is_ratio, most=int(width / _POINTS_A_TICK)
    )
    depth = make_axis((0.0, deepest), (top, top + _HEIGHT), is_ratio=False, most=5)
    depth = Axis(low=0.0, high=deepest, left=top, right=top + _HEIGHT, ticks=depth.ticks)
    title = phrase(
        "figure.funnel.title", language, title=finding.synthesis.title.in_language(language)
    )
    notes, bottom = draw_notes(_notes(len(effects), language), width, top + _HEIGHT + 30.0)
    return Figure(
        id=f"funnel-{finding.synthesis.id}-{language}",
        width=width,
        height=bottom + MARGIN / 2,
        items=(
            *_ground(axis, depth, deepest),
            *_lines(axis, depth, pooled),
            *_axes(axis, depth, finding, language),
            *_points(finding, errors, axis, depth),
            *notes,
        ),
        title=title,
        alt=phrase("figure.funnel.alt", language, title=title, k=integer(len(effects), language)),
        data=tuple(_data(finding, errors)),
    )


def _ground(axis: Axis, depth: Axis, deepest: float) -> list[Item]:
    """Return the contours, the widest first, each a triangle from no effect and no error."""
    bottom = depth.x(deepest)
    width = axis.right - axis.left
    items: list[Item] = [
        Rect(
            x=axis.left,
            y=depth.left,
            width=width,
            height=bottom - depth.left,
            fill=PAPER,
            stroke=INK,
            stroke_width=0.5,
            role=GROUND,
        )
    ]
    for level, fill in CONTOURS:
        half = NormalDist().inv_cdf(1 - level / 2) * deepest
        points = ((axis.x(0.0), depth.left), (axis.x(half), bottom), (axis.x(-half), bottom))
        items.append(Polygon(points=points, fill=fill, role=f"contour {level}"))
    return items


def _points(finding: Finding, errors: list[float], axis: Axis, depth: Axis) -> list[Item]:
    return [
        Circle(
            centre=(axis.x(effect.yi), depth.x(error)),
            radius=2.8,
            fill=INTERVAL,
            stroke=PAPER,
            stroke_width=0.6,
            role="study",
            ref=effect.label,
        )
        for effect, error in zip(finding.analysis.effects, errors, strict=True)
    ]


def _lines(axis: Axis, depth: Axis, pooled: PooledEffect) -> list[Item]:
    return [
        Line(
            start=(axis.x(at), depth.left),
            end=(axis.x(at), depth.right),
            width=0.9,
            colour=colour,
            dash=dash,
            role=role,
        )
        for at, colour, dash, role in (
            (0.0, NULL_LINE, (), "null"),
            (pooled.estimate, POOLED, (3.0, 2.0), "pooled"),
        )
    ]


def _axes(axis: Axis, depth: Axis, finding: Finding, language: Language) -> list[Item]:
    below = depth.right + SMALL + 4.0
    items: list[Item] = [
        Text(
            x=axis.x(tick.at),
            y=below,
            text=number(tick.value, tick.decimals, language),
            size=SMALL,
            anchor="middle",
            role="tick",
        )
        for tick in axis.ticks
    ]
    items += [
        Text(
            x=axis.left - 4.0,
            y=depth.x(tick.at) + SMALL / 3,
            text=number(tick.value, tick.decimals, language),
            size=SMALL,
            anchor="end",
            role="tick",
        )
        for tick in depth.ticks
    ]
    name = measure_title(finding.analysis.measure, language)
    error = phrase("figure.funnel.error", language)
    middle = (axis.left + axis.right) / 2
    items.append(Text(x=middle, y=below + SIZE + 4.0, text=name, anchor="middle", weight="bold"))
    items.append(Text(x=MARGIN, y=MARGIN + SIZE - 1.0, text=error, weight="bold"))
    return items


def _notes(k: int, language: Language) -> list[Note]:
    names = ("outer", "middle", "inner")
    levels = {
        name: number(level, 2, language) for name, (level, _) in zip(names, CONTOURS, strict=True)
    }
    notes = [Note(text=phrase("figure.funnel.legend", language, **levels))]
    if k < FEWEST_FOR_A_TEST:
        needed = integer(FEWEST_FOR_A_TEST, language)
        few = phrase("figure.funnel.few", language, k=integer(k, language), needed=needed)
        notes.insert(0, Note(text=few, strong=True))
    return notes


def _data(finding: Finding, errors: list[float]) -> list[dict[str, Value]]:
    return [
        {"row": "study", "study": effect.label, "estimate": effect.yi, "se": error}
        for effect, error in zip(finding.analysis.effects, errors, strict=True)
    ]
