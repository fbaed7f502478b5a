"""L'Abbé's plot: how often the event came in the treated and in the control groups.

References
----------
L'Abbe KA, Detsky AS, O'Rourke K (1987). https://doi.org/10.7326/0003-4819-107-2-224
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.display.plots.empty import empty_figure
from evidence.display.plots.geometry import Figure, Line, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import MARGIN, NULL_LINE, POOLED
from evidence.display.plots.point_names import named_points
from evidence.display.plots.scatter import POINT, Scatter, draw_axes, make_scatter
from evidence.display.plots.scatter_alt import Point, scatter_alt
from evidence.findings.finding import Finding
from evidence.synthesis.results import PooledEffect
from evidence.synthesis.study_points import labbe
from evidence.vocabulary import Language, Measure
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_WIDTH, _HEIGHT = 400.0, 320.0
_LARGEST = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A study's events among people, in the treated and in the control group."""

    label: str
    ai: float
    n1i: float
    ci: float
    n2i: float

    @property
    def people(self) -> float:
        """How many people the study has."""
        return self.n1i + self.n2i


def counts_of(finding: Finding) -> tuple[Counts, ...]:
    """Return the studies of a synthesis that have events for both groups."""
    found = []
    for effect in finding.analysis.effects:
        one, other = effect.experimental, effect.comparator
        values = (one.events, one.n, other.events, other.n)
        if None not in values:
            ai, n1i, ci, n2i = (float(value or 0.0) for value in values)
            found.append(Counts(label=effect.label, ai=ai, n1i=n1i, ci=ci, n2i=n2i))
    return tuple(found)


def labbe_of(finding: Finding, language: Language) -> Figure:
    """Draw L'Abbé's plot of a synthesis; it says so where no study has events for both groups."""
    title = phrase(
        "figure.labbe.title_of", language, title=finding.synthesis.title.in_language(language)
    )
    pooled = finding.analysis.pooled
    estimate = pooled.estimate if isinstance(pooled, PooledEffect) else None
    return labbe_plot(
        counts_of(finding),
        finding.analysis.measure,
        language,
        pooled=estimate,
        figure_id=f"labbe-{finding.synthesis.id}-{language}",
        title=title,
    )


def labbe_plot(
    studies: Sequence[Counts],
    measure: Measure,
    language: Language,
    *,
    pooled: float | None,
    figure_id: str,
    title: str,
) -> Figure:
    """Draw the studies' outcomes in the treated groups against those in the control groups.

    Parameters
    ----------
    studies : sequence of Counts
        The studies.
    measure : Measure
        RR, OR or RD: decides the scale.
    language : Language
        Language of all words and numbers.
    pooled : float or None
        The pooled effect on the analysis scale, drawn as a line beside that of no difference.
    figure_id, title : str
        As of any figure.

    Returns
    -------
    Figure
        The coordinates of :func:`evidence.labbe`; a larger circle has more people.
    """
    if not studies:
        reason = phrase("figure.labbe.no_rows", language)
        return empty_figure(figure_id, title, reason)
    counts = ("ai", "n1i", "ci", "n2i")
    columns = {name: [getattr(one, name) for one in studies] for name in counts}
    table = labbe(measure.value, columns, ai="ai", n1i="n1i", ci="ci", n2i="n2i")
    points = [
        Point(label=one.label, across=float(across), up=float(up))
        for one, across, up in zip(studies, table["control"], table["treated"], strict=True)
    ]
    scatter = _scatter(points, measure, language)
    lines = _lines(scatter, pooled)
    most = max(one.people for one in studies)
    radii = [max(POINT, _LARGEST * math.sqrt(one.people / most)) for one in studies]
    marks, unnamed = named_points(scatter, points, language, *lines, radii=radii)
    told = _told(points, language)
    reading = "figure.labbe.reading" + ("_unpooled" if pooled is None else "")
    notes = [Note(text=told, strong=True), Note(text=phrase(reading, language)), *unnamed]
    if measure.is_ratio:
        notes.insert(2, Note(text=phrase("figure.labbe.logarithms", language)))
    below, bottom = draw_notes(notes, _WIDTH, scatter.bottom)
    return Figure(
        id=figure_id,
        width=_WIDTH,
        height=bottom + MARGIN / 2,
        items=(*draw_axes(scatter, language), *marks, *below),
        title=title,
        alt=scatter_alt(title, told, _as_read(points, measure), scatter, language),
        data=tuple(_datum(one, point) for one, point in zip(studies, points, strict=True)),
    )


def _scatter(points: Sequence[Point], measure: Measure, language: Language) -> Scatter:
    values = [value for one in points for value in (one.across, one.up)]
    room = 0.08 * (max(values) - min(values)) or 0.1
    limits = (min(values) - room, max(values) + room)
    if not measure.is_ratio:
        limits = (max(0.0, limits[0]), min(1.0, limits[1]))
    names = tuple(phrase(f"figure.labbe.{axis}.{measure}", language) for axis in ("across", "up"))
    return make_scatter(
        (limits, limits),
        (names[0], names[1]),
        width=_WIDTH,
        height=_HEIGHT,
        language=language,
        are_ratios=measure.is_ratio,
    )


def _lines(scatter: Scatter, pooled: float | None) -> tuple[Line, ...]:
    """Return the line of no difference and the pooled effect's, as far as both axes go."""
    lines = []
    for off, role in ((0.0, "null"), (pooled, "pooled")):
        if off is None:
            continue
        low = max(scatter.across.low, scatter.up.low - off)
        high = min(scatter.across.high, scatter.up.high - off)
        if low < high:
            lines.append(
                Line(
                    start=scatter.point(low, low + off),
                    end=scatter.point(high, high + off),
                    width=0.9,
                    colour=POOLED if role == "pooled" else NULL_LINE,
                    dash=(3.0, 2.0) if role == "pooled" else (),
                    role=role,
                )
            )
    return tuple(lines)


def _told(points: Sequence[Point], language: Language) -> str:
    counts = {
        "below": sum(one.up < one.across for one in points),
        "above": sum(one.up > one.across for one in points),
        "k": len(points),
    }
    told = {name: integer(count, language) for name, count in counts.items()}
    return phrase("figure.labbe.told", language, **told)


def _as_read(points: Sequence[Point], measure: Measure) -> list[Point]:
    """Return shares and odds in place of their logarithms."""
    if not measure.is_ratio:
        return list(points)
    return [
        Point(label=one.label, across=math.exp(one.across), up=math.exp(one.up)) for one in points
    ]


def _datum(one: Counts, point: Point) -> dict[str, Value]:
    return {
        "row": "study",
        "study": one.label,
        "control": point.across,
        "treated": point.up,
        "ai": one.ai,
        "n1i": one.n1i,
        "ci": one.ci,
        "n2i": one.n2i,
    }
