"""Counts that would give a study's adjusted relative risks, and the covariances they imply.

Vocabulary
----------
A, N : effective cases, and effective people or person-time, at each dose; B = N - A
reference : the dose that all relative risks compare with
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq, root

from evidence.stats.dose_response.studies import Study
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice

METHODS = ("GL", "hamling", "independent")
FOUND = 1e-9
"""How near Hamling's two proportions must come to the crude ones, relatively."""


class EffectiveCounts(NamedTuple):
    """Effective cases and people or person-time, the reference included."""

    cases: Floats
    n: Floats


def greenland_longnecker(study: Study) -> EffectiveCounts:
    """Return the counts that keep all crude totals and give the study's relative risks.

    Parameters
    ----------
    study : Study

    Returns
    -------
    EffectiveCounts

    Notes
    -----
    The people at each dose, and the cases in all, are as they were counted. With relative risks
    r against the reference, A is proportional to n r for rates and risks; for case-control
    studies the odds A/B are proportional to r.

    References
    ----------
    Greenland S, Longnecker MP (1992). doi:10.1093/oxfordjournals.aje.a116237

    Examples
    --------
    >>> from evidence.stats.dose_response.studies import study_of
    >>> two = study_of([0, 5], [0, math.log(2)], [0, 0.01], [20, 40], [10, 10], design="ir")
    >>> greenland_longnecker(two).cases.round(9).tolist()
    [20.0, 40.0]
    """
    total = float(study.cases.sum())
    if study.design != "cc":
        expected = study.n * np.exp(study.y)
        return EffectiveCounts(total * expected / expected.sum(), study.n)

    def at(log_odds: float) -> Floats:
        return np.asarray(study.n / (1 + np.exp(-study.y - log_odds)))

    share = total / float(study.n.sum())
    middle = math.log(share / (1 - share))
    reach = float(np.abs(study.y).max()) + 1.0
    log_odds = brentq(
        lambda value: float(at(value).sum()) - total, middle - reach, middle + reach, xtol=1e-14
    )
    return EffectiveCounts(at(float(log_odds)), study.n)


def hamling(study: Study) -> EffectiveCounts:
    """Return the counts that give the study's relative risks and their variances.

    Parameters
    ----------
    study : Study

    Returns
    -------
    EffectiveCounts

    Raises
    ------
    ValueError
        When no counts above zero do so.

    Notes
    -----
    Two proportions are kept: that of people without the outcome (of all people or person-time
    for cohorts) who have the reference dose, and that of all of them to all cases.

    References
    ----------
    Hamling J, Lee P, Weitkunat R, Ambühl M (2008). doi:10.1002/sim.3013

    Examples
    --------
    >>> from evidence.stats.dose_response.studies import study_of
    >>> crude = study_of(
    ...     [0, 5], [0, math.log(2)], [0, 1 / 20 + 1 / 40], [20, 40], [10, 10], design="ir"
    ... )
    >>> hamling(crude).cases.round(6).tolist()
    [20.0, 40.0]
    """
    at, others = study.reference, study.others
    well = study.n - study.cases if study.design == "cc" else study.n
    share, ratio = _proportions(well, study.cases, at)

    def off(free: Floats) -> Floats:
        counts = given_reference(study, float(np.exp(free[0])), float(np.exp(free[1])))
        rest = counts.n - counts.cases if study.design == "cc" else counts.n
        found = _proportions(rest, counts.cases, at)
        return np.array([found[0] / share - 1, found[1] / ratio - 1])

    begun = np.log([study.cases[at], well[at]])
    with np.errstate(all="ignore"):
        found = root(off, begun, tol=1e-14)
        counts = given_reference(study, *np.exp(found.x).tolist())
    fits = np.abs(off(found.x)).max() < FOUND
    if not fits or (counts.cases <= 0).any() or (counts.n <= 0).any():
        raise ValueError(f"no effective counts give the variances {study.v[others].tolist()}")
    return counts


def _proportions(well: Floats, cases: Floats, reference: int) -> tuple[float, float]:
    return float(well[reference] / well.sum()), float(well.sum() / cases.sum())


def given_reference(study: Study, cases: float, well: float) -> EffectiveCounts:
    """Return the counts that variances and relative risks give for those of the reference."""
    risk = np.exp(study.y)
    if study.design == "cc":
        left = study.v - 1 / cases - 1 / well
        sick = (1 + risk * cases / well) / left
        everyone = sick + (1 + well / (cases * risk)) / left
        reference = cases + well
    elif study.design == "ir":
        left = study.v - 1 / cases
        sick, reference = 1 / left, well
        everyone = well / (cases * risk) / left
    else:
        left = study.v - 1 / cases + 1 / well
        sick, reference = (1 - risk * cases / well) / left, well
        everyone = (well / (cases * risk) - 1) / left
    return EffectiveCounts(
        np.where(study.others, sick, cases), np.where(study.others, everyone, reference)
    )


COUNTS: dict[str, Callable[[Study], EffectiveCounts]] = {
    "GL": greenland_longnecker,
    "hamling": hamling,
}


def covariance_of_counts(study: Study, counts: EffectiveCounts) -> Floats:
    """Return the covariance matrix of a study's log relative risks, without the reference.

    Parameters
    ----------
    study : Study
        Whose variances stand on the diagonal.
    counts : EffectiveCounts
        Which give the correlations.

    Returns
    -------
    array of float, shape (d - 1, d - 1)

    Notes
    -----
    The covariance of two log relative risks is the variance of the reference's own part, which
    is 1/A + 1/B for odds, 1/A for rates and 1/A - 1/N for risks.

    References
    ----------
    Greenland S, Longnecker MP (1992). doi:10.1093/oxfordjournals.aje.a116237

    Examples
    --------
    >>> from evidence.stats.dose_response.studies import study_of
    >>> three = study_of([0, 1, 2], [0, 0, 0], [0, 2, 2], [1, 1, 1], [9, 9, 9], design="ir")
    >>> covariance_of_counts(three, EffectiveCounts(three.cases, three.n)).round(9).tolist()
    [[2.0, 1.0], [1.0, 2.0]]
    """
    a, n = counts.cases, counts.n
    part = 1 / a
    if study.design == "cc":
        part = 1 / a + 1 / (n - a)
    elif study.design == "ci":
        part = 1 / a - 1 / n
    own = part[study.reference]
    total = own + part[study.others]
    correlation = own / np.sqrt(total[:, None] * total[None, :])
    np.fill_diagonal(correlation, 1.0)
    sd = np.sqrt(study.v[study.others])
    return np.asarray(sd[:, None] * correlation * sd[None, :])


def covariance_of(study: Study, *, method: str = "GL") -> Floats:
    """Return the covariance matrix of a study's log relative risks.

    Parameters
    ----------
    study : Study
    method : {"GL", "hamling", "independent"}
        How the correlations are had; ``"independent"`` sets them to zero, which is wrong but for
        a check of how much they matter.

    Returns
    -------
    array of float, shape (d - 1, d - 1)

    Raises
    ------
    ValueError
        For an unknown method, or where Hamling's counts do not exist.

    References
    ----------
    Greenland S, Longnecker MP (1992). doi:10.1093/oxfordjournals.aje.a116237
    Hamling J, Lee P, Weitkunat R, Ambühl M (2008). doi:10.1002/sim.3013

    Examples
    --------
    >>> from evidence.stats.dose_response.studies import study_of
    >>> three = study_of([0, 1, 2], [0, 0, 0], [0, 2, 2], [1, 1, 1], [9, 9, 9], design="ir")
    >>> covariance_of(three, method="independent").tolist()
    [[2.0, 0.0], [0.0, 2.0]]
    """
    require_choice("covariance", method, METHODS)
    if method == "independent":
        return np.diag(study.v[study.others])
    return covariance_of_counts(study, COUNTS[method](study))
