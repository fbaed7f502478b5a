"""Method-of-moments estimators of tau squared: DL, HE, HS, HSk, SJ and the generalised Q.

All rest on one quadratic form, y'Py with P = A - AX(X'AX)**-1 X'A for weights ai, whose mean is
tr(PV) + tau2 tr(P). P is never built: its traces are sums over studies.

Vocabulary
----------
yi, vi : effects and their sampling variances
xi : model matrix, one column a coefficient; None is the intercept alone
ai : fixed weights that do not depend on tau2
tau2 : variance of true effects between studies
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.projection import columns_of, orthonormal, residual, residual_df


class Moment(NamedTuple):
    """An estimate of tau2 before it is cut at zero, and its standard error at the cut value."""

    value: float
    se: float


class QuadraticForm(NamedTuple):
    """The quadratic form y'Py and the traces that give its mean and variance.

    ``mean_slope`` is tr(P), ``mean_at_zero`` tr(PV); the variance is twice
    ``spread_at_zero`` + 2 tau2 ``spread_mixed`` + tau2**2 ``spread_slope``.
    """

    value: float
    mean_slope: float
    mean_at_zero: float
    spread_at_zero: float
    spread_mixed: float
    spread_slope: float

    def se(self, tau2: float) -> float:
        """Return the standard deviation of y'Py when the variance between studies is tau2."""
        spread = self.spread_at_zero + 2 * tau2 * self.spread_mixed + tau2**2 * self.spread_slope
        return math.sqrt(max(0.0, 2 * spread))


def quadratic_form(yi: Floats, vi: Floats, ai: Floats, xi: Floats | None = None) -> QuadraticForm:
    """Return y'Py for weights ai with the traces of P and PV.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    ai : array of float, shape (k,)
        Weights, zero or more, not all zero.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given.

    Returns
    -------
    QuadraticForm

    Notes
    -----
    With U the orthonormal columns of A**(1/2) X, hi the sum of squares of its row i and
    B(c) = U' diag(c) U: tr(P) = sum(a (1 - h)), tr(PV) = sum(a v (1 - h)),
    tr(PVPV) = sum((a v)**2 (1 - 2 h)) + tr(B(a v)**2),
    tr(PVP) = sum(a**2 v (1 - 2 h)) + tr(B(a v) B(a)) and
    tr(PP) = sum(a**2 (1 - 2 h)) + tr(B(a)**2). For the intercept alone h is a/sum(a).
    """
    basis = orthonormal(columns_of(xi, len(yi)), ai)
    leverage = (basis * basis).sum(axis=1)
    kept, twice_kept = 1 - leverage, 1 - 2 * leverage
    off = residual(yi, ai, xi)
    av = ai * vi
    inner_a, inner_av = (basis.T * ai) @ basis, (basis.T * av) @ basis
    return QuadraticForm(
        value=float((ai * off) @ off),
        mean_slope=float(ai @ kept),
        mean_at_zero=float(av @ kept),
        spread_at_zero=float((av * av) @ twice_kept) + float((inner_av * inner_av).sum()),
        spread_mixed=float((ai * av) @ twice_kept) + float((inner_av * inner_a).sum()),
        spread_slope=float((ai * ai) @ twice_kept) + float((inner_a * inner_a).sum()),
    )


def generalised_q(yi: Floats, vi: Floats, ai: Floats, xi: Floats | None = None) -> Moment:
    """Estimate tau squared by equating y'Py to its mean, for any fixed weights.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    ai : array of float, shape (k,)
        Weights.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given.

    Returns
    -------
    Moment

    Notes
    -----
    tau2 = (y'Py - tr(PV))/tr(P).

    References
    ----------
    DerSimonian R, Kacker R (2007). doi:10.1016/j.cct.2006.04.004
    """
    form = quadratic_form(yi, vi, ai, xi)
    value = (form.value - form.mean_at_zero) / form.mean_slope
    return Moment(value, form.se(max(0.0, value)) / form.mean_slope)


def dersimonian_laird(yi: Floats, vi: Floats, xi: Floats | None = None) -> Moment:
    """Estimate tau squared by DerSimonian and Laird's moments: weights 1/vi.

    References
    ----------
    DerSimonian R, Laird N (1986). doi:10.1016/0197-2456(86)90046-2
    """
    form = quadratic_form(yi, vi, 1 / vi, xi)
    value = (form.value - residual_df(len(yi), xi)) / form.mean_slope
    return Moment(value, form.se(max(0.0, value)) / form.mean_slope)


def hedges(yi: Floats, vi: Floats, xi: Floats | None = None) -> Moment:
    """Estimate tau squared by Hedges and Olkin's moments: equal weights.

    References
    ----------
    Hedges LV, Olkin I (1985). Statistical Methods for Meta-Analysis. Academic Press.
    """
    return generalised_q(yi, vi, np.ones_like(yi), xi)


def hunter_schmidt(yi: Floats, vi: Floats, xi: Floats | None = None) -> Moment:
    """Estimate tau squared as (Q - k)/sum(wi) with wi = 1/vi.

    References
    ----------
    Hunter JE, Schmidt FL (1990). Methods of Meta-Analysis. Sage.
    """
    wi = 1 / vi
    form = quadratic_form(yi, vi, wi, xi)
    total = float(wi.sum())
    value = (form.value - len(yi)) / total
    return Moment(value, form.se(max(0.0, value)) / total)


def hunter_schmidt_corrected(yi: Floats, vi: Floats, xi: Floats | None = None) -> Moment:
    """Estimate tau squared as (Q k/(k - p) - k)/sum(wi): Hunter-Schmidt for few studies.

    References
    ----------
    Viechtbauer W, Lopez-Lopez JA, Sanchez-Meca J, Marin-Martinez F (2015).
    doi:10.1037/met0000023
    """
    wi = 1 / vi
    k = len(yi)
    df = residual_df(k, xi)
    form = quadratic_form(yi, vi, wi, xi)
    total = float(wi.sum())
    value = (form.value * k / df - k) / total
    return Moment(value, k / df * form.se(max(0.0, value)) / total)


def sidik_jonkman(yi: Floats, vi: Floats, xi: Floats | None = None) -> Moment:
    """Estimate tau squared by Sidik and Jonkman's two steps; never negative.

    Notes
    -----
    With t0 the effects' variance (divided by k) and wi = 1/(vi + t0), tau2 = t0 Q(t0)/(k - p).

    References
    ----------
    Sidik K, Jonkman JN (2005). doi:10.1111/j.1467-9876.2005.00489.x
    """
    first = float(yi.var())
    form = quadratic_form(yi, vi, 1 / (vi + first), xi)
    scale = first / residual_df(len(yi), xi)
    value = scale * form.value
    return Moment(value, scale * form.se(value))
