"""Whether odds ratios differ between studies, by Breslow and Day and with Tarone's correction.

Vocabulary
----------
expected : events in the first group of each study if its odds ratio were the common one
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.quantiles import chi_square_above
from evidence.stats.two_by_two import Tables


class Homogeneity(NamedTuple):
    """Two tests that odds ratios are equal, on the same degrees of freedom; NaN without any.

    ``k_informative`` counts the studies with events and with non-events.
    """

    breslow_day: float
    breslow_day_p: float
    tarone: float
    tarone_p: float
    df: int
    k_informative: int


def odds_ratio_homogeneity(tables: Tables, *, log_odds_ratio: float) -> Homogeneity:
    """Test whether the studies' odds ratios are equal to a common one.

    Parameters
    ----------
    tables : Tables
    log_odds_ratio : float
        The common log odds ratio, as a rule Mantel and Haenszel's.

    Returns
    -------
    Homogeneity

    Notes
    -----
    Breslow-Day: ``sum((ai - A)**2 / V)`` with A the expected events given the margins and the
    common odds ratio and ``1/V`` the sum of the reciprocals of the table then expected. Tarone
    takes off ``sum(ai - A)**2 / sum(V)``, for a common odds ratio that is not the most likely
    one. Chi-square with one degree of freedom fewer than informative studies.

    References
    ----------
    Tarone RE (1985). doi:10.1093/biomet/72.1.91

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> twice = two_by_two([10, 10], [90, 90], [20, 20], [80, 80])
    >>> same = odds_ratio_homogeneity(twice, log_odds_ratio=math.log(10 * 80 / (90 * 20)))
    >>> round(same.tarone, 9), same.df
    (0.0, 1)
    """
    events, others = tables.ai + tables.ci, tables.bi + tables.di
    if math.isnan(log_odds_ratio):
        return Homogeneity(math.nan, math.nan, math.nan, math.nan, -1, 0)
    first = expected_events(tables, math.exp(log_odds_ratio))
    there = (first > 0) & (events > 0) & (others > 0)
    first = first[there]
    n1, n2, events = tables.n1[there], tables.n2[there], events[there]
    with np.errstate(divide="ignore"):
        one_over = 1 / first + 1 / (n1 - first) + 1 / (events - first) + 1 / (n2 - events + first)
    off = tables.ai[there] - first
    breslow_day = max(0.0, float((off**2 * one_over).sum()))
    excess = float(off.sum()) ** 2 / float((1 / one_over).sum()) if there.any() else 0.0
    tarone = max(0.0, breslow_day - excess)
    df = int(there.sum()) - 1
    enough = df > 0
    return Homogeneity(
        breslow_day=breslow_day,
        breslow_day_p=chi_square_above(breslow_day, df) if enough else math.nan,
        tarone=tarone,
        tarone_p=chi_square_above(tarone, df) if enough else math.nan,
        df=df,
        k_informative=df + 1,
    )


def expected_events(tables: Tables, odds_ratio: float) -> Floats:
    """Return the events of each first group that its margins and an odds ratio give.

    Parameters
    ----------
    tables : Tables
    odds_ratio : float
        Above zero.

    Returns
    -------
    array of float, shape (k,)

    Notes
    -----
    The root A of ``A (n2 - m + A) = psi (n1 - A) (m - A)`` between 0 and the margins, m the
    events of both groups, written so that nothing cancels near an odds ratio of 1.

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> expected_events(two_by_two(1, 9, 4, 6), 1.0).tolist()
    [2.5]
    """
    events = tables.ai + tables.ci
    middle = odds_ratio * (tables.n1 + events) + (tables.n2 - events)
    under = middle**2 - 4 * (odds_ratio - 1) * odds_ratio * tables.n1 * events
    return np.asarray(2 * odds_ratio * tables.n1 * events / (middle + np.sqrt(under)))
