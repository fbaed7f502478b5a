"""Columns, names and cells of a table as an analyst brings it, refused where they are none."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Bools
from evidence.stats.refusal import refuse

if TYPE_CHECKING:
    import pandas as pd

STUDY_COLUMN = "study"
"""What names the studies where nothing else is said; a table may do without it."""


def columns_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]] | Sequence[Mapping[str, Any]]",
) -> "pd.DataFrame | Mapping[str, Sequence[Any]]":
    """Return a table by its columns, as it is or put together from records.

    Parameters
    ----------
    table : DataFrame, mapping of str to sequence, or list of records
        One row a study.

    Raises
    ------
    TypeError
        For what is no table.
    ValueError
        For a heading that stands twice.

    Examples
    --------
    >>> columns_of([{"yi": 0.1, "vi": 0.02}, {"yi": 0.3}])
    {'yi': [0.1, 0.3], 'vi': [0.02, None]}
    """
    if isinstance(table, list | tuple) and all(isinstance(row, Mapping) for row in table):
        names = dict.fromkeys(name for row in table for name in row)
        return {name: [row.get(name) for row in table] for name in names}
    if not (isinstance(table, Mapping) or hasattr(table, "columns")):
        kinds = "a DataFrame, a mapping of columns or a list of records"
        raise TypeError(f"a table is {kinds}, and this is {type(table).__name__}")
    columns = cast("pd.DataFrame | Mapping[str, Sequence[Any]]", table)
    headings = [str(name) for name in columns]
    twice = sorted({name for name in headings if headings.count(name) > 1})
    if twice:
        raise ValueError(f"columns standing twice: {', '.join(twice)}")
    return columns


def names_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", study: str | None, rows: int
) -> list[str]:
    """Return the studies' names; numbers from one where the table has no column ``study``.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
    study : str or None
        The column; None where every row is a study of its own, whatever its name.
    rows : int
        How many studies there are.

    Raises
    ------
    ChoiceUnknown
        For another column that is asked for and not there, with those that are.
    ValueError
        Naming the rows without a name; or for another number of rows.

    Examples
    --------
    >>> names_of({"trial": ["Oslo", "Bergen"]}, "trial", 2)
    ['Oslo', 'Bergen']
    """
    if study is None or study not in table:
        if study not in (None, STUDY_COLUMN):
            raise ChoiceUnknown("study", study, [str(name) for name in table])
        return [str(row) for row in range(1, rows + 1)]
    named = list(table[study])
    if len(named) != rows:
        raise ValueError(f"{study} has {len(named)} rows and the effects have {rows}")
    refuse(study, np.array([is_missing(name) for name in named], dtype=np.bool_), "missing")
    return [str(name) for name in named]


def not_numbers(name: str, column: Iterable[Any]) -> tuple[str, Bools, str]:
    """Return where a column holds something else than numbers and missing ones, to be refused.

    Parameters
    ----------
    name : str
        What the column is called.
    column : iterable

    Returns
    -------
    tuple
        As :func:`evidence.synthesis.effects_of_table.refuse_rows` takes it; the reason quotes the
        first cell, so that a decimal comma is seen.

    Examples
    --------
    >>> not_numbers("yi", [0.1, "0,2", None])[2]
    "holds '0,2', which is no number,"
    """
    cells = list(column)
    bad = [not (is_missing(cell) or _is_number(cell)) for cell in cells]
    first = next((cell for cell, strange in zip(cells, bad, strict=True) if strange), None)
    return name, np.array(bad, dtype=np.bool_), f"holds {first!r}, which is no number,"


def is_missing(value: Any) -> bool:
    """Return whether a cell is empty.

    Examples
    --------
    >>> [is_missing(one) for one in (None, float("nan"), " ", 0)]
    [True, True, True, False]
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, str):
        return not value.strip()
    # What is not equal to itself is NaN, in whatever type it comes.
    return bool(np.ndim(value) == 0 and value != value)


def _is_number(value: Any) -> bool:
    # True is 1 to Python, but nobody's effect.
    if isinstance(value, str | bool | np.bool_):
        return False
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True
