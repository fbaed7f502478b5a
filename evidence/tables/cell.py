"""One cell: the value it holds, or the first thing wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from evidence.tables.contract import Bounds, Column
from evidence.tables.date_text import is_date
from evidence.tables.number_text import NotNumber, number_in

Value = str | int | float | None

# Control characters other than line feed, tab and return; and the mark of a lost letter.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\N{REPLACEMENT CHARACTER}]")
_FORMULA = re.compile(r"[=@].*|#(REF|VALUE|NAME|DIV/0|NUM|NULL|N/A|SPILL|CALC)[!?]?.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a cell: the code of the problem and what its sentence names."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def cell_reader(column: Column, decimal: str) -> Callable[[str], Value | Fault]:
    """Return the function that reads the cells of a column.

    Parameters
    ----------
    column : Column
        What the cells may hold.
    decimal : str
        The decimal sign of the file.

    Returns
    -------
    callable
        From the text of a cell to its value (None for an empty cell) or its fault.

    Examples
    --------
    >>> read = cell_reader(Column(name="n", kind="integer"), ".")
    >>> read("28"), read("12.5").code
    (28, 'E203')
    """
    checks = tuple(_checks(column))
    whole = column.kind == "integer"

    def read(text: str) -> Value | Fault:
        if not text:
            return Fault(code="E201") if column.required else None
        for check in checks:
            if fault := check(text):
                return fault
        if not column.is_numeric:
            return text
        return _number(text, decimal, whole, column.bounds)

    return read


def _checks(column: Column) -> Iterator[Callable[[str], Fault | None]]:
    """Choose the checks of a column's text, in the order their faults are named."""
    yield _unreadable
    yield _formula
    if column.is_numeric:
        yield _date_as_number
    elif not column.holds_dates:
        yield _date
    if column.words:
        yield _closed_words(column.words)
    if column.pattern:
        yield _form(column.pattern, column.example)


def _unreadable(text: str) -> Fault | None:
    found = _UNREADABLE.search(text)
    return Fault(code="E214", values={"sign": f"U+{ord(found[0]):04X}"}) if found else None


def _formula(text: str) -> Fault | None:
    return Fault(code="E215") if text[0] in "=@#" and _FORMULA.fullmatch(text) else None


def _date(text: str) -> Fault | None:
    return Fault(code="E213") if is_date(text) else None


def _date_as_number(text: str) -> Fault | None:
    return Fault(code="E217") if is_date(text) else None


def _closed_words(words: tuple[str, ...]) -> Callable[[str], Fault | None]:
    allowed = frozenset(words)

    def check(text: str) -> Fault | None:
        return None if text in allowed else Fault(code="E211")

    return check


def _form(pattern: str, example: str) -> Callable[[str], Fault | None]:
    form = re.compile(pattern)

    def check(text: str) -> Fault | None:
        if form.fullmatch(text):
            return None
        return Fault(code="E212", values={"example": example or pattern})

    return check


def _number(text: str, decimal: str, whole: bool, bounds: Bounds) -> Value | Fault:
    value = number_in(text, decimal)
    if isinstance(value, NotNumber):
        return Fault(code=value.code, values={"written": value.written} if value.written else {})
    if whole and not value.is_integer():
        return Fault(code="E203")
    return _beyond(value, bounds) or (int(value) if whole else value)


def _beyond(value: float, bounds: Bounds) -> Fault | None:
    """Hold a number against its limits."""
    low, high = bounds.minimum, bounds.maximum
    above, below = bounds.exclusive_minimum, bounds.exclusive_maximum
    if low is not None and value < low:
        return Fault(code="E207", values={"limit": f"{low:.15g}"})
    if high is not None and value > high:
        return Fault(code="E208", values={"limit": f"{high:.15g}"})
    if above is not None and value <= above:
        return Fault(code="E209", values={"limit": f"{above:.15g}"})
    if below is not None and value >= below:
        return Fault(code="E210", values={"limit": f"{below:.15g}"})
    return None
