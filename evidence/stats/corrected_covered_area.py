"""Corrected covered area (CCA): how much reviews rest on the same studies.

Vocabulary
----------
N : inclusions, counted over all reviews
r : studies that some review includes
c : reviews
X : cells of those studies in which a review could not include the study (structurally missing)
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats


class CoveredArea(NamedTuple):
    """The lowest and the highest CCA that unclear cells allow; equal where none is unclear."""

    low: float
    high: float


def corrected_covered_area(cells: Floats) -> float:
    """Return the CCA of a matrix of studies and reviews.

    Parameters
    ----------
    cells : array, studies by reviews
        1 where the review includes the study, 0 where it does not, -1 where it could not (the
        study is newer than the review's search).

    Returns
    -------
    float
        From 0 (no study twice) to 1 (every study in every review that could include it).

    Raises
    ------
    ValueError
        Fewer than two reviews, or no study that two reviews could have included.

    Notes
    -----
    ``CCA = (N - r) / (r c - r - X)``. Up to 5 % is called slight overlap, up to 10 % moderate,
    up to 15 % high and above that very high; the limits have no empirical ground.

    References
    ----------
    Pieper D, et al. (2014). J Clin Epidemiol 67:368-75.
    https://doi.org/10.1016/j.jclinepi.2013.11.007

    Bougioukas KI, et al. (2021). J Clin Epidemiol 132:34-45, on structural missingness.
    https://doi.org/10.1016/j.jclinepi.2020.12.004

    Examples
    --------
    >>> corrected_covered_area(np.array([[1, 1], [1, 0], [0, 1]]))
    0.3333333333333333
    """
    included, room = _counts(_matrix(cells))
    some = included > 0
    repeats = float((included[some] - 1).sum())
    area = float(room[some].sum())
    if area <= 0:
        raise ValueError("no study could be in two reviews")
    return repeats / area


def covered_area_bounds(cells: Floats) -> CoveredArea:
    """Return the lowest and highest CCA when some cells are unclear.

    Parameters
    ----------
    cells : array, studies by reviews
        As for :func:`corrected_covered_area`, with NaN where nobody knows.

    Returns
    -------
    CoveredArea
        Over every way of filling the unclear cells with 0 or 1.

    Raises
    ------
    ValueError
        As for :func:`corrected_covered_area`, however the cells are filled.

    Notes
    -----
    A study that is surely included somewhere gives the most repeats where all its unclear cells
    are inclusions, and the fewest where none is. A study nobody surely includes adds only area
    where one unclear cell is an inclusion, which is lowest; filled wholly it raises the ratio
    where its own is above that of the others, so studies are taken in from the highest ratio
    down while that holds.

    Examples
    --------
    >>> covered_area_bounds(np.array([[1, np.nan], [1, 0], [0, 1]])).high
    0.3333333333333333
    """
    matrix = _matrix(cells)
    unclear = np.isnan(matrix).sum(axis=1)
    sure, room = _counts(np.nan_to_num(matrix))
    known, open_ = sure > 0, (sure == 0) & (unclear > 0) & (room > 0)
    area = float(room[known].sum())
    lowest = (float((sure[known] - 1).sum()), area + float(room[open_].sum()))
    highest = [float((sure[known] + unclear[known] - 1).sum()), area]
    shares = [(float(n - 1), float(r)) for n, r in zip(unclear[open_], room[open_], strict=True)]
    for repeats, more in sorted(shares, key=lambda one: one[0] / one[1], reverse=True):
        if repeats * highest[1] >= highest[0] * more:
            highest = [highest[0] + repeats, highest[1] + more]
    if highest[1] <= 0:
        raise ValueError("no study could be in two reviews")
    return CoveredArea(lowest[0] / lowest[1], highest[0] / highest[1])


def _matrix(cells: Floats) -> Floats:
    matrix = np.asarray(cells, dtype=float)
    if matrix.ndim != 2 or matrix.shape[1] < 2:
        raise ValueError("cells must have a column for each of two or more reviews")
    return matrix


def _counts(matrix: Floats) -> tuple[Floats, Floats]:
    """Return, for each study, its inclusions and the further reviews that could include it."""
    possible = (matrix >= 0).sum(axis=1)
    return (matrix == 1).sum(axis=1), np.maximum(possible - 1, 0)
