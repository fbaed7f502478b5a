"""A figure as SVG: small, selectable, read aloud and the same bytes every time.

Every text carries the length it was measured to, so a reader without the font sees the same
layout. ``data-role`` and ``data-ref`` let a program read the numbers back.
"""

from xml.sax.saxutils import escape, quoteattr

from evidence.display.plots.geometry import Circle, Figure, Item, Line, Polygon, Rect, Text
from evidence.display.plots.measure import text_width
from evidence.display.plots.palette import PAPER
from evidence.display.plots.unknown_signs import drawable

_FONTS = "'DejaVu Sans', Verdana, sans-serif"
_ALLOWED = ("\t", "\n", "\r")


def to_svg(figure: Figure) -> str:
    """Return a figure as an SVG document.

    Parameters
    ----------
    figure : Figure
        The figure.

    Returns
    -------
    str
        SVG text without an XML declaration, ready for a file or for HTML.

    Examples
    --------
    >>> from evidence.display.plots.geometry import Figure
    >>> figure = Figure(id="f", width=9, height=9, items=(), title="T", alt="A", data=())
    >>> to_svg(figure).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    True
    """
    width, height = _length(figure.width), _length(figure.height)
    title, about = f"{figure.id}-title", f"{figure.id}-desc"
    labelled = f"aria-labelledby={quoteattr(title)} aria-describedby={quoteattr(about)}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" id={quoteattr(figure.id)} '
        f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" role="img" '
        f'{labelled} font-family="{_FONTS}">',
        f"<title id={quoteattr(title)}>{_escaped(figure.title)}</title>",
        f"<desc id={quoteattr(about)}>{_escaped(figure.alt)}</desc>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        *(_element(item) for item in figure.items),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _element(item: Item) -> str:
    match item:
        case Text():
            return _text(item)
        case Line():
            dash = ",".join(_length(part) for part in item.dash)
            return _tag(
                "line",
                item,
                x1=item.start[0],
                y1=item.start[1],
                x2=item.end[0],
                y2=item.end[1],
                stroke=item.colour,
                stroke_width=item.width,
                stroke_dasharray=dash,
            )
        case Rect():
            place = {"x": item.x, "y": item.y, "width": item.width, "height": item.height}
            return _tag("rect", item, **place, **_paint(item))
        case Polygon():
            points = " ".join(f"{_length(x)},{_length(y)}" for x, y in item.points)
            return _tag("polygon", item, points=points, **_paint(item))
        case Circle():
            (x, y), radius = item.centre, item.radius
            return _tag("circle", item, cx=x, cy=y, r=radius, **_paint(item))


def _text(item: Text) -> str:
    width = text_width(item.text, item.size, item.weight)
    anchor = "" if item.anchor == "start" else item.anchor
    opening = _tag(
        "text",
        item,
        x=item.x,
        y=item.y,
        font_size=item.size,
        font_weight="bold" if item.weight == "bold" else "",
        text_anchor=anchor,
        fill=item.colour,
        textLength=width,
        lengthAdjust="spacingAndGlyphs",
    )
    return f"{opening[:-2]}>{_escaped(drawable(item.text, item.weight))}</text>"


def _paint(item: Rect | Polygon | Circle) -> dict[str, str | float]:
    paint: dict[str, str | float] = {"fill": item.fill or "none"}
    if item.stroke:
        paint |= {"stroke": item.stroke, "stroke_width": item.stroke_width}
    return paint


def _tag(name: str, item: Item, **attributes: str | float) -> str:
    written = [
        f"{key.replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value != ""
    ]
    if item.role:
        written.append(f"data-role={quoteattr(_clean(item.role))}")
    if item.ref:
        written.append(f"data-ref={quoteattr(_clean(item.ref))}")
    return f"<{name} {' '.join(written)}/>"


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else _length(value)


def _length(value: float) -> str:
    """Return a length to a thousandth of a point, without a sign on zero."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escaped(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Leave out control characters, which XML cannot hold."""
    return "".join(one for one in text if one.isprintable() or one in _ALLOWED or ord(one) > 159)
