"""The small-sample correction of standardised effects.

Vocabulary
----------
m : degrees of freedom of the standard deviation the effect is divided by
J : the factor that makes the standardised effect unbiased, also written c(m)
"""

import numpy as np
from scipy.special import poch

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_choice


def small_sample_factor(m: Reported, method: bool | str = True) -> Floats:
    """Return the correction factor J of a standardised effect.

    Parameters
    ----------
    m : array_like of float, shape (k,)
        Degrees of freedom of the standard deviation.
    method : {True, False, "exact", "approx"}
        Exact (True means so too), the approximation other software uses, or none (1).

    Returns
    -------
    array of float, shape (k,)
        J, between 0 and 1; NaN where m is one or less, where it does not exist.

    Notes
    -----
    Exact: ``J = gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2))``. The gamma function itself
    overflows above 343, so its ratio is taken through logarithms, and for very many degrees of
    freedom through its series, where logarithms would cancel. Approximate: ``1 - 3 / (4 m - 1)``.

    References
    ----------
    Hedges LV. Distribution theory for Glass's estimator of effect size and related estimators.
    Journal of Educational Statistics 1981;6:107-128. https://doi.org/10.3102/10769986006002107

    Examples
    --------
    >>> small_sample_factor([10, 5000]).round(5).tolist()
    [0.92275, 0.99985]
    """
    m = np.asarray(m, dtype=np.float64)
    if method is False:
        return np.ones_like(m)
    wanted = "exact" if method is True else str(method)
    require_choice("correct", wanted, ("exact", "approx"))
    defined = np.where(m > 1, m, np.nan)
    if wanted == "approx":
        return np.asarray(1 - 3 / (4 * defined - 1))
    return np.asarray(poch((defined - 1) / 2, 0.5) / np.sqrt(defined / 2))
