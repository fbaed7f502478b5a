"""Risks, risk ratios and numbers needed to treat from a ratio and a comparison risk.

Vocabulary
----------
p0 : risk (or share with the event) in the comparison group
"""

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_above, require_reported


def risk_from_odds_ratio(odds_ratio: Reported, p0: Reported) -> Floats:
    """Compute the risk in the treated group.

    Parameters
    ----------
    odds_ratio, p0 : array_like, shape (k,)
        Odds ratio, and risk in the comparison group.

    Returns
    -------
    array of float, shape (k,)
        ``OR p0 / (1 - p0 + OR p0)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    Examples
    --------
    >>> risk_from_odds_ratio(3.0, 0.5).tolist()
    [0.75]
    """
    ratio, p0 = _checked("odds_ratio", odds_ratio, p0)
    return np.asarray(ratio * p0 / (1 - p0 + ratio * p0))


def risk_from_risk_ratio(risk_ratio: Reported, p0: Reported) -> Floats:
    """Compute the risk in the treated group from a risk ratio.

    Parameters
    ----------
    risk_ratio, p0 : array_like, shape (k,)
        Risk ratio, and risk in the comparison group.

    Returns
    -------
    array of float, shape (k,)
        ``RR p0``, and 1 where that would be more.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    Examples
    --------
    >>> risk_from_risk_ratio([0.5, 3.0], 0.4).tolist()
    [0.2, 1.0]
    """
    ratio, p0 = _checked("risk_ratio", risk_ratio, p0)
    return np.asarray(np.minimum(1.0, ratio * p0))


def risk_ratio_from_odds_ratio(odds_ratio: Reported, p0: Reported) -> Floats:
    """Compute the risk ratio that an odds ratio means at a comparison risk.

    Parameters
    ----------
    odds_ratio, p0 : array_like, shape (k,)
        Odds ratio, and risk in the comparison group.

    Returns
    -------
    array of float, shape (k,)
        ``OR / (1 - p0 + OR p0)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    Notes
    -----
    Exact for unadjusted odds ratios; adjusted ones are not collapsible, and the result is then an
    approximation.

    References
    ----------
    Zhang J, Yu KF. What's the relative risk? JAMA 1998;280:1690-1691.
    https://doi.org/10.1001/jama.280.19.1690

    Examples
    --------
    >>> risk_ratio_from_odds_ratio(3.0, 0.5).tolist()
    [1.5]
    """
    ratio, p0 = _checked("odds_ratio", odds_ratio, p0)
    return np.asarray(ratio / (1 - p0 + ratio * p0))


def odds_ratio_from_risk_ratio(risk_ratio: Reported, p0: Reported) -> Floats:
    """Compute the odds ratio that a risk ratio means at a comparison risk.

    Parameters
    ----------
    risk_ratio, p0 : array_like, shape (k,)
        Risk ratio, and risk in the comparison group.

    Returns
    -------
    array of float, shape (k,)
        ``RR (1 - p0) / (1 - RR p0)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or where the risk would reach 1.

    Examples
    --------
    >>> odds_ratio_from_risk_ratio(1.5, 0.5).tolist()
    [3.0]
    """
    ratio, p0 = _checked("risk_ratio", risk_ratio, p0)
    refuse("risk_ratio", ratio * p0 >= 1, "times p0 is 1 or more")
    return np.asarray(ratio * (1 - p0) / (1 - ratio * p0))


def number_needed(risk_difference: Reported) -> Floats:
    """Compute how many people must be treated for one event more (negative: one fewer).

    Parameters
    ----------
    risk_difference : array_like, shape (k,)
        Risk in the treated group minus that in the comparison group.

    Returns
    -------
    array of float, shape (k,)
        ``1 / difference``, not rounded; infinite where there is no difference.

    Examples
    --------
    >>> number_needed([0.25, -0.1]).tolist()
    [4.0, -10.0]
    """
    (difference,) = columns(risk_difference)
    with np.errstate(divide="ignore"):
        return np.asarray(1 / difference)


def _checked(name: str, ratio: Reported, p0: Reported) -> list[Floats]:
    found, risk = columns(ratio, p0)
    require_reported(**{name: found, "p0": risk})
    require_above(0, **{name: found})
    refuse("p0", (risk <= 0) | (risk >= 1), "not between 0 and 1")
    return [found, risk]
