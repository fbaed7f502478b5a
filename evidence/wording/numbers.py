"""Numbers as readers meet them: the only place that rounds.

Halves are rounded away from zero on the decimal digits of a number: 0.125 becomes 0,13 and
−2.675 becomes −2,68. Readers who check a figure by hand or in a spreadsheet get the same digits;
rounding the binary value, as ``format`` does, would print −2,67. Negative numbers carry the minus
sign U+2212 and a number that rounds to zero carries no sign. Norwegian has a decimal comma, a
hard space between thousands and before the per cent sign; English has point, comma and no space.
"""

import math
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from evidence.vocabulary import Language, Measure
from evidence.wording.phrases import phrase

MINUS = "\N{MINUS SIGN}"
HARD_SPACE = "\N{NO-BREAK SPACE}"
_SMALLEST_P = Decimal("0.001")
_DIGITS = 3
_MOST_DECIMALS = 6
_WRITTEN_OUT = 1e12


def number(value: float, decimals: int, language: Language) -> str:
    """Return a number with a fixed count of decimals.

    Parameters
    ----------
    value : float
        The number, unrounded.
    decimals : int
        Decimals to print.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        The number in print.

    Raises
    ------
    ValueError
        The value is not finite: what cannot be computed has words of its own.

    Examples
    --------
    >>> number(-0.516, 2, Language.NB)
    '−0,52'
    >>> number(-0.001, 2, Language.NB)
    '0,00'
    """
    rounded = _rounded(value, decimals)
    separator, point = ("," if language is Language.EN else HARD_SPACE), "."
    text = f"{abs(rounded):,f}".replace(",", separator)
    if language is not Language.EN:
        text = text.replace(point, ",")
    return (MINUS if rounded < 0 else "") + text


def signed(value: float, decimals: int, language: Language) -> str:
    """Return a number that shows its sign when it is above zero, too.

    Examples
    --------
    >>> signed(0.5, 1, Language.EN)
    '+0.5'
    """
    text = number(value, decimals, language)
    return f"+{text}" if _rounded(value, decimals) > 0 else text


def exact(value: float, language: Language) -> str:
    """Return a number with the decimals it has, for what is quoted from a source.

    Examples
    --------
    >>> exact(90.7, Language.NN), exact(79.0, Language.NN)
    ('90,7', '79')
    """
    return number(value, _own_decimals(value), language)


def significant(value: float, language: Language) -> str:
    r"""Return a number of unknown size with three digits, infinity with its sign.

    Examples
    --------
    >>> significant(0.012345, Language.NB), significant(1234.5, Language.NN)
    ('0,0123', '1\xa0235')
    """
    if not math.isfinite(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if abs(value) >= _WRITTEN_OUT:
        power = math.floor(math.log10(abs(value)))
        return f"{number(value / 10.0**power, 2, language)} · 10^{power}"
    size = 0 if value == 0 else _DIGITS - 1 - math.floor(math.log10(abs(value)))
    return number(value, min(_MOST_DECIMALS, max(0, size)), language)


def integer(value: int, language: Language) -> str:
    """Return a count, its thousands set apart.

    Examples
    --------
    >>> integer(2094, Language.EN)
    '2,094'
    """
    return number(value, 0, language)


def rounded_up(value: float, language: Language) -> str:
    """Return the next whole number, as numbers needed to treat are told.

    Examples
    --------
    >>> rounded_up(6.01, Language.EN)
    '7'
    """
    return integer(math.ceil(value), language)


def percent(value: float, language: Language, decimals: int | None = None) -> str:
    """Return per cent, with the decimals the value has unless told otherwise.

    Examples
    --------
    >>> percent(76.6, Language.EN)
    '76.6%'
    """
    text = number(value, _own_decimals(value) if decimals is None else decimals, language)
    return f"{text}%" if language is Language.EN else f"{text}{HARD_SPACE}%"


def p_value(value: float, language: Language) -> str:
    """Return a p-value with three decimals, or the side of 0.001 or 0.999 it lies on.

    Examples
    --------
    >>> p_value(0.0002, Language.NB)
    'p < 0,001'
    """
    if Decimal(repr(float(value))) < _SMALLEST_P:
        return phrase("number.p_below", language, p=number(float(_SMALLEST_P), 3, language))
    if Decimal(repr(float(value))) > 1 - _SMALLEST_P:
        return phrase("number.p_above", language, p=number(float(1 - _SMALLEST_P), 3, language))
    return phrase("number.p_equals", language, p=number(value, 3, language))


def value_range(low: float, high: float, decimals: int, language: Language) -> str:
    """Return two limits with the word between them, never a dash beside signs.

    Examples
    --------
    >>> value_range(-0.5, 0.25, 2, Language.NB)
    '−0,50 til 0,25'
    """
    ends = {"low": number(low, decimals, language), "high": number(high, decimals, language)}
    return phrase("number.range", language, **ends)


def interval(
    low: float | None, high: float | None, level: float | None, decimals: int, language: Language
) -> str:
    """Return a confidence interval, saying so where it or its level is not reported.

    Parameters
    ----------
    low, high : float or None
        Limits on the scale people read; None where not reported.
    level : float or None
        Level in per cent (95) or as a share (0.95); None where not reported.
    decimals : int
        Decimals of the limits.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        The interval in print.

    Examples
    --------
    >>> interval(-0.69, -0.35, None, 2, Language.EN)
    'CI −0.69 to −0.35, level not reported'
    """
    if low is None or high is None:
        return phrase("number.interval_unknown", language)
    ends = {"low": number(low, decimals, language), "high": number(high, decimals, language)}
    if level is None:
        return phrase("number.interval_level_unknown", language, **ends)
    return phrase("number.interval", language, level=_level(level, language), **ends)


def prediction_interval(
    low: float, high: float, level: float, decimals: int, language: Language
) -> str:
    """Return a prediction interval.

    Examples
    --------
    >>> prediction_interval(-2.1, 0.6, 95, 1, Language.EN)
    '95% PI −2.1 to 0.6'
    """
    ends = {"low": number(low, decimals, language), "high": number(high, decimals, language)}
    return phrase("number.prediction", language, level=_level(level, language), **ends)


def estimate(
    value: float,
    limits: tuple[float | None, float | None],
    level: float | None,
    decimals: int,
    language: Language,
) -> str:
    """Return an estimate with its confidence interval, both with the same decimals.

    Examples
    --------
    >>> estimate(-0.52, (-0.69, -0.35), 95, 2, Language.EN)
    '−0.52 (95% CI −0.69 to −0.35)'
    """
    return phrase(
        "number.estimate",
        language,
        value=number(value, decimals, language),
        interval=interval(*limits, level, decimals, language),
    )


def decimals_for(measure: Measure, values: Iterable[float]) -> int:
    """Return the decimals of an effect we have computed, the same for estimate and limits.

    Two, and three for risk differences and for ratios with a value below 0.1, where two decimals
    would leave a single digit.

    Examples
    --------
    >>> decimals_for(Measure.RR, [0.04, 0.01, 0.2])
    3
    """
    small_ratio = measure.is_ratio and min(values) < 0.1
    return 3 if small_ratio or measure is Measure.RD else 2


def variance_decimals(measure: Measure) -> int:
    """Return the decimals of a variance between studies: few where the scale has large numbers.

    Examples
    --------
    >>> variance_decimals(Measure.MD), variance_decimals(Measure.SMD)
    (2, 3)
    """
    return 2 if measure is Measure.MD else 3


def date(written: str, language: Language) -> str:
    """Return a date (``2026-02-04``, ``2026-02`` or ``2026``) in words.

    Raises
    ------
    ValueError
        The text is not such a date.

    Examples
    --------
    >>> date("2026-02-04", Language.NB)
    '4. februar 2026'
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", written)
    if found is None:
        raise ValueError(f"{written!r} is not a date written YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = found.groups()
    if month is None:
        return str(year)
    name = phrase(f"month.{int(month)}", language)
    if day is None:
        return phrase("number.month_of_year", language, month=name, year=year)
    return phrase("number.date", language, day=str(int(day)), month=name, year=year)


def _rounded(value: float, decimals: int) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"{value!r} cannot be printed as a number")
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)


def _own_decimals(value: float) -> int:
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _level(level: float, language: Language) -> str:
    """Return a level in per cent; no interval has a level of one per cent or less."""
    return percent(float(Decimal(repr(float(level))) * 100) if level <= 1 else level, language)
