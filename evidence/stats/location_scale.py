"""Meta-regression in which moderators also say how much true effects differ.

Vocabulary
----------
yi, vi : effects and their sampling variances
xi, zi : model matrices of the location and of the scale
tau2 : each effect's variance of true effects, exp(zi alpha), or zi alpha with the identity link
k, p, q : number of effects, of location and of scale coefficients
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients, coefficients_of, contrasts
from evidence.stats.design import Design
from evidence.stats.floats import Floats, Reported
from evidence.stats.likelihood import Likelihood
from evidence.stats.location_scale_likelihood import BOUNDLESS, LINKS, ScaleModel, tau2_at
from evidence.stats.location_scale_maximum import Highest, highest
from evidence.stats.refusal import require_choice
from evidence.stats.regression import Regression, regress_effects
from evidence.stats.sampled import checked
from evidence.stats.tau2 import LIKELIHOODS


class LocationScale(NamedTuple):
    """A fitted location-scale model.

    ``scale`` has NaN errors where ``at_edge``: the likelihood is highest where some tau2 is 0,
    which coefficients of a logarithm reach only at infinity. ``local_maxima`` counts the peaks
    that were found from several starts.
    """

    location: Regression
    scale: Coefficients
    tau2: Floats
    log_likelihood: float
    converged: bool
    local_maxima: int
    at_edge: bool


def fit_location_scale(
    yi: Reported,
    vi: Reported,
    design: Design,
    scale: Design,
    *,
    method: str = "REML",
    link: str = "log",
    test: str = "z",
    level: float = 0.95,
) -> LocationScale:
    """Fit effects to moderators, and the variance of true effects to others.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, more than coefficients.
    design, scale : Design
        Model matrices of the location and of the scale.
    method : {"REML", "ML"}
        Which likelihood is made largest.
    link : {"log", "identity"}
        What is linear in the scale's moderators: the logarithm of tau2, or tau2 itself.
    test : {"z", "t", "knha", "adhoc"}
        As for ``regress_effects``; scale coefficients have k - q degrees of freedom.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    LocationScale

    Raises
    ------
    ValueError
        For bad options or effects, or an identity link under which some tau2 is always 0.

    Notes
    -----
    The location coefficients are profiled out; scale coefficients are the highest of the peaks
    that Newton's method finds from several starts, and their standard errors are those of the
    observed information.

    References
    ----------
    Viechtbauer W, López-López JA (2022). doi:10.1002/jrsm.1562

    Examples
    --------
    >>> from evidence.stats.design import design
    >>> mean = design(np.ones((4, 1)))
    >>> found = fit_location_scale([0.0, 1.0, 0.2, 2.0], [0.1] * 4, mean, mean)
    >>> round(float(found.tau2[0]), 4)
    0.7267
    """
    require_choice("method", method, LIKELIHOODS)
    require_choice("link", link, LINKS)
    (k, p), q = design.basis.shape, scale.basis.shape[1]
    effects = checked(yi, vi, least=max(p, q) + 1)
    if scale.basis.shape[0] != k:
        raise ValueError(f"model matrices of {k} and {scale.basis.shape[0]} rows")
    data = Likelihood(effects.yi, design.basis, effects.vi, method == "REML")
    model = ScaleModel(data, scale.basis * np.sqrt(k), link)
    found = highest(model)
    tau2 = tau2_at(model, found.alpha)
    back = scale.back * np.sqrt(k)
    return LocationScale(
        location=regress_effects(effects.yi, effects.vi, design, tau2=tau2, test=test, level=level),
        scale=coefficients_of(
            back @ found.alpha,
            back @ _root(found),
            df=None if test == "z" else float(k - q),
            level=level,
        ),
        tau2=tau2,
        log_likelihood=found.surface.height,
        converged=found.converged,
        local_maxima=found.local_maxima,
        at_edge=found.at_edge,
    )


def _root(found: Highest) -> Floats:
    """Take a square root of the inverse information, NaN where there is none."""
    lengths, axes = np.linalg.eigh(-found.surface.bend)
    if found.at_edge or lengths[0] <= 1e-12 * abs(lengths[-1]):
        return np.full_like(found.surface.bend, np.nan)
    return np.asarray(axes / np.sqrt(lengths))


class Variances(NamedTuple):
    """Variance of true effects at given moderators of the scale, with its limits."""

    tau2: list[float]
    low: list[float]
    high: list[float]


def variances_at(scale: Coefficients, rows: Floats, *, link: str) -> Variances:
    """Return the variance of true effects at given moderators of the scale.

    Parameters
    ----------
    scale : Coefficients
        The scale's, as ``fit_location_scale`` gives them.
    rows : array of float, shape (n, q)
        Moderators, laid out as the scale's model matrix.
    link : {"log", "identity"}
        As the model was fitted.

    Returns
    -------
    Variances
        Limits at the level of the coefficients; nothing is below zero, and limits are NaN where
        coefficients have no standard errors.

    Notes
    -----
    Exponentials of z a with its limits, or these themselves; metafor's ``predict`` with
    ``newscale``.

    References
    ----------
    Viechtbauer W, López-López JA (2022). doi:10.1002/jrsm.1562

    Examples
    --------
    >>> level = coefficients_of(np.array([0.0]), np.array([[1.0]]), df=None, level=0.95)
    >>> [round(each[0], 2) for each in variances_at(level, np.array([[1.0]]), link="log")]
    [1.0, 0.14, 7.1]
    """
    found = contrasts(scale, rows)
    lines = (found.estimate, found.ci_low, found.ci_high)
    if link == "identity":
        return Variances(*(np.maximum(line, 0.0).tolist() for line in lines))
    return Variances(*(np.exp(np.clip(line, -BOUNDLESS, BOUNDLESS)).tolist() for line in lines))
