"""The everyday effects of counted events, for complete and possible counts only."""

import numpy as np

from evidence.stats.effects import Effects
from evidence.stats.floats import Reported
from evidence.stats.refusal import columns, refuse, require_at_least, require_reported
from evidence.stats.two_by_two import (
    Tables,
    log_odds_ratio,
    log_risk_ratio,
    raw_risk_difference,
    two_by_two,
)


def risk_ratio(
    ai: Reported,
    n1i: Reported,
    ci: Reported,
    n2i: Reported,
    *,
    add: float = 0.5,
    to: str = "only0",
    drop00: bool = False,
) -> Effects:
    """Compute log risk ratios, first group over second.

    Parameters
    ----------
    ai, n1i, ci, n2i : array_like, shape (k,)
        Events and size of the first group, and of the second.
    add : float
        What is added to each cell of the studies that ``to`` points at.
    to : {"only0", "if0all", "all", "none"}
        Which studies it is added to; see ``zero_cells``.
    drop00 : bool
        Give no effect (NaN) for a study without events, or with events only, in both groups.

    Returns
    -------
    Effects
        Log risk ratios and variances; NaN for a study that has no effect under these rules.

    Raises
    ------
    ValueError
        Naming the positions where a count is missing or impossible, or an unknown rule.

    Examples
    --------
    >>> risk_ratio([10, 0], [100, 50], [20, 3], [100, 50]).yi.round(3).tolist()
    [-0.693, -1.946]
    """
    return log_risk_ratio(_counted(ai, n1i, ci, n2i, add=add, to=to, drop00=drop00))


def odds_ratio(
    ai: Reported,
    n1i: Reported,
    ci: Reported,
    n2i: Reported,
    *,
    add: float = 0.5,
    to: str = "only0",
    drop00: bool = False,
) -> Effects:
    """Compute log odds ratios, first group over second.

    Parameters
    ----------
    ai, n1i, ci, n2i, add, to, drop00
        As for :func:`risk_ratio`.

    Returns
    -------
    Effects
        Log odds ratios and variances; NaN for a study that has no effect under these rules.

    Raises
    ------
    ValueError
        Naming the positions where a count is missing or impossible, or an unknown rule.

    Examples
    --------
    >>> odds_ratio(10, 100, 20, 100).yi.round(3).tolist()
    [-0.811]
    """
    return log_odds_ratio(_counted(ai, n1i, ci, n2i, add=add, to=to, drop00=drop00))


def risk_difference(
    ai: Reported,
    n1i: Reported,
    ci: Reported,
    n2i: Reported,
    *,
    add: float = 0.5,
    to: str = "only0",
    drop00: bool = False,
) -> Effects:
    """Compute risk differences, first group minus second.

    Parameters
    ----------
    ai, n1i, ci, n2i, add, to, drop00
        As for :func:`risk_ratio`.

    Returns
    -------
    Effects
        Risk differences and variances; NaN for a study that has no effect under these rules.

    Raises
    ------
    ValueError
        Naming the positions where a count is missing or impossible, or an unknown rule.

    Examples
    --------
    >>> risk_difference(10, 100, 20, 100).yi.round(3).tolist()
    [-0.1]
    """
    return raw_risk_difference(_counted(ai, n1i, ci, n2i, add=add, to=to, drop00=drop00))


def _counted(
    ai: Reported,
    n1i: Reported,
    ci: Reported,
    n2i: Reported,
    *,
    add: float,
    to: str,
    drop00: bool,
) -> Tables:
    a, n1, c, n2 = columns(ai, n1i, ci, n2i)
    require_reported(ai=a, n1i=n1, ci=c, n2i=n2)
    require_at_least(1, n1i=n1, n2i=n2)
    refuse("ai", np.asarray(a > n1), "above n1i")
    refuse("ci", np.asarray(c > n2), "above n2i")
    return two_by_two(a, n1 - a, c, n2 - c, add=add, to=to, drop00=drop00)
