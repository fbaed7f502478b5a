"""Coefficients of a model pooled by covariance matrices, with names, tests and intervals."""

from collections.abc import Sequence

from evidence.stats.coefficients import Coefficients
from evidence.stats.floats import Floats
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.synthesis.regression_results import Coefficient


def named_coefficients(
    names: Sequence[str], estimates: Floats, errors: Floats, *, level: float
) -> tuple[Coefficient, ...]:
    """Return coefficients with Wald tests and intervals.

    Parameters
    ----------
    names : sequence of str
    estimates, errors : array of float, shape (p,)
        Coefficients and their standard errors.
    level : float
        Confidence level.

    Returns
    -------
    tuple of Coefficient

    Examples
    --------
    >>> import numpy as np
    >>> named_coefficients(["dose"], np.array([0.2]), np.array([0.1]), level=0.95)[0].statistic
    2.0
    """
    reach = two_sided(level, None)
    return tuple(
        Coefficient(
            name=name,
            estimate=estimate,
            se=se,
            ci_low=estimate - reach * se,
            ci_high=estimate + reach * se,
            level=level,
            statistic=estimate / se,
            df=None,
            p_value=two_sided_p(estimate / se, None),
        )
        for name, estimate, se in zip(names, estimates.tolist(), errors.tolist(), strict=True)
    )


def coefficient_named(name: str, one: Coefficients) -> Coefficient:
    """Return the first of solved coefficients by a name."""
    return Coefficient(
        name=name,
        estimate=float(one.estimate[0]),
        se=float(one.se[0]),
        ci_low=float(one.ci_low[0]),
        ci_high=float(one.ci_high[0]),
        level=one.level,
        statistic=float(one.statistic[0]),
        df=one.df,
        p_value=float(one.p_value[0]),
    )
