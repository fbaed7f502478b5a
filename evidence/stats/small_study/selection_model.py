"""Selection models: the mean effect before publication chose among results.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies before selection
delta : parameters of the selection function
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients, coefficients_of
from evidence.stats.design import Design, design
from evidence.stats.fit_statistics import FitStatistics
from evidence.stats.fit_statistics import log_likelihood as unselected
from evidence.stats.floats import Floats, Reported
from evidence.stats.likelihood_ratio import LikelihoodRatio, likelihood_ratio_test
from evidence.stats.refusal import require_choice
from evidence.stats.regression import regress_effects
from evidence.stats.sampled import Sampled, checked
from evidence.stats.small_study.selection_likelihood import log_likelihood
from evidence.stats.small_study.selection_search import Bounds, Peak, highest_peak
from evidence.stats.small_study.selection_setup import Selection, Setup, set_up
from evidence.stats.tau2 import COMMON_EFFECT, estimate_tau2


class SelectionFit(NamedTuple):
    """A fitted selection model.

    ``coefficients`` are those of the mean before selection, ``delta`` the parameters of the
    selection function in order, with a standard error of NaN where they are fixed or lie on a
    bound. ``counts`` are the results in each interval of a step function. ``selection`` tests
    that nothing was selected, ``heterogeneity`` that tau2 is 0 (NaN where it is fixed).
    ``on_bound`` names the parameters that ended on the edge of what they may be.
    """

    coefficients: Coefficients
    tau2: float
    tau2_se: float
    delta: Floats
    delta_se: Floats
    counts: tuple[int, ...]
    selection: LikelihoodRatio
    heterogeneity: LikelihoodRatio
    fit: FitStatistics
    converged: bool
    local_maxima: int
    on_bound: tuple[str, ...]


def fit_selection_model(
    yi: Reported,
    vi: Reported,
    selection: Selection,
    *,
    method: str = "ML",
    moderators: Reported | None = None,
    level: float = 0.95,
) -> SelectionFit:
    """Fit a model in which results were published or not for what they showed.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    selection : Selection
        The selection function, and what is known of it.
    method : {"ML", "EE", "FE", "CE"}
        With or without variance between studies.
    moderators : array_like, shape (k, p), optional
        Model matrix of the mean; the intercept alone when not given.
    level : float
        Confidence level.

    Returns
    -------
    SelectionFit

    Raises
    ------
    ValueError
        For unknown options, impossible numbers, an interval of a step function without results,
        or fewer studies than parameters.

    Notes
    -----
    Maximum likelihood, from several starts. Standard errors come from the curvature in the
    parameters that lie off their bounds; those on a bound are held there. Such models ask for
    many studies: with few, the likelihood is flat and has several maxima.

    References
    ----------
    Vevea JL, Hedges LV (1995). doi:10.1007/BF02294384
    Citkowicz M, Vevea JL (2017). doi:10.1037/met0000119
    Preston C, Ashby D, Smyth R (2004). doi:10.1111/j.1365-2753.2003.00457.x

    Examples
    --------
    >>> yi = [0.9, 0.8, 0.7, 0.5, 0.45, 0.1, 0.4, 0.2]
    >>> vi = [0.16, 0.12, 0.1, 0.04, 0.03, 0.03, 0.02, 0.01]
    >>> fit = fit_selection_model(yi, vi, Selection(steps=[0.025]))
    >>> fit.counts, fit.converged
    ((7, 1), True)
    """
    require_choice("method", method, ("ML", *COMMON_EFFECT))
    effects = checked(yi, vi, least=2)
    matrix = design(np.ones((len(effects.yi), 1)) if moderators is None else moderators)
    made = set_up(effects, matrix.xi, selection)
    parameters = matrix.xi.shape[1] + (method == "ML") + int(np.isnan(made.delta).sum())
    if len(effects.yi) < parameters:
        raise ValueError(f"{len(effects.yi)} effects for {parameters} parameters")
    peak = _fit(made, effects, matrix, tau2=None if method == "ML" else 0.0)
    return _result(made, effects, matrix, peak, method, level)


def _fit(made: Setup, effects: Sampled, matrix: Design, *, tau2: float | None) -> Peak:
    """Search from the fit without selection and from others around it."""
    p = matrix.xi.shape[1]
    between = tau2
    if between is None:
        between = estimate_tau2(effects.yi, effects.vi, method="ML", xi=matrix.basis).value
    fit = regress_effects(effects.yi, effects.vi, matrix, tau2=between)
    centre, typical = fit.coefficients.estimate, float(np.median(effects.vi))
    estimated = np.isnan(made.delta)
    free = np.concatenate([np.ones(p, dtype=bool), [tau2 is None], estimated])
    unit = np.concatenate([fit.coefficients.se, [typical], np.ones(len(made.delta))])
    endless = np.full(p, np.inf)
    bounds = Bounds(
        np.concatenate([-endless, [0.0], made.low]),
        np.concatenate([endless, [np.inf], made.high]),
        free,
        unit,
    )
    starts = []
    near, far = between + 1e-3 * typical, between + typical
    some, much, other = made.none + (made.none == 0), made.none + 3.0, made.none * 0.2
    for factor, spread, size in (
        (1.0, near, some),
        (0.5, far, much),
        (0.5, near, other),
        (0.0, 0.0, much),
        (1.0, far, other),
    ):
        begin = np.where(estimated, np.clip(size, made.low, made.high), made.delta)
        start = np.concatenate([factor * centre, [tau2 if tau2 is not None else spread]])
        starts.append(np.concatenate([start, begin]))

    def curve(point: Floats) -> tuple[float, Floats]:
        return log_likelihood(made.data, point[:p], float(point[p]), point[p + 1 :])

    return highest_peak(curve, starts, bounds)


def _result(
    made: Setup, effects: Sampled, matrix: Design, peak: Peak, method: str, level: float
) -> SelectionFit:
    p, k = matrix.xi.shape[1], len(effects.yi)
    covariance = _covariance(peak)
    variances = np.diag(covariance)
    root = _root(covariance[:p, :p])
    estimated = np.isnan(made.delta)
    parameters = p + (method == "ML") + int(estimated.sum())
    without = _without_selection(effects, matrix, method)
    heterogeneity = LikelihoodRatio(math.nan, 1, math.nan)
    if method == "ML":
        same = _fit(made, effects, matrix, tau2=0.0)
        heterogeneity = likelihood_ratio_test(peak.value, same.value, df=1)
    group, size = made.data.group, len(made.delta)
    counts = () if group is None else tuple(np.bincount(group, minlength=size).tolist())
    names = [f"beta{i}" for i in range(p)] + ["tau2"]
    names += [f"delta{i + 1}" for i in range(len(made.delta))]
    free = np.concatenate([np.ones(p, dtype=bool), [method == "ML"], estimated])
    shown = estimated | (made.data.name != "trunc")
    return SelectionFit(
        coefficients=coefficients_of(peak.parameters[:p], root, df=None, level=level),
        tau2=float(peak.parameters[p]),
        tau2_se=math.sqrt(variances[p]),
        delta=peak.parameters[p + 1 :][shown],
        delta_se=np.sqrt(variances[p + 1 :])[shown],
        counts=counts,
        selection=likelihood_ratio_test(peak.value, without, df=int(estimated.sum())),
        heterogeneity=heterogeneity,
        fit=_fit_statistics(peak.value, parameters, k),
        converged=peak.converged,
        local_maxima=peak.local_maxima,
        on_bound=tuple(
            name
            for name, wanted, off in zip(names, free, peak.inside, strict=True)
            if wanted and not off
        ),
    )


def _covariance(peak: Peak) -> Floats:
    """Inverse of the curvature, NaN for what is fixed or on a bound."""
    size = len(peak.parameters)
    covariance = np.full((size, size), np.nan)
    places = np.flatnonzero(peak.inside)
    if len(places) and np.isfinite(peak.curvature).all():
        unit = np.sqrt(np.abs(np.diag(peak.curvature)))
        scaled = peak.curvature / unit[:, None] / unit
        if np.linalg.eigvalsh(scaled)[0] > 1e-12:
            covariance[np.ix_(places, places)] = np.linalg.inv(scaled) / unit[:, None] / unit
    return covariance


def _root(covariance: Floats) -> Floats:
    if np.isnan(covariance).any():
        return np.full_like(covariance, np.nan)
    return np.asarray(np.linalg.cholesky(covariance))


def _without_selection(effects: Sampled, matrix: Design, method: str) -> float:
    tau2 = estimate_tau2(effects.yi, effects.vi, method=method, xi=matrix.basis).value
    fitted = regress_effects(effects.yi, effects.vi, matrix, tau2=tau2).fitted
    return unselected(effects.yi, effects.vi, mu=fitted, tau2=tau2, restricted=False)


def _fit_statistics(value: float, parameters: int, k: int) -> FitStatistics:
    enough = max(k, parameters + 2)
    return FitStatistics(
        log_likelihood=value,
        deviance=-2 * value,
        aic=-2 * value + 2 * parameters,
        bic=-2 * value + parameters * math.log(k),
        aicc=-2 * value + 2 * parameters * enough / (enough - parameters - 1),
    )
