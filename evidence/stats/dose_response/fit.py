"""Dose-response meta-analysis: a curve for each study, and the curves pooled.

Vocabulary
----------
trend : a study's coefficients of the curve, with their covariance
psi : covariance matrix of true trends between studies
q : number of coefficients of a curve
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.dose_response.shapes import basis
from evidence.stats.dose_response.studies import Study
from evidence.stats.floats import Floats, Reported
from evidence.stats.multivariate.fit import MultivariateFit, fit_multivariate
from evidence.stats.multivariate.outcomes import outcomes_of
from evidence.stats.multivariate.solved import solve_at


class Trend(NamedTuple):
    """A study's coefficients, their covariance, and its log relative risks' likelihood there."""

    coefficients: Floats
    covariance: Floats
    log_likelihood: float


class Goodness(NamedTuple):
    """How well one curve common to all studies fits their log relative risks.

    ``deviance`` is their weighted sum of squares about it, with ``df`` degrees of freedom;
    ``r2`` the share it explains of that about no effect at all, ``r2_adjusted`` for the number
    of coefficients.
    """

    deviance: float
    df: int
    r2: float
    r2_adjusted: float


class DoseResponseFit(NamedTuple):
    """A pooled dose-response curve.

    Parameters
    ----------
    pooled : MultivariateFit
        Of the studies' trends.
    trends : tuple of Trend
    one_stage : float
        Log-likelihood of all log relative risks at once, which the two-stage fit maximises as
        well; restricted for REML (without a term of X'X), NaN for MM.
    goodness : Goodness
        Of the curve with common coefficients, whatever the method.
    shape, knots
        Of the curve.
    """

    pooled: MultivariateFit
    trends: tuple[Trend, ...]
    one_stage: float
    goodness: Goodness
    shape: str
    knots: tuple[float, ...]


def trend_of(study: Study, covariance: Floats, columns: Floats) -> Trend:
    """Fit a curve to one study by generalised least squares.

    Parameters
    ----------
    study : Study
    covariance : array of float, shape (d - 1, d - 1)
        Of its log relative risks, without the reference.
    columns : array of float, shape (d, q)
        The curve's basis at its doses; that of the reference is subtracted.

    Returns
    -------
    Trend

    Raises
    ------
    ValueError
        When the study has fewer doses beside the reference than the curve has coefficients.

    References
    ----------
    Greenland S, Longnecker MP (1992). doi:10.1093/oxfordjournals.aje.a116237

    Examples
    --------
    >>> from evidence.stats.dose_response.studies import study_of
    >>> two = study_of([0, 5], [0, 0.5], [0, 0.25], [9, 12], [90, 95], design="ci")
    >>> trend_of(two, np.array([[0.25]]), two.dose[:, None]).coefficients.tolist()
    [0.1]
    """
    x, y = _compared(study, columns)
    q = x.shape[1]
    if np.linalg.matrix_rank(x) < q:
        doses = study.dose[study.others].tolist()
        raise ValueError(f"doses {doses} do not tell {q} coefficients")
    weighted = np.linalg.solve(covariance, x)
    inverse = np.linalg.inv(x.T @ weighted)
    coefficients = inverse @ (weighted.T @ y)
    left = y - x @ coefficients
    told = len(y) * math.log(2 * math.pi) + float(np.linalg.slogdet(covariance)[1])
    squares = float(left @ np.linalg.solve(covariance, left))
    return Trend(coefficients, (inverse + inverse.T) / 2, -0.5 * (told + squares))


def _compared(study: Study, columns: Floats) -> tuple[Floats, Floats]:
    others = study.others
    return columns[others] - columns[study.reference], study.y[others]


def fit_dose_response(
    studies: Sequence[Study],
    covariances: Sequence[Floats],
    *,
    shape: str = "linear",
    knots: Reported | None = None,
    method: str = "REML",
) -> DoseResponseFit:
    """Pool the dose-response curves of several studies.

    Parameters
    ----------
    studies : sequence of Study
    covariances : sequence of array of float
        Of each study's log relative risks; see
        :func:`~evidence.stats.dose_response.effective_counts.covariance_of`.
    shape, knots
        Of the curve; see :func:`~evidence.stats.dose_response.shapes.basis`.
    method : {"REML", "ML", "MM", "FE"}
        How true trends may differ between studies; see
        :func:`~evidence.stats.multivariate.fit.fit_multivariate`.

    Returns
    -------
    DoseResponseFit

    Raises
    ------
    ValueError
        For an unknown choice, or naming the study (counted from zero) that has too few doses.

    Notes
    -----
    Each study needs at least as many doses beside its reference as the curve has coefficients.
    Where that is so, one stage (all log relative risks in one model with random coefficients)
    and two stages have the same maximum, as the studies' trends are sufficient: their
    likelihoods differ by a constant.

    References
    ----------
    Orsini N, Li R, Wolk A, Khudyakov P, Spiegelman D (2012). doi:10.1093/aje/kwr265
    Gasparrini A, Armstrong B, Kenward MG (2012). doi:10.1002/sim.5471

    Examples
    --------
    >>> from evidence.stats.dose_response.effective_counts import covariance_of
    >>> from evidence.stats.dose_response.studies import study_of
    >>> given = [
    ...     study_of([0, 5], [0, 5 * slope], [0, 0.01], [9, 9], [90, 95], design="ci")
    ...     for slope in (0.1, 0.2, 0.3)
    ... ]
    >>> fit = fit_dose_response(given, [covariance_of(one) for one in given])
    >>> round(float(fit.pooled.coefficients[0]), 4)
    0.2
    """
    columns = [basis(study.dose, shape, knots=knots) for study in studies]
    trends = []
    for place, (study, covariance, one) in enumerate(
        zip(studies, covariances, columns, strict=True)
    ):
        try:
            trends.append(trend_of(study, covariance, one))
        except ValueError as fault:
            raise ValueError(f"study {place}: {fault}") from fault
    outcomes = outcomes_of(
        np.array([trend.coefficients for trend in trends]),
        np.array([trend.covariance for trend in trends]),
    )
    pooled = fit_multivariate(outcomes, method=method)
    return DoseResponseFit(
        pooled,
        tuple(trends),
        one_stage_likelihood(pooled, trends),
        _goodness(studies, covariances, columns, pooled),
        shape,
        () if knots is None else tuple(np.asarray(knots, dtype=np.float64).tolist()),
    )


def one_stage_likelihood(pooled: MultivariateFit, trends: Sequence[Trend]) -> float:
    """Return the log-likelihood of all log relative risks, from that of the trends."""
    columns = pooled.outcomes.columns
    volume = float(np.linalg.slogdet(columns.T @ columns)[1]) if pooled.method == "REML" else 0.0
    return pooled.log_likelihood - 0.5 * volume + sum(_beyond(trend) for trend in trends)


def _beyond(trend: Trend) -> float:
    """Return the log-likelihood of what a study found, given its trend."""
    size = len(trend.coefficients)
    volume = float(np.linalg.slogdet(trend.covariance)[1])
    return trend.log_likelihood + 0.5 * (size * math.log(2 * math.pi) + volume)


def _goodness(
    studies: Sequence[Study],
    covariances: Sequence[Floats],
    columns: Sequence[Floats],
    pooled: MultivariateFit,
) -> Goodness:
    coefficients = solve_at(pooled.outcomes, np.zeros_like(pooled.psi)).coefficients
    about_curve, about_none, count = 0.0, 0.0, 0
    for study, covariance, one in zip(studies, covariances, columns, strict=True):
        x, y = _compared(study, one)
        left = y - x @ coefficients
        about_curve += float(left @ np.linalg.solve(covariance, left))
        about_none += float(y @ np.linalg.solve(covariance, y))
        count += len(y)
    df = count - len(coefficients)
    r2 = 1 - about_curve / about_none
    return Goodness(about_curve, df, r2, 1 - (count / df) * (1 - r2) if df else math.nan)
