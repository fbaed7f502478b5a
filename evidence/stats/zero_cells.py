"""What is done about cells with no events before a ratio is taken.

Vocabulary
----------
add  : what is added to each cell, usually a half
to   : "only0" to the studies with an empty cell; "if0all" to every study once one has an empty
       cell; "all" to every study; "none" to no study
drop : studies with no contrast (no events, or only events, in both groups), made NaN before
"""

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.refusal import require_choice

TARGETS = ("only0", "if0all", "all", "none")


def filled(cells: list[Floats], *, add: float, to: str, drop: Bools | None = None) -> list[Floats]:
    """Return the cells of each study with a constant added where the rule says so.

    Parameters
    ----------
    cells : list of array of float, shape (k,)
        Counts, one array a cell; a missing count makes no study's cell empty.
    add : float
        What is added to each cell.
    to : {"only0", "if0all", "all", "none"}
        Which studies it is added to.
    drop : array of bool, shape (k,), optional
        Studies to make NaN first.

    Returns
    -------
    list of array of float
        New arrays; what came in is untouched.

    Raises
    ------
    ValueError
        For an unknown rule or a negative constant.

    Examples
    --------
    >>> events, others = np.array([0.0, 3.0]), np.array([9.0, 7.0])
    >>> filled([events, others], add=0.5, to="only0")[0].tolist()
    [0.5, 3.0]
    """
    require_choice("to", to, TARGETS)
    if not add >= 0:
        raise ValueError(f"add: {add!r} is negative")
    if drop is not None:
        cells = [np.where(drop, np.nan, cell) for cell in cells]
    empty = np.any([cell == 0 for cell in cells], axis=0)
    if to == "if0all":
        empty = np.full_like(empty, empty.any())
    elif to != "only0":
        empty = np.full_like(empty, to == "all")
    return [np.where(empty, cell + add, cell) for cell in cells]
