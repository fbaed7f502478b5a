"""The forest plot of a synthesis, every number of it from the result."""

from collections.abc import Sequence

from evidence.display.plots.empty import empty_figure
from evidence.display.plots.forest_alt import forest_alt
from evidence.display.plots.forest_data import forest_data
from evidence.display.plots.forest_notes import no_numbers, reading_notes, result_notes
from evidence.display.plots.forest_panel import FittedPanel, fitted_panel
from evidence.display.plots.forest_view import ForestView, is_finite, view
from evidence.display.plots.geometry import Figure
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.page_split import draw_panels, part_note, part_title, split_panels
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Panel, Row
from evidence.display.plots.panel_layout import panel_axis
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
    if not _has_numbers(seen):
        return _empty(seen)
    fitted = fitted_panel(seen)
    return _part(seen, fitted, (fitted.panel,), 1, 1)


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
    if not _has_numbers(seen):
        return (_empty(seen),)
    fitted = fitted_panel(seen)
    whole = fitted.panel
    below = [_notes_height(seen, fitted, is_last) for is_last in (False, True)]
    pages = split_panels((whole,), fitted.frame, below[0], below[1], language)
    return tuple(
        _part(seen, fitted, page, place, len(pages)) for place, page in enumerate(pages, start=1)
    )


def _part(
    view: ForestView, fitted: FittedPanel, panels: Sequence[Panel], place: int, parts: int
) -> Figure:
    """Draw the rows of one page with the notes that belong to it."""
    language, frame = view.language, fitted.frame
    rows = [row for panel in panels for row in panel.rows]
    indices = tuple(row.index for row in rows if row.index is not None)
    title = part_title(view.title, place, parts, language)
    body, bottom = draw_panels(panels, frame, language)
    every = len(view.analysis.effects)
    which = part_note(place, parts, len(indices), every, language)
    results = result_notes(view) if place == parts else ()
    notes = (*which, *results, *_reading(view, fitted))
    below, bottom = draw_notes(notes, frame.width, bottom)
    return Figure(
        id=f"{_figure_id(view)}{f'-{place}' if parts > 1 else ''}",
        width=frame.width,
        height=bottom + MARGIN / 2,
        items=(*body, *below),
        title=title,
        alt=forest_alt(view, title, indices, (*which, *results[:1]), with_summary=place == parts),
        data=forest_data(view, _drawn(rows), with_summary=place == parts),
    )


def _drawn(rows: Sequence[Row]) -> tuple[int | str, ...]:
    """Return what the rows draw in order: a study by its place, a subgroup by its id."""
    found: list[int | str] = []
    for row in rows:
        if row.index is not None:
            found.append(row.index)
        elif row.role == "subtotal":
            found.append(row.ref)
    return tuple(found)


def _reading(view: ForestView, fitted: FittedPanel) -> tuple[Note, ...]:
    return (*reading_notes(view, panel_axis(fitted.panel, fitted.frame)), *fitted.left_out)


def _notes_height(view: ForestView, fitted: FittedPanel, is_last: bool) -> float:
    """Return the height of the notes below a part, as large as its numbers can be."""
    every = len(view.analysis.effects)
    which = part_note(every - (not is_last), every, every, every, view.language)
    results = result_notes(view) if is_last else ()
    notes = (*which, *results, *_reading(view, fitted))
    return draw_notes(notes, fitted.frame.width, 0.0)[1]


def _has_numbers(view: ForestView) -> bool:
    return any(is_finite(effect) for effect in view.analysis.effects)


def _empty(view: ForestView) -> Figure:
    return empty_figure(_figure_id(view), view.title, no_numbers(view))


def _figure_id(view: ForestView) -> str:
    return f"forest-{view.finding.synthesis.id}-{view.language}"
