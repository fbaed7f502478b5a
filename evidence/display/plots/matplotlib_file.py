"""A figure as PDF and PNG, drawn by matplotlib from the same shapes as the SVG.

No state of matplotlib is touched outside a call, and the files hold no date, so equal figures are
equal bytes. Fonts are embedded in the PDF; the PNG has 300 dots an inch.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.display.plots.geometry import Circle, Figure, Item, Line, Polygon, Rect, Text, Weight
from evidence.display.plots.measure import font_file
from evidence.display.plots.palette import PAPER
from evidence.display.plots.unknown_signs import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72.0


def write_pdf(figure: Figure, path: Path) -> None:
    """Write a figure as PDF with its fonts embedded and its title in the metadata."""
    import matplotlib

    metadata = {"Title": figure.title, "Subject": figure.alt}
    undated = {"CreationDate": None, "Creator": None, "Producer": None}
    with matplotlib.rc_context({"pdf.fonttype": 42, "pdf.compression": 6}):
        draw(figure).savefig(path, format="pdf", metadata={**metadata, **undated})


def write_png(figure: Figure, path: Path) -> None:
    """Write a figure as PNG with 300 dots an inch."""
    metadata = {"Title": figure.title, "Description": figure.alt, "Software": None}
    draw(figure).savefig(path, format="png", dpi=DOTS_PER_INCH, metadata=metadata)


def draw(figure: Figure) -> "Sheet":
    """Return a matplotlib figure with every shape of ours as an artist.

    Parameters
    ----------
    figure : Figure
        The figure.

    Returns
    -------
    matplotlib.figure.Figure
        A figure that belongs to no window and no pyplot state; an artist's ``gid`` is its role
        and whom it speaks of, joined by a colon.
    """
    import matplotlib
    from matplotlib.figure import Figure as Sheet

    size = (figure.width / _POINTS_PER_INCH, figure.height / _POINTS_PER_INCH)
    with matplotlib.rc_context(rc=matplotlib.rcParamsDefault):
        sheet = Sheet(figsize=size, facecolor=PAPER)
        axes = sheet.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0.0, figure.width)
        axes.set_ylim(figure.height, 0.0)
        for order, item in enumerate(figure.items):
            _add(axes, item, order)
    return sheet


def _add(axes: "Axes", item: Item, order: int) -> None:
    from matplotlib import patches
    from matplotlib.lines import Line2D

    gid = f"{item.role}:{item.ref}"
    match item:
        case Text():
            _add_text(axes, item, order, gid)
        case Line():
            (x1, y1), (x2, y2) = item.start, item.end
            dashes = tuple(part / item.width for part in item.dash)
            style: Any = (0.0, dashes) if dashes else "solid"
            stroke = {"linewidth": item.width, "color": item.colour, "linestyle": style}
            line = Line2D((x1, x2), (y1, y2), **stroke, gid=gid, zorder=order)
            line.set_solid_capstyle("butt")
            axes.add_artist(line)
        case Rect():
            corner = (item.x, item.y)
            paint = _paint(item, order, gid)
            axes.add_artist(patches.Rectangle(corner, item.width, item.height, **paint))
        case Polygon():
            axes.add_artist(patches.Polygon(item.points, closed=True, **_paint(item, order, gid)))
        case Circle():
            axes.add_artist(patches.Circle(item.centre, item.radius, **_paint(item, order, gid)))


def _add_text(axes: "Axes", item: Text, order: int, gid: str) -> None:
    axes.text(
        item.x,
        item.y,
        drawable(item.text, item.weight),
        fontproperties=_font(item.weight, item.size),
        color=item.colour,
        ha={"start": "left", "middle": "center", "end": "right"}[item.anchor],
        va="baseline",
        gid=gid,
        zorder=order,
        parse_math=False,
    )


def _font(weight: Weight, size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=font_file(weight), size=size)


def _paint(item: Rect | Polygon | Circle, order: int, gid: str) -> dict[str, Any]:
    return {
        "facecolor": item.fill or "none",
        "edgecolor": item.stroke or "none",
        "linewidth": item.stroke_width,
        "gid": gid,
        "zorder": order,
    }
