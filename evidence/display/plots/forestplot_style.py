"""A forest plot in the house style of the library ``forestplot``, with our numbers.

The library lays out the columns of text. It is given the strings our own figure shows, so no
number is formatted twice, and what it does to the whole process is undone: it turns off the
warnings of numpy, changes a setting of matplotlib and draws on whatever figure is current. Rows
of the same name would be drawn on top of each other, so every name is made unlike the others by
spaces nobody sees. It knows no weights and no summary: squares and diamonds are drawn here.

References
----------
Shen L. forestplot: a Python package to make publication-ready but customizable coefficient plots.
https://github.com/LSYS/forestplot (version 0.4.1).
"""

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from evidence.display.plots.axis import Axis
from evidence.display.plots.forest import forest_plot
from evidence.display.plots.forest_panel import fitted_panel
from evidence.display.plots.forest_view import ForestView, is_finite, view
from evidence.display.plots.matplotlib_file import draw
from evidence.display.plots.palette import INTERVAL, POOLED, PREDICTION, STUDY
from evidence.display.plots.panel import Panel, Row
from evidence.display.plots.panel_layout import panel_axis
from evidence.display.plots.unknown_signs import drawable
from evidence.errors import EvidenceError
from evidence.findings.finding import Finding, QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.numbers import HARD_SPACE, number
from evidence.wording.phrases import phrase

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

_LARGEST = 90.0
_ROW_INCHES = 0.27
_PLOT_INCHES = 3.6
_QUIET = ("heterogeneity", "note")
_NOT_FIXED = r"set_ticklabels\(\) should only be used with a fixed number of ticks"
"""What the library is warned of with each plot; its rows are the ticks there are."""


def forestplot_style(finding: Finding, question: QuestionFindings, language: Language) -> "Sheet":
    """Draw a forest plot with the library ``forestplot``.

    Parameters
    ----------
    finding, question, language
        As for :func:`evidence.display.plots.forest.forest_plot`.

    Returns
    -------
    matplotlib.figure.Figure
        A figure that belongs to no window. Save it with ``bbox_inches="tight"``: the library
        writes its columns outside the axes. Where no study has numbers it is our own, which says
        why.

    Raises
    ------
    EvidenceError
        Where the library is not installed.
    """
    import matplotlib
    import numpy as np

    seen = view(finding, question, language)
    if not any(is_finite(effect) for effect in finding.analysis.effects):
        return draw(forest_plot(finding, question, language))
    fitted = fitted_panel(seen)
    rows = [row for row in fitted.panel.rows if row.role not in _QUIET]
    axis = panel_axis(fitted.panel, fitted.frame)
    with matplotlib.rc_context(), np.errstate():
        library = _library()
        matplotlib.rc("font", family="DejaVu Sans", monospace=["DejaVu Sans Mono"])
        with _sheet(len(rows)) as (sheet, axes):
            _let_it_draw(library, axes, seen, fitted.panel, rows, axis)
            _add_marks(axes, seen, rows, axis)
    return sheet


def _library() -> Any:
    try:
        return import_module("forestplot")
    except ModuleNotFoundError as missing:
        raise EvidenceError("figure.forestplot.missing") from missing


@contextmanager
def _sheet(rows: int) -> "Iterator[tuple[Sheet, Axes]]":
    """Give the library a current figure of its own, and the caller's back."""
    from matplotlib import pyplot as plt
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    current = plt.gcf() if plt.get_fignums() else None
    sheet = plt.figure(figsize=(_PLOT_INCHES, _ROW_INCHES * (rows + 2)), facecolor="white")
    try:
        FigureCanvasAgg(sheet)
        yield sheet, sheet.add_subplot()
    finally:
        plt.close(sheet)
        if current is not None:
            plt.figure(current)


def _let_it_draw(
    library: Any, axes: "Axes", seen: ForestView, panel: Panel, rows: Sequence[Row], axis: Axis
) -> None:
    import pandas as pd

    columns = {column.key: column for column in panel.right}
    shown = [key for key in ("effect", "weight") if key == "effect" or key in columns]
    headers = {"effect": columns["estimate"].group_header, "weight": _line(columns, "weight")}
    ticks = [tick for tick in axis.ticks if axis.holds(tick.at)]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _NOT_FIXED, UserWarning)
        library.forestplot(
            pd.DataFrame(_table(seen, rows)),
            estimate="estimate",
            varlabel="label",
            ll="low",
            hl="high",
            form_ci_report=False,
            ci_report=False,
            rightannote=shown,
            right_annoteheaders=[headers[key] for key in shown],
            variable_header=phrase("figure.study", seen.language),
            xlabel=" ".join(panel.plot_header.split("\n")),
            logscale=panel.is_ratio,
            xticks=[seen.read(tick.at) for tick in ticks],
            xticklabels=[number(tick.value, tick.decimals, seen.language) for tick in ticks],
            xlim=(seen.read(axis.low), seen.read(axis.high)),
            xline=seen.read(0.0),
            # One size for each row would land on the wrong ones: the library turns its rows around.
            markersize=0,
            sort=False,
            fontsize=9,
            xtick_size=8,
            xlabel_size=9,
            ax=axes,
        )
    axes.minorticks_off()


def _table(seen: ForestView, rows: Sequence[Row]) -> list[Mapping[str, Any]]:
    """Return the library's table: numbers for its lines, our strings for its columns."""
    times: dict[str, int] = {}
    found: list[Mapping[str, Any]] = []
    for row in rows:
        label = drawable(row.span or row.cells.get("label", ""))
        times[label] = times.get(label, 0) + 1
        low, middle, high = row.mark.span if row.mark else (math.nan,) * 3
        parts = (row.cells.get(key, "") for key in ("estimate", "interval", "level_sign"))
        found.append(
            {
                "label": label + HARD_SPACE * (times[label] - 1),
                "estimate": seen.read(middle),
                "low": seen.read(low),
                "high": seen.read(high),
                "effect": " ".join(part for part in parts if part),
                "weight": row.cells.get("weight", ""),
            }
        )
    return found


def _line(columns: Mapping[str, Any], key: str) -> str:
    return " ".join(columns[key].header.split("\n")) if key in columns else ""


def _add_marks(axes: "Axes", seen: ForestView, rows: Sequence[Row], axis: Axis) -> None:
    """Draw squares by weight, diamonds, the prediction interval and arrows, each on its row."""
    from matplotlib.patches import Polygon, Rectangle

    for place, row in enumerate(reversed(rows)):
        if row.mark is None:
            continue
        low, middle, high = (seen.read(min(max(one, axis.low), axis.high)) for one in row.mark.span)
        gid = f"{row.role}:{row.ref}"
        if row.mark.shape == "diamond":
            corners = [(low, place), (middle, place + 0.3), (high, place), (middle, place - 0.3)]
            axes.add_patch(Polygon(corners, facecolor=POOLED, zorder=3, gid=gid))
        elif row.mark.shape == "bar":
            corner, width = (low, place - 0.12), high - low
            axes.add_patch(Rectangle(corner, width, 0.24, facecolor=PREDICTION, zorder=3, gid=gid))
        elif axis.holds(row.mark.estimate):
            size = _LARGEST * row.mark.area
            axes.scatter([middle], [place], s=size, marker="s", color=STUDY, zorder=3, gid=gid)
        for value, edge, sign in (
            (row.mark.span[0], axis.low, "<"),
            (row.mark.span[2], axis.high, ">"),
        ):
            if not axis.holds(value):
                at = [seen.read(edge)]
                axes.plot(at, [place], sign, color=INTERVAL, markersize=5, clip_on=False, gid=gid)
