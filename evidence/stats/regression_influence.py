"""What each study does to a meta-regression.

Vocabulary
----------
yi, vi : effects and their sampling variances
b : coefficients; a value "without study i" is from the fit to all others
tau2 : variance of true effects that the moderators leave
hat : a study's leverage, between 0 and 1
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.design import Design, design, redundant_columns
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.heterogeneity import cochran_q
from evidence.stats.pooling import ratio
from evidence.stats.regression import Regression, regress_effects
from evidence.stats.sampled import Sampled, checked
from evidence.stats.tau2 import WEIGHTED, checked_weights, estimate_tau2


class RegressionInfluence(NamedTuple):
    """One row a study; NaN for a study without which a coefficient cannot be told.

    As :class:`evidence.stats.influence.Influence`, save that ``dfbs`` has a column a coefficient
    and ``cov_r`` compares the determinants of the coefficients' covariances. ``residual`` is the
    effect less what the others' fit expects.
    """

    residual: Floats
    rstudent: Floats
    dffits: Floats
    cook_d: Floats
    cov_r: Floats
    tau2_del: Floats
    q_del: Floats
    hat: Floats
    weight: Floats
    dfbs: Floats
    influential: Bools


def regression_influence(
    yi: Reported,
    vi: Reported,
    model: Design,
    *,
    method: str,
    test: str = "z",
    weights: Reported | None = None,
) -> RegressionInfluence:
    """Measure what each study does to a meta-regression.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least two more than there are coefficients.
    model : Design
        The model matrix.
    method : str
        How tau2 is estimated, anew without each study.
    test : {"z", "t", "knha", "adhoc"}
        How coefficients are tested; decides the variance factor.
    weights : array_like, shape (k,), optional
        The user's own weights; inverse-variance weights when not given.

    Returns
    -------
    RegressionInfluence

    Notes
    -----
    With b_i, tau2_i and s_i (the variance factor) from the fit without study i, C the covariance
    of b and x the study's row of the model matrix: rstudent = (yi - x b_i)/sqrt(s_i (vi + tau2_i)
    + x C_i x'), dffits = x (b - b_i)/sqrt(s_i hat_i (vi + tau2_i)), Cook's distance =
    (b - b_i)' C**-1 (b - b_i), cov_r = det C_i/det C, and dfbs = (b - b_i) over the square roots
    of the diagonal of s_i (X' diag(1/(vj + tau2_i)) X)**-1, over all j; of the user's own weights,
    over those of their covariance matrix, and for hat_i (vi + tau2_i) the variance of the fitted
    value. A study is marked when
    |dffits| > 3 sqrt(p/(k - p)), the chi-square probability (p degrees of freedom) below Cook's
    distance is over one half, hat > 3 p/k, or any |dfbs| > 1.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). doi:10.1002/jrsm.11

    Examples
    --------
    >>> from evidence.stats.design import design
    >>> line = design([[1, 0], [1, 1], [1, 2], [1, 3], [1, 4], [1, 9]])
    >>> yi = [0.1, 0.2, 0.1, 0.2, 0.1, 3.0]
    >>> found = regression_influence(yi, [0.5] * 6, line, method="EE")
    >>> found.influential.tolist()
    [False, False, False, False, False, True]
    """
    k, p = model.xi.shape
    effects = checked(yi, vi, least=p + 2)
    own = None if weights is None else checked_weights(weights, k)
    how = _How(effects, own, method, test)
    tau2, whole = _fitted(how, np.ones(k, dtype=np.bool_), model)
    rows = [_without(how, model, whole, one) for one in range(k)]
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    residual, rstudent, dffits, cook_d, cov_r, tau2_del, q_del, dfbs = columns
    weight = 1 / (effects.vi + tau2) if own is None else own
    found = RegressionInfluence(
        residual,
        rstudent,
        dffits,
        cook_d,
        cov_r,
        tau2_del,
        q_del,
        whole.leverage,
        100 * weight / weight.sum(),
        dfbs.reshape(k, p),
        np.zeros(k, dtype=np.bool_),
    )
    return found._replace(influential=_marked(found, k, p))


class _How(NamedTuple):
    """The effects and how every fit to some of them is done."""

    effects: Sampled
    weights: Floats | None
    method: str
    test: str


def _fitted(how: _How, used: Bools, part: Design) -> tuple[float, Regression]:
    """Fit some of the effects to their rows of the model matrix."""
    yi, vi = (column[used] for column in how.effects)
    own = None if how.weights is None else how.weights[used]
    by = own if how.method in WEIGHTED else None
    tau2 = estimate_tau2(yi, vi, method=how.method, weights=by, xi=part.basis).value
    return tau2, regress_effects(yi, vi, part, tau2=tau2, weights=own, test=how.test)


def _without(
    how: _How, model: Design, whole: Regression, one: int
) -> tuple[float, float, float, float, float, float, float, Floats]:
    effects = how.effects
    others = np.arange(len(effects.yi)) != one
    rows, row = model.xi[others], model.xi[one]
    if redundant_columns(rows):
        nothing = float("nan")
        return (*(nothing,) * 7, np.full(len(row), nothing))
    part = design(rows)
    tau2, fit = _fitted(how, others, part)
    s = fit.variance_factor
    moved = whole.coefficients.estimate - fit.coefficients.estimate
    left = float(effects.yi[one] - row @ fit.coefficients.estimate)
    left = 0.0 if abs(left) < 100 * np.finfo(np.float64).eps else left
    marginal = s * float(effects.vi[one] + tau2)
    doubt = row @ fit.coefficients.root
    turned = np.linalg.solve(whole.coefficients.root, moved)
    again = regress_effects(*effects, model, tau2=tau2, weights=how.weights)
    spread = again.coefficients.se * np.sqrt(s)
    sizes = [np.linalg.slogdet(each.coefficients.root)[1] for each in (fit, whole)]
    return (
        left,
        left / np.sqrt(marginal + float(doubt @ doubt)),
        ratio(
            float(row @ moved), float(np.sqrt(s * _fitted_variance(how, model, whole, one, tau2)))
        ),
        float(turned @ turned),
        float(np.exp(2 * (sizes[0] - sizes[1]))),
        tau2,
        cochran_q(effects.yi[others], effects.vi[others], xi=part.basis).q,
        moved / spread,
    )


def _fitted_variance(how: _How, model: Design, whole: Regression, one: int, tau2: float) -> float:
    """Return the variance of an effect's fitted value were tau2 as it is without the effect."""
    if how.weights is None:
        return float(whole.leverage[one] * (how.effects.vi[one] + tau2))
    scale = np.sqrt(how.weights)
    columns, triangle = np.linalg.qr(scale[:, None] * model.basis)
    hat = columns @ np.linalg.solve(triangle.T, model.basis[one]) * scale
    return float(hat**2 @ (how.effects.vi + tau2))


def _marked(found: RegressionInfluence, k: int, p: int) -> Bools:
    marked: Bools = (
        (np.abs(found.dffits) > 3 * np.sqrt(p / (k - p)))
        | (special.chdtr(p, found.cook_d) > 0.5)
        | (found.hat > 3 * p / k)
        | (np.abs(found.dfbs) > 1).any(axis=1)
    )
    return marked
