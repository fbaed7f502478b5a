"""Reading values off a drawn axis: from places on the page back to effects, by its ticks."""

from collections.abc import Callable

from evidence.display.plots.geometry import Figure, Text


def read_axis(figure: Figure) -> Callable[[float], float]:
    """Return the value that stands at a place, from the outermost labelled ticks."""
    ticks = [one for one in figure.items if isinstance(one, Text) and one.role == "tick"]
    values = [float(one.text.replace("−", "-").replace(",", ".")) for one in ticks]
    (x1, v1), (x2, v2) = (ticks[0].x, values[0]), (ticks[-1].x, values[-1])
    return lambda x: v1 + (x - x1) * (v2 - v1) / (x2 - x1)
