"""A figure that says why there is nothing to show."""

from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Figure
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import MARGIN


def empty_figure(figure_id: str, title: str, reason: str) -> Figure:
    """Return a figure of one sentence.

    Parameters
    ----------
    figure_id, title : str
        As of the figure it stands for.
    reason : str
        Why there is nothing to show, as a sentence.

    Returns
    -------
    Figure
        A figure without marks and without data.
    """
    items, bottom = draw_notes([Note(text=reason, role="empty", strong=True)], PAGE, MARGIN)
    return Figure(
        id=figure_id,
        width=PAGE,
        height=bottom + MARGIN,
        items=items,
        title=title,
        alt=f"{title}. {reason}",
        data=(),
    )
