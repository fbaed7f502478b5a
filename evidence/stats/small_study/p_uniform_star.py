"""P-uniform*: mean and variance of effects when significant results were favoured.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
critical : the smallest effect of a study that is significant
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtri

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.likelihood_ratio import LikelihoodRatio, likelihood_ratio_test
from evidence.stats.quantiles import chi_square_quantile, tails
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked
from evidence.stats.small_study.selection_search import Bounds, Peak, highest_peak


class PUniformStar(NamedTuple):
    """The estimates with profile-likelihood intervals, and tests of no effect and no variance.

    A limit that cannot be found is infinite.
    """

    estimate: float
    ci_low: float
    ci_high: float
    tau2: float
    tau2_low: float
    tau2_high: float
    effect: LikelihoodRatio
    heterogeneity: LikelihoodRatio
    log_likelihood: float
    significant: int
    converged: bool
    local_maxima: int


class _Split(NamedTuple):
    """Results turned so that large ones are favoured, each with its critical effect."""

    yi: Floats
    vi: Floats
    critical: Floats
    significant: Bools


def p_uniform_star(
    yi: Reported,
    vi: Reported,
    *,
    side: str = "greater",
    alpha: float = 0.05,
    level: float = 0.95,
) -> PUniformStar:
    """Estimate the mean and variance of effects when only significance was selected on.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 2.
    side : {"greater", "less"}
        The direction in which results are favoured.
    alpha : float
        Two-sided level of the studies' tests.
    level : float
        Confidence level.

    Returns
    -------
    PUniformStar

    Notes
    -----
    Maximum likelihood in which a significant result has the normal density truncated below its
    critical effect, and any other the density truncated above it. How much more often
    significant results are published need not be known. Intervals and tests are by likelihood
    ratio.

    References
    ----------
    van Aert RCM, van Assen MALM (2026). doi:10.3758/s13423-025-02812-4

    Examples
    --------
    >>> found = p_uniform_star([0.9, 0.8, 0.7, 0.5, 0.1, 0.2], [0.16, 0.1, 0.1, 0.04, 0.03, 0.01])
    >>> found.significant, found.converged
    (5, True)
    """
    require_choice("side", side, ("greater", "less"))
    effects = checked(yi, vi, least=2)
    sign = 1.0 if side == "greater" else -1.0
    critical = -float(ndtri(tails(1 - alpha))) * np.sqrt(effects.vi)
    turned = sign * effects.yi
    data = _Split(turned, effects.vi, critical, turned > critical)
    peak = _highest(data)
    estimate, tau2 = float(peak.parameters[0]), float(peak.parameters[1])
    drop = chi_square_quantile(1 - level, 1) / 2
    limits = sorted(sign * limit for limit in _mean_limits(data, peak, drop))
    spread = _tau2_limits(data, peak, drop)
    none, same = _highest(data, mean=0.0), _highest(data, tau2=0.0)
    return PUniformStar(
        estimate=sign * estimate,
        ci_low=limits[0],
        ci_high=limits[1],
        tau2=tau2,
        tau2_low=spread[0],
        tau2_high=spread[1],
        effect=likelihood_ratio_test(peak.value, none.value, df=1),
        heterogeneity=likelihood_ratio_test(peak.value, same.value, df=1),
        log_likelihood=peak.value,
        significant=int(data.significant.sum()),
        converged=peak.converged,
        local_maxima=peak.local_maxima,
    )


def _log_likelihood(data: _Split, point: Floats) -> tuple[float, Floats]:
    """Log-likelihood of mean and tau2 with its gradient."""
    s2 = data.vi + point[1]
    spread, off = np.sqrt(s2), data.yi - point[0]
    side = np.where(data.significant, 1.0, -1.0)
    reach = side * (point[0] - data.critical) / spread
    inside = log_ndtr(reach)
    value = -0.5 * (np.log(2 * math.pi * s2) + off**2 / s2) - inside
    mills = np.exp(-0.5 * (reach**2 + math.log(2 * math.pi)) - inside)
    by_mean = off / s2 - mills * side / spread
    by_tau2 = 0.5 * (off**2 / s2 - 1) / s2 + mills * reach / (2 * s2)
    return float(value.sum()), np.array([by_mean.sum(), by_tau2.sum()])


def _highest(data: _Split, *, mean: float | None = None, tau2: float | None = None) -> Peak:
    typical = float(np.median(data.vi))
    unit = np.array([math.sqrt(typical), typical])
    bounds = Bounds(
        np.array([-np.inf, 0.0]),
        np.array([np.inf, np.inf]),
        np.array([mean is None, tau2 is None]),
        unit,
    )
    centre, spread = float(data.yi.mean()), float(data.yi.var())
    starts = [
        np.array([at if mean is None else mean, size if tau2 is None else tau2])
        for at, size in ((centre, spread), (centre / 2, typical), (0.0, spread), (centre, 0.0))
    ]
    return highest_peak(lambda point: _log_likelihood(data, point), starts, bounds)


def _mean_limits(data: _Split, peak: Peak, drop: float) -> tuple[float, float]:
    centre, step = float(peak.parameters[0]), math.sqrt(float(np.median(data.vi)))

    def excess(mean: float) -> float:
        return _highest(data, mean=mean).value - peak.value + drop

    low, high = (_crossing(excess, centre, sign * step) for sign in (-1.0, 1.0))
    return low, high


def _tau2_limits(data: _Split, peak: Peak, drop: float) -> tuple[float, float]:
    centre, step = float(peak.parameters[1]), float(np.median(data.vi))

    def excess(tau2: float) -> float:
        return _highest(data, tau2=tau2).value - peak.value + drop

    low = 0.0
    if centre > 0 and excess(0.0) < 0:
        low = float(brentq(excess, 0.0, centre, xtol=1e-13 * step, rtol=1e-10))
    return low, _crossing(excess, centre, step)


def _crossing(excess: Callable[[float], float], centre: float, step: float) -> float:
    """Where the profile has dropped, going out from the top; infinite where it does not."""
    inside = centre
    for _ in range(40):
        outside = centre + step
        if excess(outside) < 0:
            return float(brentq(excess, inside, outside, xtol=1e-12, rtol=1e-11))
        inside, step = outside, 2 * step
    return math.copysign(math.inf, step)
