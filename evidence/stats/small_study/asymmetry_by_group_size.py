"""The regression test for standardised mean differences, with a standard error free of the effect.

Vocabulary
----------
yi, vi : standardised mean differences and their sampling variances
n1, n2 : numbers of people in the two groups
"""

import numpy as np

from evidence.stats.floats import Reported
from evidence.stats.refusal import columns, require_above, require_reported
from evidence.stats.sampled import checked
from evidence.stats.small_study.asymmetry_regression import AsymmetryRegression, regression_on


def asymmetry_by_group_size(
    yi: Reported,
    vi: Reported,
    n1: Reported,
    n2: Reported,
    *,
    method: str | None = None,
    test: str = "z",
    level: float = 0.95,
) -> AsymmetryRegression:
    """Test standardised mean differences for asymmetry with a modified standard error.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Standardised mean differences and their sampling variances; k at least 3.
    n1, n2 : array_like, shape (k,)
        Numbers of people in the groups.
    method : str, optional
        Estimator of tau squared for a meta-regression; weighted least squares when not given.
    test : {"z", "t", "knha", "adhoc"}
        Test of the slope where there is a method.
    level : float
        Confidence level of the limit.

    Returns
    -------
    AsymmetryRegression

    Notes
    -----
    The predictor is sqrt(1/n1 + 1/n2), the part of the standard error that does not grow with
    the effect: the full one is correlated with it, and Egger's test then rejects too often.
    Weights are 1/vi (1/(vi + tau2) with a method), as in the meta package.

    References
    ----------
    Pustejovsky JE, Rodgers MA (2019). doi:10.1002/jrsm.1332

    Examples
    --------
    >>> found = asymmetry_by_group_size(
    ...     [0.2, 0.3, 0.5, 0.9], [0.02, 0.04, 0.1, 0.2], [100, 50, 20, 10], [100, 50, 20, 12]
    ... )
    >>> round(found.slope, 2)
    2.15
    """
    effects = checked(yi, vi, least=3)
    first, second, _ = columns(n1, n2, effects.yi)
    require_reported(n1=first, n2=second)
    require_above(0, n1=first, n2=second)
    size = np.sqrt(1 / first + 1 / second)
    return regression_on(effects.yi, effects.vi, size, method=method, test=test, level=level)
