"""Intervals for the share of one study's people who had an event, and for its rate.

Vocabulary
----------
xi, ni : events, and people
ti : person-time
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import tails, two_sided
from evidence.stats.refusal import refuse, require_choice


class Limits(NamedTuple):
    """Lower and upper limits, one of each a study."""

    low: Floats
    high: Floats


def _exact(x: Floats, n: Floats, level: float) -> Limits:
    tail = tails(level)
    low, high = np.zeros(len(x)), np.ones(len(x))
    some, not_all = x > 0, x < n
    low[some] = special.betaincinv(x[some], n[some] - x[some] + 1, tail)
    high[not_all] = special.betaincinv(x[not_all] + 1, n[not_all] - x[not_all], 1 - tail)
    return Limits(low, high)


def _score(x: Floats, n: Floats, level: float) -> Limits:
    z2, p = two_sided(level, None) ** 2, x / n
    middle, reach = (p + z2 / (2 * n)), np.sqrt(z2 * (p * (1 - p) + z2 / (4 * n)) / n)
    return Limits((middle - reach) / (1 + z2 / n), (middle + reach) / (1 + z2 / n))


def _score_corrected(x: Floats, n: Floats, level: float) -> Limits:
    z2, p = two_sided(level, None) ** 2, x / n
    sides = []
    for sign in (-1, 1):
        moved = np.clip(p + sign / (2 * n), 0.0, 1.0)
        reach = np.sqrt(z2 * (moved * (1 - moved) + z2 / (4 * n)) / n)
        sides.append((moved + z2 / (2 * n) + sign * reach) / (1 + z2 / n))
    return Limits(np.where(x == 0, 0.0, sides[0]), np.where(x == n, 1.0, sides[1]))


def _agresti_coull(x: Floats, n: Floats, level: float) -> Limits:
    z2 = two_sided(level, None) ** 2
    people = n + z2
    p = (x + z2 / 2) / people
    reach = np.sqrt(z2 * p * (1 - p) / people)
    return Limits(p - reach, p + reach)


def _wald(x: Floats, n: Floats, level: float) -> Limits:
    p = x / n
    reach = two_sided(level, None) * np.sqrt(p * (1 - p) / n)
    return Limits(p - reach, p + reach)


def _wald_corrected(x: Floats, n: Floats, level: float) -> Limits:
    plain = _wald(x, n, level)
    return Limits(plain.low - 1 / (2 * n), plain.high + 1 / (2 * n))


RULES: dict[str, Callable[[Floats, Floats, float], Limits]] = {
    "CP": _exact,
    "WS": _score,
    "WSCC": _score_corrected,
    "AC": _agresti_coull,
    "SA": _wald,
    "SACC": _wald_corrected,
}
"""Clopper and Pearson's exact limits; Wilson's score, without and with a correction for
continuity; Agresti and Coull's; the simple ones, without and with a correction. Names as in meta's
``method.ci``."""


def share_limits(xi: Reported, ni: Reported, *, rule: str = "CP", level: float = 0.95) -> Limits:
    """Return confidence limits of proportions.

    Parameters
    ----------
    xi, ni : array_like, shape (k,)
        Events, and people.
    rule : {"CP", "WS", "WSCC", "AC", "SA", "SACC"}
        See ``RULES``. ``"AC"``, ``"SA"`` and ``"SACC"`` may leave the range from 0 to 1.
    level : float
        Confidence level.

    Returns
    -------
    Limits

    Raises
    ------
    ValueError
        For an unknown rule, or naming the positions of impossible counts.

    Notes
    -----
    Exact limits are quantiles of beta distributions and never hold less than the level; the score
    holds it on average. The score's correction moves the proportion by 1/(2 n) towards the
    limit sought; nobody has the lower limit 0 and everybody the upper limit 1.

    References
    ----------
    Clopper CJ, Pearson ES (1934). doi:10.1093/biomet/26.4.404
    Newcombe RG (1998). doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
    Agresti A, Coull BA (1998). doi:10.1080/00031305.1998.10480550

    Examples
    --------
    >>> found = share_limits([0, 5], [10, 10])
    >>> found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.0, 0.187], [0.308, 0.813])
    """
    require_choice("rule", rule, tuple(RULES))
    x, n = (np.asarray(column, dtype=np.float64) for column in (xi, ni))
    refuse("ni", ~((n > 0) & (n < np.inf)), "no number of people")
    refuse("xi", ~((x >= 0) & (x <= n)), "not between none and all of the people")
    return RULES[rule](x, n, level)


def rate_limits(xi: Reported, ti: Reported, *, level: float = 0.95) -> Limits:
    """Return exact confidence limits of rates.

    Parameters
    ----------
    xi, ti : array_like, shape (k,)
        Events, and person-time.
    level : float
        Confidence level.

    Returns
    -------
    Limits

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    Notes
    -----
    Quantiles of gamma distributions with xi and xi + 1 events, over the person-time.

    References
    ----------
    Garwood F (1936). doi:10.1093/biomet/28.3-4.437

    Examples
    --------
    >>> found = rate_limits([0, 5], [100, 100])
    >>> found.low.round(4).tolist(), found.high.round(4).tolist()
    ([0.0, 0.0162], [0.0369, 0.1167])
    """
    x, t = (np.asarray(column, dtype=np.float64) for column in (xi, ti))
    refuse("ti", ~((t > 0) & (t < np.inf)), "no person-time")
    refuse("xi", ~((x >= 0) & (x < np.inf)), "no number of events")
    tail, low = tails(level), np.zeros(len(x))
    low[x > 0] = special.gammaincinv(x[x > 0], tail)
    return Limits(low / t, special.gammainccinv(x + 1, tail) / t)
