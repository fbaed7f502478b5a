"""Reading numbers back from the SVG of a figure with two axes."""

import re
from collections.abc import Mapping

from lxml import etree

from evidence.display.plots.geometry import Figure
from evidence.display.plots.svg import to_svg

NAMESPACE = {"s": "http://www.w3.org/2000/svg"}


def points(figure: Figure) -> Mapping[str, tuple[float, float]]:
    """Return the points of a figure by name, in the units of its axes."""
    root = etree.fromstring(to_svg(figure).encode())
    ticks = root.findall(".//s:text[@data-role='tick']", NAMESPACE)
    across = [(float(one.get("x")), number(one.text)) for one in ticks if is_across(one)]
    up = [(float(one.get("y")), number(one.text)) for one in ticks if not is_across(one)]
    circles = root.findall(".//s:circle[@data-role='study']", NAMESPACE)
    # The number stands 0.36 of its size below the tick's height.
    return {
        one.get("data-ref"): (
            line(across)(float(one.get("cx"))),
            line(up)(float(one.get("cy")) + 0.36 * 7.5),
        )
        for one in circles
    }


def is_across(tick) -> bool:
    return tick.get("text-anchor") == "middle"


def number(text: str) -> float:
    return float(re.sub(r"\s", "", text).replace("−", "-").replace(",", "."))


def line(ticks):
    (place, value), (other, further) = ticks[0], ticks[-1]
    return lambda at: value + (at - place) * (further - value) / (other - place)
