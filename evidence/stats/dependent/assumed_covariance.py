"""Covariances of sampling errors from how effects of one study came about.

Few papers print the correlations; they are assumed from what the effects share: the people, the
outcome, the time, the control group. Try several values of what is assumed.

Vocabulary
----------
cluster : what shares people; effects of different clusters are independent
obs : different measurements of the same kind; kind : different outcomes (constructs)
group1, group2 : the groups a contrast compares; w1, w2 : their sizes
rho : correlation between measurements; phi : between measurements one unit of time apart
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.components import Codes, numbered
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_above, require_reported

Correlations = float | Mapping[tuple[Hashable, Hashable], float]
"""One correlation for all pairs, or one for each pair of names."""


class Measurements(NamedTuple):
    """What was measured: number of the measurement and kind of outcome, one row an effect.

    ``rho_obs`` is the correlation of two measurements of one kind, ``rho_kind`` that of two kinds.
    """

    obs: Sequence[Hashable] | None = None
    rho_obs: Correlations | None = None
    kind: Sequence[Hashable] | None = None
    rho_kind: Correlations | None = None


class Times(NamedTuple):
    """When the first and second group were measured, and the correlation one unit apart.

    ``second`` is as ``first`` when not given; over longer times it is ``phi`` to the power.
    """

    first: Reported
    phi: float
    second: Reported | None = None


class Contrast(NamedTuple):
    """Who was compared with whom, when, and how many they were; one row an effect.

    Sizes weigh only where effects share one of their groups.
    """

    group1: Sequence[Hashable]
    group2: Sequence[Hashable]
    w1: Reported = 1.0
    w2: Reported = 1.0


def assumed_covariance(
    vi: Reported,
    cluster: Sequence[Hashable],
    *,
    measured: Measurements | None = None,
    times: Times | None = None,
    contrast: Contrast | None = None,
) -> tuple[Block, ...]:
    """Return covariance matrices of sampling errors within clusters.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances.
    cluster : sequence of str or int, length k
        What shares people: the study, or the sample.
    measured : Measurements, optional
        What tells effects of one cluster apart; one and the same thing when not given.
    times : Times, optional
        When; at one time when not given.
    contrast : Contrast, optional
        Groups compared, where effects share one of them (a control group).

    Returns
    -------
    tuple of Block
        One for each cluster of two effects or more.

    Raises
    ------
    ValueError
        For columns of different lengths, a correlation that is missing or outside -1 to 1, or
        variances and sizes that are not above zero.

    Notes
    -----
    Each effect is read as a difference of two means with variances 1/w1 and 1/w2: means of one
    group correlate by phi to the power of time between, those of different groups not at all.
    That is scaled to a correlation, multiplied by rho where measurements differ, and by
    sqrt(v_i v_j). metafor's ``vcalc``. A study's own correlations are better than any assumed.

    References
    ----------
    Gleser LJ, Olkin I (2009). Stochastically dependent effect sizes. In: The Handbook of
    Research Synthesis and Meta-Analysis, 2nd ed. Russell Sage Foundation.

    Examples
    --------
    >>> twice = Measurements(obs=[1, 2], rho_obs=0.5)
    >>> blocks = assumed_covariance([4.0, 9.0], ["a", "a"], measured=twice)
    >>> blocks[0].covariance.round(12).tolist()
    [[4.0, 3.0], [3.0, 9.0]]
    """
    (variances,) = columns(vi)
    require_reported(vi=variances)
    require_above(0, vi=variances)
    codes, _ = numbered(cluster)
    k = len(variances)
    told = measured or Measurements()
    _require_correlations("obs", told.obs, told.rho_obs, k)
    _require_correlations("kind", told.kind, told.rho_kind, k)
    when = times or Times(0.0, 1.0)
    if not -1 <= when.phi <= 1:
        raise ValueError(f"phi: {when.phi!r} is not between -1 and 1")
    arms = _arms(contrast, when, k)
    if len(codes) != k:
        raise ValueError(f"{len(codes)} clusters for {k} effects")
    found = []
    order = np.argsort(codes, kind="stable").astype(np.intp)
    for places in np.split(order, np.cumsum(np.bincount(codes))[:-1]):
        if len(places) > 1:
            correlation = _alike(told, places) * _sharing(arms, when.phi, places)
            spread = np.sqrt(variances[places])
            found.append(Block(places, spread[:, None] * correlation * spread))
    return tuple(found)


class _Arms(NamedTuple):
    groups: tuple[Codes, Codes]
    times: tuple[Floats, Floats]
    roots: tuple[Floats, Floats]


def _require_correlations(
    name: str, given: Sequence[Hashable] | None, rho: Correlations | None, k: int
) -> None:
    if given is None:
        return
    if rho is None:
        raise ValueError(f"rho_{name} is needed with {name}")
    if len(given) != k:
        raise ValueError(f"{name}: {len(given)} rows for {k} effects")
    values = list(rho.values()) if isinstance(rho, Mapping) else [rho]
    if not all(-1 <= value <= 1 for value in values):
        raise ValueError(f"rho_{name}: {values} not all between -1 and 1")


def _arms(contrast: Contrast | None, when: Times, k: int) -> _Arms:
    first = columns(when.first, np.zeros(k))[0]
    second = first if when.second is None else columns(when.second, np.zeros(k))[0]
    given = Contrast([0] * k, [1] * k) if contrast is None else contrast
    w1, w2, _ = columns(given.w1, given.w2, np.zeros(k))
    require_reported(first=first, second=second, w1=w1, w2=w2)
    require_above(0, w1=w1, w2=w2)
    if not len(given.group1) == len(given.group2) == k:
        raise ValueError(f"groups of {len(given.group1)} and {len(given.group2)} for {k} effects")
    both, _ = numbered([*given.group1, *given.group2])
    return _Arms((both[:k], both[k:]), (first, second), (1 / np.sqrt(w1), 1 / np.sqrt(w2)))


def _alike(measured: Measurements, places: Codes) -> Floats:
    """Return correlations of what was measured."""
    n = len(places)
    found = np.ones((n, n))
    for i in range(n):
        for j in range(i):
            found[i, j] = found[j, i] = _pair(measured, int(places[i]), int(places[j]))
    return found


def _pair(measured: Measurements, i: int, j: int) -> float:
    kind, obs = measured.kind, measured.obs
    if kind is not None and kind[i] != kind[j]:
        return _correlation(measured.rho_kind, kind[i], kind[j])
    if obs is not None and obs[i] != obs[j]:
        return _correlation(measured.rho_obs, obs[i], obs[j])
    return 1.0


def _correlation(rho: Correlations | None, one: Hashable, other: Hashable) -> float:
    if not isinstance(rho, Mapping):
        return float(rho or 0.0)
    if (one, other) not in rho and (other, one) not in rho:
        raise ValueError(f"no correlation between {one!r} and {other!r}")
    return float(rho[(one, other)] if (one, other) in rho else rho[(other, one)])


def _sharing(arms: _Arms, phi: float, places: Codes) -> Floats:
    """Return correlations of contrasts from the groups and times they share."""
    covariance = np.zeros((len(places), len(places)))
    for one in (0, 1):
        for other in (0, 1):
            same = arms.groups[one][places][:, None] == arms.groups[other][places]
            apart = np.abs(arms.times[one][places][:, None] - arms.times[other][places])
            size = arms.roots[one][places][:, None] * arms.roots[other][places]
            sign = 1.0 if one == other else -1.0
            covariance += sign * same * phi**apart * size
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / spread[:, None] / spread)
