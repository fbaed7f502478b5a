"""Effects in the cells of a figure, on the scale people read.

Estimate and interval stand in columns of their own, each flush right, so that decimals line up.
"""

import math
from collections.abc import Mapping

from evidence.display.plots.columns import Column
from evidence.display.plots.geometry import Anchor
from evidence.vocabulary import Language
from evidence.wording.numbers import number
from evidence.wording.phrases import phrase

MISSING = "\N{EN DASH}"
_LARGEST = 1_000_000.0
#: Beyond this logarithm a ratio no longer fits a floating point number.
_LARGEST_LOGARITHM = 700.0


def effect_columns(header: str) -> tuple[Column, ...]:
    """Return the columns of an estimate with its interval, under one heading."""
    parts: tuple[tuple[str, Anchor, float], ...] = (
        ("estimate", "end", 8.0),
        ("interval", "end", 4.0),
        ("level_sign", "start", 0.6),
    )
    return tuple(
        Column(key=key, align=align, gap=gap, group="effect", group_header=header)
        for key, align, gap in parts
    )


def as_read(value: float, *, is_ratio: bool) -> float:
    """Return an effect on the scale people read.

    Examples
    --------
    >>> as_read(0.0, is_ratio=True)
    1.0
    """
    return math.exp(min(value, _LARGEST_LOGARITHM)) if is_ratio else value


def shown(value: float, decimals: int, language: Language) -> str:
    """Return a number as a cell shows it; beyond a million only that it is.

    Examples
    --------
    >>> shown(0.5, 2, Language.EN), shown(3e9, 2, Language.EN)
    ('0.50', '> 1,000,000')
    """
    if abs(value) <= _LARGEST:
        return number(value, decimals, language)
    limit = number(math.copysign(_LARGEST, value), 0, language)
    return phrase("figure.above" if value > 0 else "figure.below", language, number=limit)


def effect_cells(
    estimate: float, low: float, high: float, decimals: int, language: Language
) -> Mapping[str, str]:
    """Return the cells of an estimate with its interval, on the scale people read."""
    return {"estimate": shown(estimate, decimals, language)} | interval_cells(
        low, high, decimals, language
    )


def interval_cells(low: float, high: float, decimals: int, language: Language) -> dict[str, str]:
    """Return the cells of an interval alone."""
    ends = {"low": shown(low, decimals, language), "high": shown(high, decimals, language)}
    return {"interval": f"({phrase('number.range', language, **ends)})"}
