"""A number as people type it, read in one way only or refused.

One file has one decimal sign. The other sign is refused, and so is a plain blank inside a number:
``12 345`` may be two numbers. Hard and thin blanks are put there by programs, between thousands.
"""

import math
import re
from typing import NamedTuple

MINUS_SIGN = "\N{MINUS SIGN}"
# No-break, figure, thin and narrow no-break space.
THOUSANDS_SPACE = "[\N{NO-BREAK SPACE}\N{FIGURE SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]"

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = re.compile(rf"([+-]?\d{{1,3}})((?:{THOUSANDS_SPACE}\d{{3}})+)(\.\d+)?", re.ASCII)
_MAYBE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+([.,]\d+)?", re.ASCII)
_OTHER_SIGN = re.compile(r"[+-]?\d*[.,]\d+([eE][+-]?\d{1,3})?", re.ASCII)
_WITH_BLANKS = re.compile(r"[+-]? ?\d[\d.,]*( \d[\d.,]*)*", re.ASCII)
_PERCENT = re.compile(rf"[+-]?[\d.,]+(\s|{THOUSANDS_SPACE})?%")
_UNKNOWN = re.compile(r"[-–—?.]+|(na|n/a|nan|nr|null|none|ukjent|unknown|missing|mangler)\.?", re.I)


class NotNumber(NamedTuple):
    """The code of the reason a text is not read as a number, and how it should be written."""

    code: str
    written: str = ""


def number_in(text: str, decimal: str) -> float | NotNumber:
    """Return the number a text holds, or why it is refused.

    Parameters
    ----------
    text : str
        The cell, not empty.
    decimal : str
        The decimal sign of the file, a point or a comma.

    Returns
    -------
    float or NotNumber
        The number; or the reason, as the code of a problem.

    Examples
    --------
    >>> number_in("−7,82", ",")
    -7.82
    >>> number_in("1,234", ".").code
    'E205'
    """
    signed = text.replace(MINUS_SIGN, "-")
    other = "," if decimal == "." else "."
    if other in signed:
        return _foreign_sign(signed, decimal, other)
    plain = signed.replace(decimal, ".")
    if grouped := _GROUPED.fullmatch(plain):
        plain = grouped[1] + re.sub(THOUSANDS_SPACE, "", grouped[2]) + (grouped[3] or "")
    if _PLAIN.fullmatch(plain) and math.isfinite(value := float(plain)):
        return value
    return _refusal(signed)


def _foreign_sign(signed: str, decimal: str, other: str) -> NotNumber:
    """Refuse the sign that is not this file's, saying whether it is ambiguous or merely wrong."""
    if _MAYBE_THOUSANDS.fullmatch(signed):
        return NotNumber("E205", signed.replace(other, "" if decimal in signed else decimal))
    if _OTHER_SIGN.fullmatch(signed):
        return NotNumber("E206", signed.replace(other, decimal))
    return _refusal(signed)


def _refusal(signed: str) -> NotNumber:
    if _PERCENT.fullmatch(signed):
        return NotNumber("E216")
    if _UNKNOWN.fullmatch(signed):
        return NotNumber("E204")
    if _WITH_BLANKS.fullmatch(signed) and " " in signed:
        return NotNumber("E218")
    return NotNumber("E202")
