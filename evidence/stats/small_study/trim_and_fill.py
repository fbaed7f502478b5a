"""Trim and fill: how many studies a symmetric funnel would need, and the mean with them.

Vocabulary
----------
yi, vi : effects and their sampling variances
k0 : estimated number of studies missing on one side
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refits import Fit, fit_mean
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked
from evidence.stats.small_study.asymmetry_regression import regression_on
from evidence.stats.small_study.deviations import without_rounding
from evidence.stats.tau2 import estimate_tau2

ESTIMATORS = ("L0", "R0", "Q0")
SIDES = ("left", "right")
ROUNDS = 100
ROUNDING = 1e-10


class NumberUndefined(ValueError):
    """The estimator of the number missing does not exist for these effects."""


class TrimAndFill(NamedTuple):
    """The number of studies filled in and the fit with them.

    ``side`` is where studies are missing. ``p_value`` tests that none is, for R0 (NaN for the
    others). ``converged`` is whether the number settled; where it goes round between several, the
    last is kept.
    """

    k0: int
    se: float
    side: str
    p_value: float
    filled_yi: Floats
    filled_vi: Floats
    fit: Fit
    converged: bool


def trim_and_fill(
    yi: Reported,
    vi: Reported,
    *,
    estimator: str = "L0",
    side: str | None = None,
    method: str = "REML",
    test: str = "z",
    level: float = 0.95,
) -> TrimAndFill:
    """Estimate how many studies are missing on one side and pool with their mirror images.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 2.
    estimator : {"L0", "R0", "Q0"}
        Duval and Tweedie's estimators of the number missing.
    side : {"left", "right"}, optional
        Where studies may be missing; when not given, left if the effect grows with the standard
        error and right if it falls.
    method, test, level : str, str, float
        How studies are pooled, before and after.

    Returns
    -------
    TrimAndFill

    Raises
    ------
    ValueError
        For an unknown option, bad effects, or a side that cannot be found because all standard
        errors are the same.
    NumberUndefined
        For effects for which Q0 does not exist.

    Notes
    -----
    The method asks what a symmetric funnel would look like. It does not tell why the funnel is
    asymmetric, and between-study differences alone may make it fill in studies.

    References
    ----------
    Duval S, Tweedie R (2000). doi:10.1111/j.0006-341X.2000.00455.x
    Duval S, Tweedie R (2000). doi:10.1080/01621459.2000.10473905

    Examples
    --------
    >>> found = trim_and_fill(
    ...     [0.1, 0.15, 0.2, 0.5, 0.8], [0.01, 0.02, 0.03, 0.1, 0.2], side="left", method="EE"
    ... )
    >>> found.k0, found.filled_yi.round(2).tolist()
    (2, [-0.24, -0.54])
    """
    require_choice("estimator", estimator, ESTIMATORS)
    effects = checked(yi, vi, least=2)
    if side is None:
        side = _likely_side(effects.yi, effects.vi, method)
    require_choice("side", side, SIDES)
    sign = -1.0 if side == "right" else 1.0
    order = np.argsort(sign * effects.yi, kind="stable")
    sorted_yi, sorted_vi = sign * effects.yi[order], effects.vi[order]
    k0, se, centre, settled = _missing(sorted_yi, sorted_vi, estimator, method)
    last = slice(len(order) - k0, len(order))
    filled_yi, filled_vi = sign * (2 * centre - sorted_yi[last]), sorted_vi[last]
    return TrimAndFill(
        k0=k0,
        se=se,
        side=side,
        p_value=_r0_p_value(k0) if estimator == "R0" else math.nan,
        filled_yi=filled_yi,
        filled_vi=filled_vi,
        fit=fit_mean(
            np.concatenate([effects.yi, filled_yi]),
            np.concatenate([effects.vi, filled_vi]),
            method=method,
            test=test,
            level=level,
        ),
        converged=settled,
    )


def _likely_side(yi: Floats, vi: Floats, method: str) -> str:
    if np.ptp(vi) == 0 or len(yi) < 3:
        raise ValueError("side: cannot be found from standard errors; name left or right")
    line = regression_on(yi, vi, np.sqrt(vi), method=method)
    return "right" if line.slope < -ROUNDING * line.slope_se else "left"


def _centre(yi: Floats, vi: Floats, method: str) -> float:
    alone = len(yi) == 1
    tau2 = 0.0 if alone else estimate_tau2(yi, vi, method=method).value
    wi = 1 / (vi + tau2)
    return float(wi @ yi) / float(wi.sum())


def _missing(yi: Floats, vi: Floats, estimator: str, method: str) -> tuple[int, float, float, bool]:
    """Trim the largest effects until the number trimmed stays the same."""
    k, trimmed, found, se, centre = len(yi), -1, 0, 0.0, 0.0
    for _ in range(ROUNDS):
        if found == trimmed:
            return found, se, centre, True
        trimmed = found
        left = slice(0, max(1, k - trimmed))
        centre = _centre(yi[left], vi[left], method)
        off = without_rounding(yi - centre, yi)
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(off), kind="stable")] = np.arange(1, k + 1)
        number, se = NUMBERS[estimator](np.sign(off), ranks, k)
        found = max(0, round(number))
    return found, se, centre, False


def _r0(signs: Floats, ranks: Floats, k: int) -> tuple[float, float]:
    others = ranks[signs <= 0]
    run = k - (others.max() if len(others) else 0.0)
    number = float(run) - 1
    return number, math.sqrt(2 * max(0.0, number) + 2)


def _rank_sum(signs: Floats, ranks: Floats) -> float:
    return float(ranks[signs > 0].sum())


def _rank_variance(number: float, k: int) -> float:
    value = k * (k + 1) * (2 * k + 1) + 10 * number**3 + 27 * number**2 + 17 * number
    return (value - 18 * k * number**2 - 18 * k * number + 6 * k**2 * number) / 24


def _l0(signs: Floats, ranks: Floats, k: int) -> tuple[float, float]:
    number = (4 * _rank_sum(signs, ranks) - k * (k + 1)) / (2 * k - 1)
    spread = _rank_variance(number, k)
    return number, 4 * math.sqrt(spread) / (2 * k - 1) if spread >= 0 else math.nan


def _q0(signs: Floats, ranks: Floats, k: int) -> tuple[float, float]:
    inside = 2 * k**2 - 4 * _rank_sum(signs, ranks) + 0.25
    if inside < 0:
        raise NumberUndefined("estimator 'Q0' does not exist for these effects; take L0 or R0")
    number = k - 0.5 - math.sqrt(inside)
    spread, scale = _rank_variance(number, k), (k - 0.5) ** 2 - number * (2 * k - number - 1)
    return number, 2 * math.sqrt(spread / scale) if spread >= 0 and scale > 0 else math.nan


NUMBERS = {"L0": _l0, "R0": _r0, "Q0": _q0}


def _r0_p_value(k0: int) -> float:
    """Probability of a run longer than k0, each effect on either side with one half."""
    return float(0.5 ** (k0 + 1))
