"""Baujat's plot: which studies make the heterogeneity, and which move the pooled effect.

References
----------
Baujat B, Mahe C, Pignon JP, Hill C (2002). https://doi.org/10.1002/sim.1221
"""

from collections.abc import Sequence

from evidence.display.plots.empty import empty_figure
from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.point_names import named_points
from evidence.display.plots.scatter import draw_axes, make_scatter
from evidence.display.plots.scatter_alt import Point, scatter_alt
from evidence.display.plots.whole_studies import why_no_points
from evidence.display.plots.why_not import why_not
from evidence.findings.finding import Finding
from evidence.synthesis.as_pooled import effects_as_pooled, options_as_pooled
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.study_points import baujat
from evidence.vocabulary import Language
from evidence.wording.numbers import percent
from evidence.wording.phrases import phrase

_HEIGHT = 200.0


def baujat_plot(finding: Finding, language: Language, *, width: float = PAGE) -> Figure:
    """Draw each study by what it adds to the heterogeneity and to the pooled effect.

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
        The coordinates of :func:`evidence.baujat` by the methods of the synthesis; names beside
        the points farthest out. It says why where there is nothing to draw: nothing pooled, or
        effects that share people, of which none has a weight of its own.
    """
    figure_id = f"baujat-{finding.synthesis.id}-{language}"
    title = phrase(
        "figure.baujat.title", language, title=finding.synthesis.title.in_language(language)
    )
    pooled = finding.analysis.pooled
    missing = why_no_points(finding.analysis, language)
    if missing or isinstance(pooled, NotEstimable):
        return empty_figure(figure_id, title, missing)
    table = baujat(effects_as_pooled(finding.analysis), **options_as_pooled(pooled))
    if isinstance(table, NotEstimable):
        return empty_figure(figure_id, title, why_not(table, language))
    columns = (table["study"], table["contribution"], table["influence"])
    points = [
        Point(label=str(label), across=float(across), up=float(up))
        for label, across, up in zip(*columns, strict=True)
    ]
    return _drawn(figure_id, title, points, width, language)


def _drawn(
    figure_id: str, title: str, points: Sequence[Point], width: float, language: Language
) -> Figure:
    names = (phrase("figure.baujat.across", language), phrase("figure.baujat.up", language))
    scatter = make_scatter(
        ((0.0, max(one.across for one in points)), (0.0, max(one.up for one in points))),
        names,
        width=width,
        height=_HEIGHT,
        language=language,
    )
    told = _told(points, language)
    marks, unnamed = named_points(scatter, points, language)
    reading = Note(text=phrase("figure.baujat.reading", language))
    notes = [Note(text=told, strong=True), reading, *unnamed]
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


def _told(points: Sequence[Point], language: Language) -> str:
    total = sum(one.across for one in points)
    if total <= 0:
        return phrase("figure.baujat.told_none", language)
    most = max(points, key=lambda one: one.across)
    mover = max(points, key=lambda one: one.up)
    share = percent(100 * most.across / total, language, 0)
    if most is mover:
        return phrase("figure.baujat.told_one", language, study=most.label, share=share)
    return phrase(
        "figure.baujat.told_two", language, study=most.label, share=share, mover=mover.label
    )


def _datum(one: Point) -> dict[str, Value]:
    return {"row": "study", "study": one.label, "contribution": one.across, "influence": one.up}
