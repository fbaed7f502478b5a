"""Robust pooling by simple working models, when correlations within studies are unknown.

Weights come from a rough model of how effects of one study belong together, and standard errors
that hold whatever the truth is. Cheap for any number of effects.

Vocabulary
----------
yi, vi : effects and their sampling variances
studies : study of each effect; n of them, with k_j effects each
vbar : mean sampling variance of a study's effects
rho : correlation assumed between sampling errors of one study
tau2 : variance between studies; omega2 : variance between effects of one study
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients
from evidence.stats.dependent.components import Codes, numbered
from evidence.stats.dependent.fit import DependentFit, fit_dependent
from evidence.stats.dependent.robust_tests import robust_coefficients
from evidence.stats.dependent.sandwich import Sandwich, sandwich
from evidence.stats.design import Design, design
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked

MODELS = ("CORR", "HIER")


class Moments(NamedTuple):
    """Variances of true effects by moments; None for what a model does not have."""

    tau2: float
    omega2: float | None
    i2: float | None


class WorkingFit(NamedTuple):
    """Coefficients with robust tests, the working model's variances, and what made them."""

    coefficients: tuple[Coefficients, ...]
    moments: Moments
    fit: DependentFit
    sandwich: Sandwich


def pool_by_working_model(
    yi: Reported,
    vi: Reported,
    studies: Sequence[Hashable],
    *,
    xi: Reported | None = None,
    model: str = "CORR",
    rho: float = 0.8,
    small: bool = True,
    level: float = 0.95,
) -> WorkingFit:
    """Pool dependent effects by a working model with cluster-robust standard errors.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    studies : sequence of str or int, length k
        Study of each effect.
    xi : array_like, shape (k, p), optional
        Model matrix; an intercept alone when not given.
    model : {"CORR", "HIER"}
        ``CORR``: errors of one study are correlated by ``rho``, its effects share one truth.
        ``HIER``: errors are independent, true effects differ between studies and within.
    rho : float
        Between 0 and 1; for ``CORR`` only, where tau2 alone depends on it, and little.
    small : bool
        CR2 with Satterthwaite's degrees of freedom; else CR1p with t on n - p.
    level : float
        Confidence level.

    Returns
    -------
    WorkingFit

    Raises
    ------
    ValueError
        For an unknown model, rho outside 0 to 1, bad effects, or no more studies than
        coefficients.

    Notes
    -----
    Weights 1/(k_j (vbar_j + tau2)) for ``CORR`` and 1/(v + tau2 + omega2) for ``HIER``; both as
    the robumeta package has them. A degree of freedom below 4 says not to trust the test.

    References
    ----------
    Hedges LV, Tipton E, Johnson MC (2010). doi:10.1002/jrsm.5
    Tipton E (2015). doi:10.1037/met0000011

    Examples
    --------
    >>> pooled = pool_by_working_model(
    ...     [0.1, 0.3, 0.8, 0.9, 0.4], [0.02] * 5, ["a", "a", "b", "b", "c"]
    ... )
    >>> round(float(pooled.coefficients[0].estimate[0]), 3), round(pooled.moments.tau2, 3)
    (0.483, 0.096)
    """
    require_choice("model", model, MODELS)
    if not 0 <= rho <= 1:
        raise ValueError(f"rho: {rho!r} is not between 0 and 1")
    effects = checked(yi, vi)
    codes, names = numbered(studies)
    matrix = design(np.ones((len(effects.yi), 1)) if xi is None else xi)
    if not len(codes) == len(matrix.xi) == len(effects.yi):
        raise ValueError("studies, moderators and effects of different lengths")
    if len(names) <= matrix.xi.shape[1]:
        raise ValueError(f"{len(names)} studies for {matrix.xi.shape[1]} coefficients: too few")
    size = np.bincount(codes)[codes].astype(np.float64)
    mean = (np.bincount(codes, effects.vi) / np.bincount(codes))[codes]
    if model == "CORR":
        moments = _correlated(effects.yi, size * mean, size, codes, matrix, rho)
        working = size * (mean + moments.tau2)
    else:
        moments = _hierarchical(effects.yi, effects.vi, codes, matrix)
        working = effects.vi + moments.tau2 + (moments.omega2 or 0.0)
    fit = fit_dependent(effects.yi, working, xi=matrix.xi)
    found = sandwich(fit, codes.tolist(), rule="CR2" if small else "CR1p")
    df = None if small else float(len(names) - matrix.xi.shape[1])
    tests = robust_coefficients(fit.coefficients, found, df=df, level=level)
    return WorkingFit(tests, moments, fit, found)


class _Weighted(NamedTuple):
    """A weighted fit and what moments are made of."""

    residual: Floats
    inverse: Floats
    weighted: Floats


def _fit(yi: Floats, wi: Floats, matrix: Design) -> _Weighted:
    weighted = matrix.basis * wi[:, None]
    inverse: Floats = np.linalg.inv(matrix.basis.T @ weighted).astype(np.float64, copy=False)
    return _Weighted(yi - matrix.basis @ (inverse @ (weighted.T @ yi)), inverse, weighted)


def _sums(columns: Floats, codes: Codes) -> Floats:
    """Sum rows over studies, shape (n, p)."""
    return np.stack([np.bincount(codes, column) for column in columns.T], axis=1)


def _correlated(
    yi: Floats, spread: Floats, size: Floats, codes: Codes, matrix: Design, rho: float
) -> Moments:
    wi = 1 / spread
    fit = _fit(yi, wi, matrix)
    q = float((wi * fit.residual) @ fit.residual)
    between = _sums(fit.weighted, codes)
    scale = float(wi.sum()) - float(np.trace(fit.inverse @ (between.T @ between)))
    own = fit.inverse @ (matrix.basis.T @ (matrix.basis * (wi / size)[:, None]))
    whole = _sums(matrix.basis * np.sqrt(wi / size)[:, None], codes)
    shared = fit.inverse @ (whole.T @ whole)
    n = int(codes.max()) + 1
    expected = n - float(np.trace(own)) - rho * (float(np.trace(shared)) - float(np.trace(own)))
    i2 = 100 * max(0.0, (q - expected) / q) if q > 0 else 0.0
    return Moments(max(0.0, (q - expected) / scale), None, i2)


def _hierarchical(yi: Floats, vi: Floats, codes: Codes, matrix: Design) -> Moments:
    """Two sums of squares, of effects and of studies' sums, set equal to what is expected."""
    k, p = matrix.xi.shape
    wi = 1 / vi
    fit = _fit(yi, wi, matrix)
    v, x, wx = fit.inverse, matrix.basis, fit.weighted
    sums, weighted = _sums(x, codes), _sums(wx, codes)
    size = np.bincount(codes).astype(np.float64)
    among = sums.T @ sums
    squares, heavy = wx.T @ wx, weighted.T @ weighted
    mixed = sums.T @ weighted
    by_size = (sums * size[:, None]).T @ weighted

    def trace(*factors: Floats) -> float:
        found = v
        for factor in factors:
            found = found @ factor
        return float(np.trace(found))

    q_effects = float((wi * fit.residual) @ fit.residual)
    q_studies = float((np.bincount(codes, fit.residual) ** 2).sum())
    a1 = float((size**2).sum()) - 2 * trace(by_size) + trace(among, v, heavy)
    b1 = k - 2 * trace(mixed) + trace(among, v, squares)
    c1 = float(vi.sum()) - trace(among)
    a2, b2, c2 = float(wi.sum()) - trace(heavy), float(wi.sum()) - trace(squares), float(k - p)
    apart = b1 * a2 - b2 * a1
    # With one effect a study the two variances cannot be told apart; all is put between studies.
    told = abs(apart) > 1e-10 * abs(b1 * a2)
    omega2 = ((q_studies - c1) * a2 - (q_effects - c2) * a1) / apart if told else 0.0
    omega2 = max(0.0, omega2)
    return Moments(max(0.0, (q_effects - c2) / a2 - omega2 * b2 / a2), omega2, None)
