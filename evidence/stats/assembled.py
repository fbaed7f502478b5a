"""Columns on their way from a caller's names to a formula."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_choice


class Assembled(NamedTuple):
    """Columns in the order a formula takes them, and the number of people behind each effect."""

    columns: dict[str, Floats]
    people: Floats


class Assembly(NamedTuple):
    """How the columns of a formula are made from those a caller has.

    Parameters
    ----------
    needs : tuple of str
        Names of the columns that must be there.
    may : tuple of str
        Names of those that may be.
    build : callable
        Takes all of them in that order, as arrays of one length; those not given are NaN.
    """

    needs: tuple[str, ...]
    may: tuple[str, ...]
    build: Callable[..., Assembled]

    def assemble(self, given: Mapping[str, Reported]) -> Assembled:
        """Return the formula's columns.

        Parameters
        ----------
        given : mapping of str to array_like
            The caller's columns by name.

        Returns
        -------
        Assembled

        Raises
        ------
        ValueError
            For an unknown column, a lacking one, or columns of different lengths.
        """
        for name in given:
            require_choice("column", name, (*self.needs, *self.may))
        lacking = [name for name in self.needs if name not in given]
        if lacking:
            raise ValueError(f"columns lacking: {', '.join(lacking)}")
        return self.build(*columns(*(given.get(name, np.nan) for name in self.needs + self.may)))


def takes(needs: str, may: str = "") -> Callable[[Callable[..., Assembled]], Assembly]:
    """Tell which columns a function assembles, by names with spaces between.

    Parameters
    ----------
    needs, may : str
        Names of the columns that must and that may be there, in the function's order.

    Returns
    -------
    callable
        Makes an :class:`Assembly` of the function.
    """
    return lambda build: Assembly(tuple(needs.split()), tuple(may.split()), build)


def first_known(*candidates: Floats) -> Floats:
    """Return in each row the first of several numbers that is not missing.

    Parameters
    ----------
    *candidates : array of float, shape (k,)
        The same number by several routes, the preferred first.

    Returns
    -------
    array of float, shape (k,)

    Examples
    --------
    >>> first_known(np.array([1.0, np.nan]), np.array([5.0, 6.0])).tolist()
    [1.0, 6.0]
    """
    chosen = candidates[0]
    for candidate in candidates[1:]:
        chosen = np.where(np.isnan(chosen), candidate, chosen)
    return chosen
