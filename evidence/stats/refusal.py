"""Refusing numbers that cannot be, with their places.

Positions count from zero, as in the array. Messages are for the programmer; the tables carry
their own checks, with row and column, for the person with the spreadsheet.
"""

from collections.abc import Collection

import numpy as np

from evidence.stats.floats import Bools, Floats, Reported


def columns(*given: Reported) -> list[Floats]:
    """Return columns as float arrays of one shape.

    Parameters
    ----------
    *given : array_like
        Columns of k numbers, or single numbers that hold for every row.

    Returns
    -------
    list of array of float, shape (k,)
        One array a column, in the order given.

    Raises
    ------
    ValueError
        When the columns are not equally long.

    Examples
    --------
    >>> [column.tolist() for column in columns([1, 2], 5)]
    [[1.0, 2.0], [5.0, 5.0]]
    """
    arrays = [np.atleast_1d(np.asarray(column, dtype=np.float64)) for column in given]
    lengths = {array.shape for array in arrays if array.shape != (1,)}
    if len(lengths) > 1:
        raise ValueError(f"columns of different lengths: {sorted(lengths)}")
    return [np.array(array) for array in np.broadcast_arrays(*arrays)]


def refuse(name: str, bad: Bools, why: str) -> None:
    """Raise ValueError naming the positions where a column is bad.

    Parameters
    ----------
    name : str
        The column's name.
    bad : array of bool, shape (k,)
        True where the number is refused.
    why : str
        What is wrong, in two or three words.

    Raises
    ------
    ValueError
        When any number is refused.

    Examples
    --------
    >>> refuse("n1", np.array([False, True]), "below one")
    Traceback (most recent call last):
        ...
    ValueError: n1 below one at position 1
    """
    places = np.flatnonzero(np.atleast_1d(bad))
    if len(places):
        noun = "position" if len(places) == 1 else "positions"
        raise ValueError(f"{name} {why} at {noun} {', '.join(map(str, places))}")


def require_reported(**given: Floats) -> None:
    """Refuse columns with a missing or infinite number.

    Raises
    ------
    ValueError
        Naming the first such column and its positions.
    """
    for name, column in given.items():
        refuse(name, ~np.isfinite(column), "not reported")


def require_at_least(low: float, **given: Floats) -> None:
    """Refuse columns with a number below a limit; a missing number passes.

    Raises
    ------
    ValueError
        Naming the first such column and its positions.
    """
    for name, column in given.items():
        refuse(name, column < low, f"below {low:g}")


def require_above(low: float, **given: Floats) -> None:
    """Refuse columns with a number at or below a limit; a missing number passes.

    Raises
    ------
    ValueError
        Naming the first such column and its positions.
    """
    for name, column in given.items():
        refuse(name, column <= low, f"not above {low:g}")


def require_within(low: float, high: float, **given: Floats) -> None:
    """Refuse columns with a number outside two limits; a missing number passes.

    Raises
    ------
    ValueError
        Naming the first such column and its positions.
    """
    for name, column in given.items():
        refuse(name, (column < low) | (column > high), f"outside {low:g} to {high:g}")


def require_choice(option: str, found: str, choices: Collection[str]) -> None:
    """Refuse an option that does not exist, with those that do.

    Raises
    ------
    ValueError
        Listing the right ones.

    Examples
    --------
    >>> require_choice("vtype", "XX", ("LS", "HO"))
    Traceback (most recent call last):
        ...
    ValueError: vtype: 'XX' is not one of LS, HO
    """
    if found not in choices:
        raise ValueError(f"{option}: {found!r} is not one of {', '.join(choices)}")
