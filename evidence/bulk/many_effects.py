"""The effects of many analyses in three columns, and which analyses cannot be pooled.

Vocabulary
----------
yi, vi : effects of all analyses one after the other, and their sampling variances
offsets : where each analysis begins, and at last where they end: analysis i has the effects
    ``yi[offsets[i]:offsets[i + 1]]``
k : number of effects of each analysis
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.bulk.status import Codes, Status
from evidence.stats.floats import Bools, Floats, Reported

Places = npt.NDArray[np.int64]


class ManyEffects(NamedTuple):
    """Effects of many analyses, one after the other."""

    yi: Floats
    vi: Floats
    offsets: Places

    @property
    def k(self) -> Places:
        """Number of effects of each analysis."""
        return np.diff(self.offsets)


def many_effects(yi: Reported, vi: Reported, offsets: npt.ArrayLike) -> ManyEffects:
    """Return three columns as arrays, or refuse columns that do not fit together.

    Raises
    ------
    ValueError
        When the columns differ in length, or the offsets do not go from 0 to their end upwards.
        Single numbers are not looked at: an analysis with a bad one gets a status.

    Examples
    --------
    >>> many_effects([0.1, 0.2, 0.3], [0.01, 0.02, 0.03], [0, 2, 3]).k.tolist()
    [2, 1]
    """
    effects = np.ascontiguousarray(yi, dtype=np.float64)
    variances = np.ascontiguousarray(vi, dtype=np.float64)
    places = np.ascontiguousarray(offsets, dtype=np.int64)
    if effects.ndim != 1 or effects.shape != variances.shape:
        raise ValueError(f"yi and vi of shapes {effects.shape} and {variances.shape}")
    if places.ndim != 1 or len(places) == 0 or places[0] != 0 or places[-1] != len(effects):
        raise ValueError(f"offsets must go from 0 to the number of effects, {len(effects)}")
    if (np.diff(places) < 0).any():
        raise ValueError("offsets must not go down")
    return ManyEffects(effects, variances, places)


def by_analysis(
    analysis_id: npt.ArrayLike, yi: Reported, vi: Reported
) -> tuple[npt.NDArray[Any], ManyEffects]:
    """Gather the rows of a long table by analysis, in the order analyses first appear.

    Parameters
    ----------
    analysis_id : array_like, shape (rows,)
        Which analysis each effect belongs to; its rows need not stand together.
    yi, vi : array_like, shape (rows,)
        Effects and sampling variances.

    Returns
    -------
    tuple of array and ManyEffects
        The ids, one an analysis, and the effects, each analysis' in the order of the table.

    Examples
    --------
    >>> ids, effects = by_analysis(["b", "a", "b"], [1.0, 2.0, 3.0], [0.1, 0.2, 0.3])
    >>> ids.tolist(), effects.yi.tolist(), effects.offsets.tolist()
    (['b', 'a'], [1.0, 3.0, 2.0], [0, 2, 3])
    """
    labels = np.asarray(analysis_id)
    effects, variances = np.asarray(yi, dtype=np.float64), np.asarray(vi, dtype=np.float64)
    if labels.ndim != 1 or len(labels) != len(effects):
        raise ValueError(f"analysis_id of shape {labels.shape} for {len(effects)} effects")
    begins = np.flatnonzero(np.concatenate(([True], labels[1:] != labels[:-1])))[: len(labels)]
    ids = labels[begins]
    if len(np.unique(ids)) == len(ids):
        return ids, many_effects(effects, variances, np.append(begins, len(labels)))
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty_like(first)
    rank[np.argsort(first)] = np.arange(len(first))
    number = rank[inverse]
    order = np.argsort(number, kind="stable")
    offsets = np.concatenate(([0], np.cumsum(np.bincount(number, minlength=len(first)))))
    return labels[np.sort(first)], many_effects(effects[order], variances[order], offsets)


def screen(effects: ManyEffects) -> Codes:
    """Say of each analysis whether it can be pooled, and why not.

    Returns
    -------
    array of int8, shape (analyses,)
        A :class:`Status`; where several hold, the one that comes first in that list.
    """
    status = np.full(len(effects.k), Status.OK, dtype=np.int8)
    _mark(status, effects, effects.vi <= 0, Status.VARIANCE_NOT_ABOVE_ZERO)
    _mark(status, effects, ~np.isfinite(effects.vi), Status.VARIANCE_NOT_FINITE)
    _mark(status, effects, ~np.isfinite(effects.yi), Status.EFFECT_NOT_FINITE)
    status[effects.k == 1] = Status.ONE_EFFECT
    status[effects.k == 0] = Status.NO_EFFECTS
    return status


def _mark(status: Codes, effects: ManyEffects, bad: Bools, why: Status) -> None:
    places = np.flatnonzero(bad)
    status[np.searchsorted(effects.offsets, places, side="right") - 1] = why
