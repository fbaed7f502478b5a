"""Regression tests for funnel plot asymmetry: whether effects go with the size of the study.

Vocabulary
----------
yi, vi : effects and their sampling variances
ni : number of people in each study
predictor : what stands for the size of the study
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats.design import design
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_choice
from evidence.stats.regression import regress_effects
from evidence.stats.sampled import checked
from evidence.stats.tau2 import METHODS, WEIGHTED, estimate_tau2
from evidence.stats.tested_mean import TESTS

MODELS = ("lm", "rma")
OF_VARIANCE: dict[str, Callable[[Floats], Floats]] = {"sei": np.sqrt, "vi": np.array}
OF_SIZE: dict[str, Callable[[Floats], Floats]] = {
    "ni": np.array,
    "ninv": lambda ni: 1 / ni,
    "sqrtni": np.sqrt,
    "sqrtninv": lambda ni: 1 / np.sqrt(ni),
}
PREDICTORS = (*OF_VARIANCE, *OF_SIZE)
LIMITED = ("sei", "vi", "ninv", "sqrtninv")
"""Predictors that are 0 for an infinitely large study, whose effect the intercept then is."""


class AsymmetryRegression(NamedTuple):
    """A test of the slope on a predictor of size.

    ``df`` is None where the statistic is normal. ``tau2`` is 0 for ``lm``. ``limit`` is the effect
    expected of an infinitely large study (the intercept) with its interval, NaN where the
    predictor has no such limit. With moderators there is no one limit, and ``intercept`` is the
    first of their coefficients. ``converged`` and ``local_maxima`` tell of the search for tau2.
    """

    statistic: float
    p_value: float
    df: float | None
    intercept: float
    intercept_se: float
    slope: float
    slope_se: float
    tau2: float
    limit: float
    limit_low: float
    limit_high: float
    converged: bool
    local_maxima: int


def asymmetry_regression(
    yi: Reported,
    vi: Reported,
    *,
    ni: Reported | None = None,
    model: str = "rma",
    predictor: str = "sei",
    method: str = "REML",
    test: str = "z",
    level: float = 0.95,
) -> AsymmetryRegression:
    """Test whether effects depend on the size of the study: Egger's test and its relatives.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 3.
    ni : array_like, shape (k,), optional
        Numbers of people, for the predictors made of them.
    model : {"rma", "lm"}
        Meta-regression, with variance between studies added to the sampling variances; or
        weighted least squares, with sampling variances multiplied by a common factor (Egger's
        test as first described).
    predictor : {"sei", "vi", "ni", "ninv", "sqrtni", "sqrtninv"}
        Standard error, sampling variance, number of people, its inverse, its root, or the
        inverse of its root.
    method : str
        Estimator of tau squared, for ``rma``.
    test : {"z", "t", "knha", "adhoc"}
        Test of the slope, for ``rma``.
    level : float
        Confidence level of the limit.

    Returns
    -------
    AsymmetryRegression

    Raises
    ------
    ValueError
        For an unknown option, bad effects, numbers of people lacking, or a predictor that is the
        same in all studies.

    Notes
    -----
    Standardised mean differences and log odds ratios have standard errors that depend on the
    effect itself, so that the test sees asymmetry where there is none; use a predictor made of
    numbers of people. With fewer than ten studies it has little power.

    References
    ----------
    Egger M, Davey Smith G, Schneider M, Minder C (1997). doi:10.1136/bmj.315.7109.629
    Sterne JAC, Egger M (2005). doi:10.1002/0470870168.ch6
    Sterne JAC et al. (2011). doi:10.1136/bmj.d4002

    Examples
    --------
    >>> found = asymmetry_regression(
    ...     [0.1, 0.2, 0.4, 0.7], [0.01, 0.02, 0.05, 0.1], model="lm", predictor="sei"
    ... )
    >>> round(found.slope, 2), found.df
    (2.65, 2.0)
    """
    require_choice("model", model, MODELS)
    require_choice("predictor", predictor, PREDICTORS)
    require_choice("method", method, [name for name in METHODS if name not in WEIGHTED])
    require_choice("test", test, TESTS)
    effects = checked(yi, vi, least=3)
    size = _size(effects.vi, ni, predictor)
    found = regression_on(
        effects.yi,
        effects.vi,
        size,
        method=method if model == "rma" else None,
        test=test,
        level=level,
    )
    return found if predictor in LIMITED else _without_limit(found)


def asymmetry_beside(
    yi: Reported,
    vi: Reported,
    moderators: Reported,
    *,
    ni: Reported | None = None,
    predictor: str = "sei",
    method: str | None = "REML",
    test: str = "z",
) -> AsymmetryRegression:
    """Test whether effects depend on the size of the study beside what else they depend on.

    Parameters
    ----------
    yi, vi, ni, predictor, test
        As for :func:`asymmetry_regression`.
    moderators : array_like, shape (k, p)
        Model matrix that the predictor is added to; k is above p + 1.
    method : str, optional
        Estimator of tau squared; weighted least squares when not given.

    Returns
    -------
    AsymmetryRegression
        Without a limit: an infinitely large study has one for each row of moderators.

    Raises
    ------
    ValueError
        As :func:`asymmetry_regression`, for a predictor that follows from the moderators, and for
        no more effects than coefficients.

    References
    ----------
    Sterne JAC, Egger M (2005). doi:10.1002/0470870168.ch6

    Examples
    --------
    >>> yi, vi = [0.1, 0.2, 0.4, 0.7, 0.9], [0.01, 0.02, 0.05, 0.1, 0.2]
    >>> other = [[1, 0], [1, 1], [1, 0], [1, 1], [1, 0]]
    >>> round(asymmetry_beside(yi, vi, other).slope, 2)
    2.47
    """
    require_choice("predictor", predictor, PREDICTORS)
    effects = checked(yi, vi, least=3)
    size = _size(effects.vi, ni, predictor)
    return _without_limit(
        regression_on(effects.yi, effects.vi, size, xi=moderators, method=method, test=test)
    )


def _without_limit(found: AsymmetryRegression) -> AsymmetryRegression:
    return found._replace(limit=np.nan, limit_low=np.nan, limit_high=np.nan)


def regression_on(
    yi: Floats,
    vi: Floats,
    size: Floats,
    *,
    xi: Reported | None = None,
    method: str | None = None,
    test: str = "z",
    level: float = 0.95,
) -> AsymmetryRegression:
    """Regress effects on any predictor of size.

    Parameters
    ----------
    yi, vi, size : array of float, shape (k,)
        Effects, variances whose inverses are the weights, and predictor.
    xi : array_like, shape (k, p), optional
        Model matrix that the predictor is added to; the intercept alone when not given.
    method : str, optional
        Estimator of tau squared; weighted least squares with a common factor when not given.
    test : {"z", "t", "knha", "adhoc"}
        Test of the slope where there is a method.
    level : float
        Confidence level.

    Returns
    -------
    AsymmetryRegression

    Raises
    ------
    ValueError
        For no more effects than coefficients.

    Notes
    -----
    The common factor of weighted least squares is Hartung and Knapp's with tau2 = 0.
    """
    matrix = design(np.column_stack([np.ones_like(size) if xi is None else xi, size]))
    if len(size) <= matrix.xi.shape[1]:
        raise ValueError(f"{len(size)} effects for {matrix.xi.shape[1]} coefficients")
    tau2 = estimate_tau2(yi, vi, method=method or "EE", xi=matrix.basis)
    how = "knha" if method is None else test
    fit = regress_effects(yi, vi, matrix, tau2=tau2.value, test=how, level=level).coefficients
    return AsymmetryRegression(
        statistic=float(fit.statistic[-1]),
        p_value=float(fit.p_value[-1]),
        df=fit.df,
        intercept=float(fit.estimate[0]),
        intercept_se=float(fit.se[0]),
        slope=float(fit.estimate[-1]),
        slope_se=float(fit.se[-1]),
        tau2=tau2.value,
        limit=float(fit.estimate[0]),
        limit_low=float(fit.ci_low[0]),
        limit_high=float(fit.ci_high[0]),
        converged=tau2.converged,
        local_maxima=tau2.local_maxima,
    )


def _size(vi: Floats, ni: Reported | None, predictor: str) -> Floats:
    if predictor in OF_VARIANCE:
        size = OF_VARIANCE[predictor](vi)
    elif ni is None:
        raise ValueError(f"predictor {predictor!r} needs ni")
    else:
        people, _ = columns(ni, vi)
        refuse("ni", ~(np.isfinite(people) & (people > 0)), "not above 0")
        size = OF_SIZE[predictor](people)
    if np.ptp(size) <= 1e-7 * np.abs(size).max():
        raise ValueError(f"predictor {predictor!r} is the same in all studies")
    return size
