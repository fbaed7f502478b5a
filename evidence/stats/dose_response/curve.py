"""The pooled curve at given doses.

Vocabulary
----------
reference : the dose that others are compared with
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.dose_response.fit import DoseResponseFit
from evidence.stats.dose_response.shapes import basis
from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import two_sided


class Curve(NamedTuple):
    """Log relative risks at doses against a reference, with standard errors and limits."""

    dose: Floats
    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats


def curve_at(
    fit: DoseResponseFit, dose: Reported, *, reference: float = 0.0, level: float = 0.95
) -> Curve:
    """Return the pooled log relative risks at doses.

    Parameters
    ----------
    fit : DoseResponseFit
    dose : array_like, shape (d,)
    reference : float
        Dose they are compared with.
    level : float
        Confidence level.

    Returns
    -------
    Curve

    References
    ----------
    Orsini N, Li R, Wolk A, Khudyakov P, Spiegelman D (2012). doi:10.1093/aje/kwr265

    Examples
    --------
    >>> from evidence.stats.dose_response.effective_counts import covariance_of
    >>> from evidence.stats.dose_response.fit import fit_dose_response
    >>> from evidence.stats.dose_response.studies import study_of
    >>> one = study_of([0, 5], [0, 0.5], [0, 0.25], [9, 12], [90, 95], design="ci")
    >>> fit = fit_dose_response([one], [covariance_of(one)], method="FE")
    >>> curve_at(fit, [10]).estimate.round(6).tolist()
    [1.0]
    """
    knots = fit.knots or None
    at = np.atleast_1d(np.asarray(dose, dtype=np.float64))
    columns = basis(at, fit.shape, knots=knots) - basis([reference], fit.shape, knots=knots)
    estimate = columns @ fit.pooled.coefficients
    variance = ((columns @ fit.pooled.covariance) * columns).sum(axis=1)
    se = np.sqrt(np.maximum(variance, 0.0))
    reach = two_sided(level, None) * se
    return Curve(at, estimate, se, estimate - reach, estimate + reach)
