"""A light: one judgement of risk of bias as a sign and a shade, whatever the tool calls it.

Every figure with lights draws them here, so the same level looks the same everywhere. The sign
carries the level; the shade only helps.
"""

from collections.abc import Iterable

from evidence.display.plots.geometry import GROUND, Circle, Item, Point, Text
from evidence.display.plots.palette import INK, SIZE
from evidence.records.risk_of_bias import RiskOfBias
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

SIGNS = {"low": "+", "some": "?", "high": "–", "critical": "!", "other": "·"}
"""The sign of each class of levels, from the least risk to the most; ``other`` is none of them."""
FILLS = {
    "low": "#dcefe3",
    "some": "#fdebb3",
    "high": "#f4c3b5",
    "critical": "#d9a0a0",
    "other": "#e6e6e6",
}


def level_class(level: str, tool: str = "") -> str:
    """Return the class of a level in any of the languages: low, some, high, critical or other.

    AMSTAR 2 tells how far a review can be trusted, so its low is a high risk; its answers are
    yes, partial yes and no.

    Examples
    --------
    >>> level_class("noe risiko"), level_class("Low"), level_class("Alvorlig")
    ('some', 'low', 'high')
    >>> level_class("Low", "AMSTAR 2"), level_class("delvis ja", "AMSTAR 2")
    ('high', 'some')
    """
    words = level.casefold().strip()
    is_trust = tool.casefold().startswith("amstar")
    for name in ("critical", "some", "high", "low"):
        key = f"figure.{'amstar' if is_trust else 'rob'}.accepted.{name}"
        accepted = {word for one in Language for word in phrase(key, one).split(", ")}
        if words in accepted or (not is_trust and any(word in words for word in accepted)):
            return name
    return "other"


def draw_light(
    level: str, centre: Point, radius: float, ref: str, tool: str = ""
) -> tuple[Item, ...]:
    """Return a light with its sign, told apart by shape and by shade.

    Parameters
    ----------
    level : str
        The level in the source's words.
    centre : (float, float)
        Where it stands.
    radius : float
        Its radius in points.
    ref : str
        Whom it speaks of.
    tool : str
        The tool the level is one of.
    """
    name = level_class(level, tool)
    x, y = centre
    return (
        Circle(
            centre=centre,
            radius=radius,
            fill=FILLS[name],
            stroke=INK,
            stroke_width=0.7,
            role=GROUND,
            ref=ref,
        ),
        Text(
            x=x,
            y=y + SIZE / 3,
            text=SIGNS[name],
            anchor="middle",
            weight="bold",
            role="level",
            ref=ref,
        ),
    )


def told_signs(judged: Iterable[RiskOfBias], language: Language) -> str:
    """Return each sign used with the words the source has for it."""
    seen = dict.fromkeys((level_class(one.level, one.tool), one.level) for one in judged)
    return "; ".join(
        phrase("figure.rob.sign", language, sign=SIGNS[name], level=level) for name, level in seen
    )
