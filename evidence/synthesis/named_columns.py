"""Numbers and groups in a table's columns, by name or as given."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Floats
from evidence.stats.refusal import refuse
from evidence.synthesis.effects_of_table import numbers

if TYPE_CHECKING:
    import pandas as pd


def column_named(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", rows: int, name: str, value: Any
) -> Floats | float:
    """Return the numbers of a column named, or as given.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a study.
    rows : int
        How many rows it has.
    name : str
        What the numbers are, to tell of them.
    value : str, number or array_like
        A column of the table, one number for every row, or a number a row.

    Returns
    -------
    array of float, shape (k,), or float
        NaN where nothing is there.

    Raises
    ------
    ChoiceUnknown
        For a column that is not there, with those that are.
    ValueError
        Naming the rows that hold text, since nobody knows its comma; or for another number of
        rows.
    """
    if isinstance(value, str):
        if value not in table:
            raise ChoiceUnknown(name, value, [str(column) for column in table])
        told, value = f"{value} ({name})", table[value]
    elif np.ndim(value) == 0:
        return float(value)
    else:
        told = name
    refuse(told, np.array([isinstance(one, str) for one in value]), "holds text, not a number,")
    found = numbers(value)
    if len(found) != rows:
        raise ValueError(f"{told} has {len(found)} rows and the table has {rows}")
    return found


def groups_named(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", option: str, column: str
) -> list[str]:
    """Return the group of each row, by the column that names it.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row an effect.
    option, column : str
        What asked for the groups, and where they stand.

    Returns
    -------
    list of str

    Raises
    ------
    ChoiceUnknown
        For a column that is not there, with those that are.
    ValueError
        Naming the rows without a group by their positions.

    Examples
    --------
    >>> groups_named({"lab": ["a", 2]}, "by", "lab")
    ['a', '2']
    """
    if column not in table:
        raise ChoiceUnknown(option, column, [str(name) for name in table])
    names = list(table[column])
    lacking = [name is None or name != name or str(name).strip() == "" for name in names]
    refuse(column, np.array(lacking), "empty")
    return [str(name) for name in names]
