"""The radial (Galbraith) plot: effects in standard errors, by their precision.

References
----------
Galbraith RF (1988). https://doi.org/10.1002/sim.4780070807
"""

from collections.abc import Sequence
from statistics import NormalDist

from evidence.display.plots.empty import empty_figure
from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Figure, Line, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import MARGIN, NULL_LINE, POOLED
from evidence.display.plots.point_names import named_points
from evidence.display.plots.scatter import Scatter, draw_axes, make_scatter
from evidence.display.plots.scatter_alt import Point, scatter_alt
from evidence.display.plots.whole_studies import why_no_points
from evidence.display.plots.why_not import why_not
from evidence.findings.finding import Finding
from evidence.synthesis.as_pooled import effects_as_pooled, options_as_pooled
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.synthesis.study_points import radial
from evidence.vocabulary import Language
from evidence.wording.lists import inside, joined
from evidence.wording.measure_words import measure_title
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase

_HEIGHT = 210.0


def radial_plot(finding: Finding, language: Language, *, width: float = PAGE) -> Figure:
    """Draw each study's effect in standard errors against its precision.

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
    Figure
        The coordinates of :func:`evidence.radial`, with the pooled effect as a line from the
        origin and a band as wide as the interval of a single study at the level of the
        synthesis. It says why where there is nothing to draw.
    """
    figure_id = f"radial-{finding.synthesis.id}-{language}"
    title = phrase(
        "figure.radial.title", language, title=finding.synthesis.title.in_language(language)
    )
    pooled = finding.analysis.pooled
    missing = why_no_points(finding.analysis, language)
    if missing or isinstance(pooled, NotEstimable):
        return empty_figure(figure_id, title, missing)
    table = radial(effects_as_pooled(finding.analysis), **options_as_pooled(pooled))
    if isinstance(table, NotEstimable):
        return empty_figure(figure_id, title, why_not(table, language))
    points = [
        Point(label=str(label), across=float(across), up=float(up))
        for label, across, up in zip(
            table["study"], table["precision"], table["standardised"], strict=True
        )
    ]
    return _drawn(figure_id, title, points, pooled, width, language)


def _drawn(
    figure_id: str,
    title: str,
    points: Sequence[Point],
    pooled: PooledEffect,
    width: float,
    language: Language,
) -> Figure:
    reach = NormalDist().inv_cdf(0.5 + pooled.level / 2)
    scatter = _scatter(points, pooled.estimate, reach, width, language)
    told = _told(points, pooled.estimate, reach, language)
    marks, unnamed = named_points(
        scatter, points, language, *_lines(scatter, pooled.estimate, reach)
    )
    notes = [Note(text=told, strong=True), Note(text=_reading(pooled, reach, language)), *unnamed]
    below, bottom = draw_notes(notes, width, scatter.bottom)
    return Figure(
        id=figure_id,
        width=width,
        height=bottom + MARGIN / 2,
        items=(*draw_axes(scatter, language), *marks, *below),
        title=title,
        alt=scatter_alt(title, told, points, scatter, language),
        data=tuple(_datum(one) for one in points),
    )


def _scatter(
    points: Sequence[Point], slope: float, reach: float, width: float, language: Language
) -> Scatter:
    farthest = max(one.across for one in points)
    ends = [edge + side for edge in (0.0, slope * farthest) for side in (-reach, reach)]
    heights = [*(one.up for one in points), *ends]
    return make_scatter(
        ((0.0, farthest), (min(heights), max(heights))),
        (phrase("figure.radial.across", language), phrase("figure.radial.up", language)),
        width=width,
        height=_HEIGHT,
        language=language,
    )


def _lines(scatter: Scatter, slope: float, reach: float) -> tuple[Line, ...]:
    farthest = scatter.across.high
    # A slope that leaves the plot ends where it does, since places beyond it are held within.
    lines = []
    for off in (0.0, -reach, reach):
        end = farthest
        for edge in (scatter.up.low, scatter.up.high):
            if slope and 0 < (edge - off) / slope < end:
                end = (edge - off) / slope
        lines.append(
            Line(
                start=scatter.point(0.0, off),
                end=scatter.point(end, off + slope * end),
                width=0.7 if off else 1.0,
                colour=POOLED,
                dash=(3.0, 2.0) if off else (),
                role="band" if off else "pooled",
            )
        )
    null = Line(
        start=scatter.point(scatter.across.low, 0.0),
        end=scatter.point(farthest, 0.0),
        width=0.6,
        colour=NULL_LINE,
        dash=(1.0, 1.6),
        role="null",
    )
    return null, *lines


def _told(points: Sequence[Point], slope: float, reach: float, language: Language) -> str:
    outside = sum(abs(one.up - slope * one.across) > reach for one in points)
    return phrase(
        "figure.radial.told",
        language,
        outside=integer(outside, language),
        k=integer(len(points), language),
        reach=number(reach, 2, language),
    )


def _reading(pooled: PooledEffect, reach: float, language: Language) -> str:
    kind = "logarithms" if pooled.measure.is_ratio else "plain"
    measure = inside(measure_title(pooled.measure, language))
    scale = phrase(f"figure.radial.{kind}", language, measure=measure)
    reading = phrase(
        "figure.radial.reading", language, reach=number(reach, 2, language), scale=scale
    )
    if pooled.model == "common":
        return reading
    return joined([reading, phrase("figure.radial.between", language)])


def _datum(one: Point) -> dict[str, Value]:
    return {"row": "study", "study": one.label, "precision": one.across, "standardised": one.up}
