"""The pooled effect of every selection of the studies, from sums that are added up once.

Vocabulary
----------
yi, vi : effects and their sampling variances
wi : 1 / vi
subset : a selection of the studies; number s has study i where bit i of s is set, and 0 is empty
block : the subsets of the first studies, beside one selection of the others
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Floats, Reported
from evidence.stats.sampled import checked

Places = npt.NDArray[np.intp]

MOST = 24
"""The most studies of which all subsets are pooled: 16 777 216 of them."""

WITHIN = 14
"""Studies in a block, whose columns then stay within a processor's cache."""

STRIDED = 3
"""Studies whose subsets lie too close together in memory to be taken apart."""


class SubsetFits(NamedTuple):
    """One place a subset: pooled effect, tau2, Cochran's Q, I2 (per cent), number of studies.

    Place 0, the empty subset, holds NaN.
    """

    estimate: Floats
    tau2: Floats
    q: Floats
    i2: Floats
    k: Floats


class _Sums(NamedTuple):
    """Sums over the studies of a subset: 1, wi, wi^2, wi yi, wi yi^2."""

    k: Floats
    w: Floats
    w2: Floats
    wy: Floats
    wyy: Floats


def pool_every_subset(yi: Reported, vi: Reported, *, method: str) -> SubsetFits:
    """Pool every subset by a closed form.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    method : {"EE", "FE", "CE", "DL"}
        A common effect, or random effects with DerSimonian and Laird's tau2 of each subset.

    Returns
    -------
    SubsetFits
        Of shape (2**k,).

    Raises
    ------
    ValueError
        For another method, bad effects, or more than ``MOST`` of them.

    Notes
    -----
    ``Q = sum(wi yi^2) - sum(wi yi)^2 / sum(wi)``, with effects taken from their overall mean, so
    that next to nothing cancels. Each sum over a subset is that over the subset without its last
    study, plus one term. The random-effects mean asks for weights of each subset's own: a pass
    over the half of the subsets that have a study, for each study.

    References
    ----------
    DerSimonian R, Laird N (1986). doi:10.1016/0197-2456(86)90046-2
    Olkin I, Dahabreh IJ, Trikalinos TA (2012). doi:10.1002/jrsm.1053

    Examples
    --------
    >>> pool_every_subset([0.0, 1.0], [1.0, 1.0], method="DL").estimate.tolist()
    [nan, 0.0, 1.0, 0.5]
    """
    if method not in ("EE", "FE", "CE", "DL"):
        raise ValueError(f"method: {method!r} is none of EE, FE, CE, DL")
    effects = checked(yi, vi)
    k = len(effects.yi)
    if k > MOST:
        raise ValueError(f"{k} effects have more subsets than can be held: at most {MOST}")
    middle = float(np.average(effects.yi, weights=1 / effects.vi))
    centred = effects.yi - middle
    inner = min(k, WITHIN)
    within = _sums(centred[:inner], effects.vi[:inner])
    around = _sums(centred[inner:], effects.vi[inner:])
    found = SubsetFits(*(np.empty(1 << k) for _ in SubsetFits._fields))
    size = 1 << inner
    for block in range(1 << (k - inner)):
        part = slice(block * size, (block + 1) * size)
        sums = _Sums(*(one + other[block] for one, other in zip(within, around, strict=True)))
        fits = _fit(sums, method)
        for column, values in zip(found, fits, strict=True):
            column[part] = values
        if method == "DL":
            others = np.flatnonzero((block >> np.arange(k - inner)) & 1) + inner
            found.estimate[part] = _random(fits.tau2, centred, effects.vi, inner, others)
    np.add(found.estimate, middle, out=found.estimate)
    for column in found:
        column[0] = np.nan
    return found


def _sums(yi: Floats, vi: Floats) -> _Sums:
    wi = 1 / vi
    terms = (np.ones_like(wi), wi, wi * wi, wi * yi, wi * yi * yi)
    columns = []
    for term in terms:
        total = np.zeros(1)
        for one in term:
            total = np.concatenate((total, total + one))
        columns.append(total)
    return _Sums(*columns)


@np.errstate(divide="ignore", invalid="ignore")
def _fit(sums: _Sums, method: str) -> SubsetFits:
    df = sums.k - 1
    q = np.maximum(0.0, sums.wyy - sums.wy * sums.wy / sums.w)
    q[sums.k == 1] = 0.0
    if method != "DL":
        i2 = np.where(q > 0, 100 * np.maximum(0.0, q - df) / q, 0.0)
        return SubsetFits(sums.wy / sums.w, np.zeros_like(q), q, i2, sums.k)
    scaling = sums.w - sums.w2 / sums.w
    alone = sums.k < 2
    tau2 = np.where(alone, 0.0, np.maximum(0.0, (q - df) / scaling))
    typical = df / scaling
    i2 = np.where(alone, 0.0, 100 * tau2 / (tau2 + typical))
    return SubsetFits(sums.wy / sums.w, tau2, q, i2, sums.k)


@np.errstate(divide="ignore", invalid="ignore")
def _random(tau2: Floats, yi: Floats, vi: Floats, inner: int, others: Places) -> Floats:
    """Return the random-effects mean of a block's subsets, the others in all of them."""
    weight, weighted = np.zeros_like(tau2), np.zeros_like(tau2)
    place = np.arange(len(tau2))
    for study in range(min(STRIDED, inner)):
        wi = ((place >> study) & 1) / (tau2 + vi[study])
        weight += wi
        wi *= yi[study]
        weighted += wi
    for study in range(STRIDED, inner):
        shape = (-1, 2, 1 << study)
        wi = 1 / (tau2.reshape(shape)[:, 1] + vi[study])
        weight.reshape(shape)[:, 1] += wi
        wi *= yi[study]
        weighted.reshape(shape)[:, 1] += wi
    for study in others:
        wi = 1 / (tau2 + vi[study])
        weight += wi
        weighted += wi * yi[study]
    return np.asarray(weighted / weight)
