"""The forest plot of a synthesis, every number of it from the result."""

from collections.abc import Mapping

from evidence.display.plots.empty import empty_figure
from evidence.display.plots.forest_alt import forest_alt
from evidence.display.plots.forest_data import forest_data
from evidence.display.plots.forest_notes import no_numbers, reading_notes, result_notes
from evidence.display.plots.forest_panel import fitted_panel
from evidence.display.plots.forest_view import ForestView, is_finite, view
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.panel_layout import panel_axis
from evidence.display.plots.sheet import Part, Sheet, figure_parts, whole_figure
from evidence.findings.finding import Finding, QuestionFindings
from evidence.findings.forest_layout import ForestLayout
from evidence.vocabulary import Language


def forest_plot(
    finding: Finding,
    question: QuestionFindings,
    language: Language,
    layout: ForestLayout | None = None,
) -> Figure:
    """Draw the studies of a synthesis with their pooled effect, on one sheet however tall.

    Parameters
    ----------
    finding : Finding
        The synthesis with its analysis.
    question : QuestionFindings
        The question it belongs to; gives scales, directions and names of interventions.
    language : Language
        Language of all words and numbers.
    layout : ForestLayout, optional
        Order and columns; those of the finding by default.

    Returns
    -------
    Figure
        The plot: studies as squares with an area in proportion to their weight, the pooled effect
        as a diamond as wide as its confidence interval, the prediction interval as a bar. There
        is no diamond for a single study nor where nothing could be pooled; the reason is written
        instead.

    Raises
    ------
    ChoiceUnknown
        For a layout that names what the studies do not have, with what they have.
    """
    seen = view(finding, question, language, layout)
    return whole_figure(_sheet(seen)) if _has_numbers(seen) else _empty(seen)


def forest_parts(
    finding: Finding,
    question: QuestionFindings,
    language: Language,
    layout: ForestLayout | None = None,
) -> tuple[Figure, ...]:
    """Draw the forest plot for A4 pages: as many parts as its rows need.

    Parameters
    ----------
    finding, question, language, layout
        As for :func:`forest_plot`.

    Returns
    -------
    tuple of Figure
        One figure where a page has room for all rows. Otherwise each part has the headings, the
        same axis, its own words and its own rows of data; the summary stands in the last.
    """
    seen = view(finding, question, language, layout)
    return figure_parts(_sheet(seen)) if _has_numbers(seen) else (_empty(seen),)


def _sheet(view: ForestView) -> Sheet:
    fitted = fitted_panel(view)
    axis = panel_axis(fitted.panel, fitted.frame)
    results = result_notes(view)

    def words(part: Part) -> str:
        told = (part.which, results[0].text if part.is_last else "")
        return forest_alt(view, part.title, _studies(part), told, with_summary=part.is_last)

    def data(part: Part) -> tuple[Mapping[str, Value], ...]:
        return forest_data(view, _drawn(part), with_summary=part.is_last)

    return Sheet(
        id=_figure_id(view),
        title=view.title,
        language=view.language,
        panels=(fitted.panel,),
        frame=fitted.frame,
        role="study",
        results=results,
        reading=(*reading_notes(view, axis), *fitted.left_out),
        words=words,
        data=data,
    )


def _studies(part: Part) -> tuple[int, ...]:
    return tuple(row.index for row in part.rows if row.index is not None)


def _drawn(part: Part) -> tuple[int | str, ...]:
    """Return what the rows draw in order: a study by its place, a subgroup by its id."""
    found: list[int | str] = []
    for row in part.rows:
        if row.index is not None:
            found.append(row.index)
        elif row.role == "subtotal":
            found.append(row.ref)
    return tuple(found)


def _has_numbers(view: ForestView) -> bool:
    return any(is_finite(effect) for effect in view.analysis.effects)


def _empty(view: ForestView) -> Figure:
    return empty_figure(_figure_id(view), view.title, no_numbers(view))


def _figure_id(view: ForestView) -> str:
    return f"forest-{view.finding.synthesis.id}-{view.language}"
