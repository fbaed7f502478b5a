"""Tests of any association between group and event, over all studies.

Vocabulary
----------
ai : events in the first group; E, V : its mean and variance under no effect, margins fixed
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.person_time import Rates
from evidence.stats.quantiles import chi_square_above
from evidence.stats.refusal import require_choice
from evidence.stats.two_by_two import Tables

CORRECTIONS = ("none", "half", "half where it fits")
"""Nothing; a half always; a half unless the distance is smaller than that."""


class AssociationTest(NamedTuple):
    """A chi-square test with one degree of freedom; NaN where nothing varied."""

    statistic: float
    p_value: float


def cochran_mantel_haenszel(tables: Tables, *, correction: str = "half") -> AssociationTest:
    """Test for association given the margins of each study's table.

    Parameters
    ----------
    tables : Tables
        Two-by-two tables of at least two people each.
    correction : {"half", "half where it fits", "none"}
        What is taken off the distance for continuity: metafor's ``rma.mh`` takes a half always,
        R's ``mantelhaen.test`` unless the distance is smaller.

    Returns
    -------
    AssociationTest

    Notes
    -----
    ``(|sum(ai - E)| - 1/2)**2 / sum(V)`` with ``E = n1 m / n`` and
    ``V = n1 n2 m (n - m) / (n**2 (n - 1))``, m the events of both groups.

    References
    ----------
    Mantel N, Haenszel W (1959). doi:10.1093/jnci/22.4.719

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> round(cochran_mantel_haenszel(two_by_two(10, 90, 20, 80), correction="none").statistic, 3)
    3.902
    """
    return _association(tables, correction, lost=1)


def cochran_association(tables: Tables, *, correction: str = "half") -> AssociationTest:
    """Test for association given the sizes of each study's groups.

    Parameters
    ----------
    tables : Tables
    correction : {"half", "half where it fits", "none"}
        As for :func:`cochran_mantel_haenszel`.

    Returns
    -------
    AssociationTest

    Notes
    -----
    As :func:`cochran_mantel_haenszel` with n for n - 1: Cochran's unconditional test.

    References
    ----------
    Cochran WG (1954). doi:10.2307/3001616

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> round(cochran_association(two_by_two(10, 90, 20, 80), correction="none").statistic, 3)
    3.922
    """
    return _association(tables, correction, lost=0)


def rate_association(rates: Rates, *, correction: str = "half") -> AssociationTest:
    """Test for association between group and rate, given each study's events.

    Parameters
    ----------
    rates : Rates
    correction : {"half", "half where it fits", "none"}
        As for :func:`cochran_mantel_haenszel`.

    Returns
    -------
    AssociationTest

    Notes
    -----
    ``(|sum(x1 - m t1 / t)| - 1/2)**2 / sum(m t1 t2 / t**2)`` with m the events of both groups.

    References
    ----------
    Greenland S, Robins JM (1985). doi:10.2307/2530643

    Examples
    --------
    >>> from evidence.stats.person_time import two_rates
    >>> round(rate_association(two_rates(10, 100, 20, 100), correction="none").statistic, 3)
    3.333
    """
    together = rates.t1 + rates.t2
    share1, share2 = rates.t1 / together, rates.t2 / together
    events = rates.x1 + rates.x2
    return _chi_square(rates.x1 - events * share1, events * share1 * share2, correction)


def _association(tables: Tables, correction: str, *, lost: int) -> AssociationTest:
    n = tables.n1 + tables.n2
    events, others = tables.ai + tables.ci, tables.bi + tables.di
    expected = tables.n1 / n * events
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (tables.n1 / n) * (tables.n2 / n) * (events * (others / (n - lost)))
    return _chi_square(tables.ai - expected, variance, correction)


def _chi_square(off: Floats, variance: Floats, correction: str) -> AssociationTest:
    require_choice("correction", correction, CORRECTIONS)
    total = float(variance.sum())
    if not total > 0:
        return AssociationTest(math.nan, math.nan)
    distance = abs(float(off.sum()))
    if correction == "half" or (correction == "half where it fits" and distance >= 0.5):
        distance -= 0.5
    statistic = distance**2 / total
    return AssociationTest(statistic, chi_square_above(statistic, 1))
