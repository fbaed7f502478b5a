"""A number as the page writes it: its value, its decimals, and where it stands."""

import re
from dataclasses import dataclass

NUMBER = r"(?<![\w.,])[-–]?\d{1,6}(?:[.,]\d{1,4})?(?![\w])"
"""A number with decimal comma or point; a hyphen, minus or dash right before it is its sign."""

COUNT = r"(?<![\w.,-])\d{1,3}(?:[ .]\d{3})+(?![\w,])|(?<![\w.,-])\d{1,6}(?![\w]|[.,]\d)"
"""A whole number, thousands set apart by a space or a point or not at all."""

_NEGATIVE = ("-", "–")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A number as it stands in a block."""

    text: str
    value: float
    decimals: int
    start: int

    @property
    def rounding(self) -> float:
        """Half a unit of the last decimal: how far the true value may lie from this one."""
        return 0.5 * 10.0**-self.decimals


def written(found: re.Match[str], group: int | str = 0, offset: int = 0) -> Written:
    """Return the number a match has found.

    Examples
    --------
    >>> written(re.search(NUMBER, "SMD -0,52")).value
    -0.52
    """
    text = found.group(group)
    sign = -1.0 if text[:1] in _NEGATIVE else 1.0
    digits = text.lstrip("-–").replace(",", ".")
    decimals = len(digits.partition(".")[2])
    return Written(
        text=text, value=sign * float(digits), decimals=decimals, start=found.start(group) + offset
    )


def count_of(text: str) -> int:
    """Return a whole number whose thousands may be set apart.

    Examples
    --------
    >>> count_of("2 094")
    2094
    """
    return int(re.sub(r"[ .]", "", text))
