"""What each study of accuracy says by itself.

Vocabulary
----------
lr_positive, lr_negative : how many times the odds of disease change by the test's result
dor : diagnostic odds ratio, the first over the second
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.accuracy.tables import AccuracyTables
from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.quantiles import chi_square_above, two_sided


class WithLimits(NamedTuple):
    """An estimate a study, with its confidence limits."""

    estimate: Floats
    ci_low: Floats
    ci_high: Floats


class SingleStudies(NamedTuple):
    """Measures of accuracy, one number a study, and tests that they are all the same.

    ``correlation`` is of sensitivities with false positive rates.
    """

    sensitivity: WithLimits
    specificity: WithLimits
    lr_positive: WithLimits
    lr_negative: WithLimits
    dor: WithLimits
    correlation: float
    same_sensitivity: CochranQ
    same_specificity: CochranQ


def single_studies(tables: AccuracyTables, *, level: float = 0.95) -> SingleStudies:
    """Return measures of accuracy study by study.

    Parameters
    ----------
    tables : AccuracyTables
    level : float
        Confidence level.

    Returns
    -------
    SingleStudies
        Intervals of proportions are Wilson's; those of ratios are normal on the log scale.

    References
    ----------
    Wilson EB (1927). doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> from evidence.stats.accuracy.tables import accuracy_tables
    >>> found = single_studies(accuracy_tables([9, 8], [1, 2], [1, 1], [9, 9]))
    >>> found.dor.estimate.round(6).tolist()
    [81.0, 36.0]
    """
    sensitivity, false = tables.sensitivity, tables.false_positive_rate
    positive, negative = sensitivity / false, (1 - sensitivity) / (1 - false)
    people = 1 / tables.diseased + 1 / tables.healthy
    cells = 1 / tables.tp + 1 / tables.fn + 1 / tables.fp + 1 / tables.tn
    return SingleStudies(
        wilson(tables.tp, tables.diseased, level=level),
        wilson(tables.tn, tables.healthy, level=level),
        _ratio(positive, 1 / tables.tp + 1 / tables.fp - people, level),
        _ratio(negative, 1 / tables.fn + 1 / tables.tn - people, level),
        _ratio(positive / negative, cells, level),
        _correlation(sensitivity, false),
        _same(tables.tp, tables.diseased),
        _same(tables.tn, tables.healthy),
    )


def wilson(events: Floats, n: Floats, *, level: float = 0.95) -> WithLimits:
    """Return proportions with Wilson's limits.

    Parameters
    ----------
    events, n : array of float, shape (k,)
    level : float
        Confidence level.

    Returns
    -------
    WithLimits

    References
    ----------
    Wilson EB (1927). doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> wilson(np.array([5.0]), np.array([10.0])).ci_low.round(4).tolist()
    [0.2366]
    """
    reach = two_sided(level, None)
    share, squared = events / n, reach**2
    middle = (events + squared / 2) / (n + squared)
    half = reach * np.sqrt(n) / (n + squared) * np.sqrt(share * (1 - share) + squared / (4 * n))
    return WithLimits(share, middle - half, middle + half)


def _ratio(estimate: Floats, variance: Floats, level: float) -> WithLimits:
    factor = np.exp(two_sided(level, None) * np.sqrt(variance))
    return WithLimits(estimate, estimate / factor, estimate * factor)


def _correlation(one: Floats, other: Floats) -> float:
    if len(one) < 2 or not one.std() or not other.std():
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _same(events: Floats, n: Floats) -> CochranQ:
    """Test that proportions are equal, by Pearson's chi-square; corrected for two studies."""
    df = len(events) - 1
    share = events.sum() / n.sum()
    if df < 1 or not 0 < share < 1:
        return CochranQ(0.0, max(0, df), 1.0)
    off = np.abs(events - n * share)
    if df == 1:
        off = off - min(0.5, float(off.min()))
    q = float((off**2 / (n * share * (1 - share))).sum())
    return CochranQ(q, df, chi_square_above(q, df))
