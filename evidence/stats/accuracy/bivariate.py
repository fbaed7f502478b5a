"""Sensitivity and false positive rate pooled together, as they trade off between studies.

Vocabulary
----------
psi : covariance matrix of true logits between studies: sensitivity first
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.accuracy.tables import AccuracyTables
from evidence.stats.floats import Floats, Reported
from evidence.stats.multivariate.fit import MultivariateFit, fit_multivariate
from evidence.stats.multivariate.outcomes import Outcomes, outcomes_of


class BivariateFit(NamedTuple):
    """The bivariate model of logit sensitivity and logit false positive rate.

    ``log_likelihood`` is that of the proportions themselves, which is that of their logits plus
    the logarithms of what a logit changes by; NaN for MM.
    """

    pooled: MultivariateFit
    log_likelihood: float
    tables: AccuracyTables


def fit_bivariate(
    tables: AccuracyTables, *, method: str = "REML", x: Reported | None = None
) -> BivariateFit:
    """Pool sensitivities and false positive rates.

    Parameters
    ----------
    tables : AccuracyTables
        Without empty cells.
    method : {"REML", "ML", "MM", "FE"}
        See :func:`~evidence.stats.multivariate.fit.fit_multivariate`.
    x : array_like, shape (k, p), optional
        Moderators of studies, with a column of ones.

    Returns
    -------
    BivariateFit

    Raises
    ------
    ValueError
        When a cell is empty, or there are no more numbers than coefficients.

    Notes
    -----
    Logits are taken to be normal with variances 1/(n p (1 - p)), independent within a study. With
    few people or rates near 0 or 1 a model of the counts themselves is better.

    References
    ----------
    Reitsma JB et al. (2005). doi:10.1016/j.jclinepi.2005.02.022

    Examples
    --------
    >>> from evidence.stats.accuracy.tables import accuracy_tables
    >>> four = accuracy_tables([18, 40, 27, 9], [2, 9, 5, 3], [3, 9, 2, 1], [30, 60, 41, 22])
    >>> fit_bivariate(four, method="FE").pooled.coefficients.round(2).tolist()
    [1.57, -2.22]
    """
    sensitivity, false = tables.sensitivity, tables.false_positive_rate
    pooled = fit_multivariate(logits(tables, x=x), method=method)
    slopes = np.log(sensitivity * (1 - sensitivity)) + np.log(false * (1 - false))
    return BivariateFit(pooled, pooled.log_likelihood - float(slopes.sum()), tables)


def logits(tables: AccuracyTables, *, x: Reported | None = None) -> Outcomes:
    """Return logits of sensitivity and false positive rate with their sampling variances."""
    if min(float(cell.min()) for cell in tables) <= 0:
        places = np.flatnonzero(np.min(np.stack(tables), axis=0) <= 0).tolist()
        raise ValueError(f"an empty cell at positions {places}: a logit is infinite")
    y = np.column_stack([np.log(tables.tp / tables.fn), np.log(tables.fp / tables.tn)])
    errors = np.zeros((len(y), 2, 2))
    errors[:, 0, 0] = 1 / tables.tp + 1 / tables.fn
    errors[:, 1, 1] = 1 / tables.fp + 1 / tables.tn
    return outcomes_of(y, errors, x=x)


def shares(found: Floats) -> Floats:
    """Return proportions of logits."""
    return np.asarray(1 / (1 + np.exp(-found)))
