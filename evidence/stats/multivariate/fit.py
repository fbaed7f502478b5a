"""Multivariate meta-analysis: several outcomes of each study, pooled together.

Vocabulary
----------
m, k : numbers of studies and outcomes
psi : covariance matrix of true effects between studies
structure : what psi may look like, by the names of ``dependent.structures``
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import Structured
from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.multivariate.moments import psi_by_moments
from evidence.stats.multivariate.outcomes import Outcomes
from evidence.stats.multivariate.solved import Solved, solve_at
from evidence.stats.quantiles import chi_square_above
from evidence.stats.refusal import require_choice

METHODS = ("FE", "REML", "ML", "MM")
STRUCTURES = ("UN", "DIAG", "ID", "CS", "HCS")


class MultivariateFit(NamedTuple):
    """A fitted model of several outcomes.

    Parameters
    ----------
    coefficients, covariance : array of float
        Of the first column of the model matrix for each outcome, then of the second.
    psi : array of float, shape (k, k)
        Zero for FE.
    log_likelihood : float
        Restricted for REML; NaN for MM, which has none.
    parameters : int
        Coefficients, and variances and covariances that were estimated.
    q : CochranQ
        Of all outcomes together.
    q_of_outcomes : tuple of CochranQ
        What the common coefficients leave of each outcome, by its own variances.
    method, structure, converged, local_maxima
        How psi was found.
    outcomes, solved
        What further computations start from.
    """

    coefficients: Floats
    covariance: Floats
    psi: Floats
    log_likelihood: float
    parameters: int
    q: CochranQ
    q_of_outcomes: tuple[CochranQ, ...]
    method: str
    structure: str
    converged: bool
    local_maxima: int
    outcomes: Outcomes
    solved: Solved


def fit_multivariate(
    outcomes: Outcomes, *, method: str = "REML", structure: str = "UN", floor: float = 0.0
) -> MultivariateFit:
    """Pool several outcomes of each study.

    Parameters
    ----------
    outcomes : Outcomes
    method : {"REML", "ML", "MM", "FE"}
        Restricted or full maximum likelihood, moments, or no variance between studies.
    structure : {"UN", "DIAG", "ID", "CS", "HCS"}
        Of psi, for REML and ML; MM is unstructured.
    floor : float
        What MM sets eigenvalues of psi to that come out below zero.

    Returns
    -------
    MultivariateFit

    Raises
    ------
    ValueError
        For an unknown choice, a structure that MM has not, or no more effects than coefficients.

    Notes
    -----
    y ~ N(X b, S + psi). Outcomes are first turned so that the studies' errors are as good as
    uncorrelated and of one size; the highest of all tops of the likelihood is then found by
    :func:`~evidence.stats.dependent.fit.fit_dependent`. Likelihoods of psi often have several.

    References
    ----------
    Jackson D, Riley R, White IR (2011). doi:10.1002/sim.4172
    Gasparrini A, Armstrong B, Kenward MG (2012). doi:10.1002/sim.5471

    Examples
    --------
    >>> from evidence.stats.multivariate.outcomes import outcomes_of
    >>> errors = [[[0.02, 0.01], [0.01, 0.02]]] * 4
    >>> four = outcomes_of([[0.1, 0.2], [0.4, 0.6], [0.9, 1.1], [0.3, 0.2]], errors)
    >>> fit_multivariate(four).psi.round(3).tolist()
    [[0.1, 0.127], [0.127, 0.163]]
    """
    require_choice("method", method, METHODS)
    require_choice("structure", structure, STRUCTURES)
    if method == "MM" and structure != "UN":
        raise ValueError(f"method 'MM' has no structure {structure!r}")
    size = outcomes.y.shape[1]
    n, p = outcomes.columns.shape
    if method != "FE" and n <= p:
        raise ValueError(f"{method} needs more effects than {p} coefficients, found {n}")
    converged, tops, psi = True, 1, np.zeros((size, size))
    if method == "MM":
        psi = psi_by_moments(outcomes, floor=floor)
    elif method != "FE":
        psi, converged, tops = _likeliest(outcomes, method, structure)
    return fitted_at(outcomes, psi, method=method, structure=structure)._replace(
        converged=converged, local_maxima=tops
    )


def fitted_at(
    outcomes: Outcomes, psi: Floats, *, method: str, structure: str = "UN"
) -> MultivariateFit:
    """Return the model at a covariance between studies that is given."""
    solved = solve_at(outcomes, psi)
    likelihood = {"REML": solved.restricted, "MM": np.nan}.get(method, solved.likelihood)
    common = solve_at(outcomes, np.zeros_like(psi))
    n, p = outcomes.columns.shape
    size = len(psi)
    free = {"UN": size * (size + 1) // 2, "DIAG": size, "ID": 1, "CS": 2, "HCS": size + 1}
    return MultivariateFit(
        solved.coefficients,
        solved.covariance,
        psi,
        likelihood,
        p + (0 if method == "FE" else free[structure]),
        _test(common.left, n - p),
        _by_outcome(outcomes, common),
        method,
        structure,
        True,
        1,
        outcomes,
        solved,
    )


def _by_outcome(outcomes: Outcomes, common: Solved) -> tuple[CochranQ, ...]:
    own = np.diagonal(outcomes.s, axis1=1, axis2=2)
    parts = np.where(outcomes.seen, common.residuals**2 / own, 0.0).sum(axis=0)
    spare = outcomes.seen.sum(axis=0) - outcomes.x.shape[1]
    return tuple(_test(float(q), int(df)) for q, df in zip(parts, spare, strict=True))


def _test(q: float, df: int) -> CochranQ:
    value = q if df > 0 else 0.0
    return CochranQ(value, max(0, df), chi_square_above(value, max(0, df)))


def _likeliest(outcomes: Outcomes, method: str, structure: str) -> tuple[Floats, bool, int]:
    turn = _turn(outcomes, structure)
    back = np.linalg.inv(turn)
    seen = outcomes.seen
    mixed = np.where(seen, outcomes.y, 0.0) @ turn.T
    errors = [turn @ np.where(np.isfinite(one), one, 0.0) @ turn.T for one in outcomes.s]
    blocks, vi, start = [], [], 0
    for one, mine in zip(errors, seen, strict=True):
        part = (one + one.T)[np.ix_(mine, mine)] / 2
        blocks.append(Block(np.arange(start, start + len(part)), part))
        vi.append(np.diag(part))
        start += len(part)
    study, outcome = np.nonzero(seen)
    fit = fit_dependent(
        mixed[seen],
        np.concatenate(vi),
        terms=[Structured(outcome.tolist(), study.tolist(), structure)],
        blocks=[block for block in blocks if len(block.places) > 1],
        xi=outcomes.columns,
        method=method,
    )
    (term,) = fit.terms
    return back @ _whole(term.covariance, seen.shape[1]) @ back.T, fit.converged, fit.local_maxima


def _whole(covariance: Floats, size: int) -> Floats:
    """Return the covariance of all outcomes; one number where there is one outcome."""
    return np.asarray(covariance, dtype=np.float64).reshape(size, size)


def _turn(outcomes: Outcomes, structure: str) -> Floats:
    """Return what outcomes are multiplied by: they are mixed where psi may be anything."""
    if structure == "UN" and outcomes.seen.all():
        inverses = np.linalg.inv(outcomes.s)
        return np.asarray(np.linalg.cholesky(inverses.mean(axis=0)).T)
    return np.eye(outcomes.y.shape[1])
