"""Random terms made ready to compute with: levels as numbers, free parameters as one vector.

The free coordinates have no limits: a standard deviation may pass through zero (its sign does
not matter), a correlation is a sine between its limits, a range an exponential. A variance of
zero or a correlation of one is then an ordinary flat top of the likelihood and not a wall.

Vocabulary
----------
inner, outer : numbers of the level and group of each effect
m : number of inner levels
free : free coordinates of a component
unit : typical standard deviation of the effects, of each level where levels have variances of
    their own, by which free standard deviations are scaled
left : what the coefficients leave of the effects
reach : typical distance, by which free ranges are scaled
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.dependent.structures import (
    STRUCTURES,
    Structure,
    Values,
    angles,
    full,
    none,
    one,
)
from evidence.stats.dependent.terms import Intercepts, Structured, Term
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_choice

Codes = npt.NDArray[np.intp]


class Component(NamedTuple):
    """A random term with numbered levels; fixed values are in ``sd`` and ``shape``, else NaN.

    Where one free variance scales a known matrix, ``base`` is zero and then its entries at a free
    standard deviation of one; else empty.
    """

    inner: Codes
    outer: Codes
    levels: tuple[Hashable, ...]
    groups: tuple[Hashable, ...]
    structure: Structure
    at: Floats
    together: int
    sd: Floats
    shape: Floats
    unit: Floats
    reach: float
    free: int
    base: Floats

    @property
    def proportional(self) -> bool:
        """Whether one free variance scales a matrix that is known."""
        return len(self.base) > 0 and self.free == 1

    @property
    def members(self) -> Codes:
        """Numbers of what has a deviation of its own: groups, or levels within groups."""
        if self.structure is not KNOWN:
            return self.outer * len(self.levels) + self.inner
        return self.outer if self.at.size == 1 else self.inner

    def name(self, member: int) -> Hashable:
        """Return the name of a member: the group, or the pair of group and level."""
        if self.structure is not KNOWN:
            group, level = divmod(member, len(self.levels))
            return (self.groups[group], self.levels[level])
        return self.groups[member]


def numbered(names: Sequence[Hashable]) -> tuple[Codes, tuple[Hashable, ...]]:
    """Return numbers for names, and the names sorted, numbers before texts.

    Examples
    --------
    >>> codes, names = numbered(["b", "a", "b"])
    >>> codes.tolist(), names
    ([1, 0, 1], ('a', 'b'))
    """
    given = list(names)
    distinct = dict.fromkeys(given)
    try:
        found = sorted(distinct)  # type: ignore[type-var]
    except TypeError:
        found = sorted(distinct, key=lambda name: (isinstance(name, str), str(name)))
    place = {name: code for code, name in enumerate(found)}
    return np.array([place[name] for name in given], dtype=np.intp), tuple(found)


def component_of(term: Term, left: Floats, vi: Floats) -> Component:
    """Return a term ready to compute with.

    Parameters
    ----------
    term : Intercepts or Structured
    left, vi : array of float, shape (k,)
        What the coefficients leave of the effects, and the sampling variances.

    Returns
    -------
    Component

    Raises
    ------
    ValueError
        For columns of another length than the effects, an unknown structure, or fixed values, known
        correlations or distances that cannot be.
    """
    if isinstance(term, Intercepts):
        return _intercepts(term, len(left), _typical(left, vi))
    return _structured(term, left, vi)


def _typical(left: Floats, vi: Floats) -> Floats:
    """Return the standard deviation of what is left, or that of errors where nothing is."""
    spread = float(np.mean(left * left))
    return np.asarray(np.sqrt([spread if spread > 0 else float(vi.mean())]), dtype=np.float64)


def _by_level(left: Floats, vi: Floats, inner: Codes, structure: Structure) -> Floats:
    """Return a typical standard deviation for every variance of a structure."""
    count = int(inner.max()) + 1
    if structure.variances(count) == 1:
        return _typical(left, vi)
    of_level = [inner == level for level in range(count)]
    return np.concatenate([_typical(left[mine], vi[mine]) for mine in of_level])


def _known(sd: Values, shape: Values, at: Values) -> Values:
    return np.asarray(sd[0] ** 2 * at)


KNOWN = Structure(one, none, "none", full, _known, known_shape=True)
"""One variance times a matrix of known correlations."""


def _intercepts(term: Intercepts, k: int, unit: Floats) -> Component:
    codes, names = numbered(term.groups)
    _require_length(codes, k)
    held = np.nan if term.sigma2 is None else float(term.sigma2)
    if held < 0 or np.isinf(held):
        raise ValueError(f"sigma2: {held!r} is not a finite number of at least 0")
    sd = np.sqrt(np.array([held]))
    inner, outer, at = np.zeros(k, dtype=np.intp), codes, np.ones((1, 1))
    if term.correlation is not None:
        inner, outer, at = _by_relation(term, codes, names)
    free = int(np.isnan(held))
    base = _base(KNOWN, at, unit)
    nothing = np.zeros(0)
    return Component(inner, outer, names, names, KNOWN, at, 1, sd, nothing, unit, 1.0, free, base)


def _by_relation(
    term: Intercepts, codes: Codes, names: tuple[Hashable, ...]
) -> tuple[Codes, Codes, Floats]:
    correlation = np.asarray(term.correlation, dtype=np.float64)
    levels = list(term.levels) or list(names)
    missing = [name for name in names if name not in levels]
    if missing or correlation.shape != (len(levels), len(levels)):
        raise ValueError(f"correlation of shape {correlation.shape} without levels {missing}")
    order = [levels.index(name) for name in names]
    at = correlation[np.ix_(order, order)]
    symmetric = np.isfinite(at).all() and np.allclose(at, at.T, rtol=1e-9, atol=1e-12)
    if not symmetric or np.linalg.eigvalsh(at)[0] < -1e-9:
        raise ValueError("correlation is not a symmetric matrix of correlations")
    return codes, _related(at)[codes], at


def _related(at: Floats) -> Codes:
    """Numbers of the sets of levels that are related, directly or through others."""
    label = np.arange(len(at))
    while True:
        nearest = np.where(at != 0, label[None, :], len(at)).min(axis=1)
        moved = np.minimum(label, nearest)
        if (moved == label).all():
            return label.astype(np.intp)
        label = moved


def _structured(term: Structured, left: Floats, vi: Floats) -> Component:
    k = len(left)
    require_choice("structure", term.structure, STRUCTURES)
    structure = STRUCTURES[term.structure]
    inner, levels = numbered(term.inner)
    outer, groups = numbered(term.outer)
    _require_length(inner, k)
    _require_length(outer, k)
    m = len(levels)
    pairs = np.unique(np.stack([outer, inner]), axis=1)
    together = int(np.bincount(pairs[0]).max())
    at, reach = _places(term, structure, levels)
    unit = _by_level(left, vi, inner, structure)
    sd = np.sqrt(_held("tau2", term.tau2, structure.variances(m), 0.0, np.inf))
    lowest = structure.lowest(max(together, 2))
    highest = np.inf if structure.shape == "range" else 1.0
    rho = _held("rho", term.rho, structure.shapes(m), lowest, highest)
    shape = _shape_of(structure, rho, m)
    if together == 1 and structure.shape in ("correlation", "angle"):
        # No two levels meet in a group: the data say nothing of their correlation.
        shape = np.where(np.isnan(shape), 0.0, shape)
    free = int(np.isnan(sd).sum() + np.isnan(shape).sum())
    return Component(
        inner,
        outer,
        levels,
        groups,
        structure,
        at,
        together,
        sd,
        shape,
        unit,
        reach,
        free,
        _base(structure, at, unit),
    )


def _base(structure: Structure, at: Floats, unit: Floats) -> Floats:
    if not structure.known_shape:
        return np.zeros(0)
    matrix = structure.covariance(unit, np.zeros(0), at)
    return np.concatenate([[0.0], matrix.ravel()])


def _places(
    term: Structured, structure: Structure, levels: tuple[Hashable, ...]
) -> tuple[Floats, float]:
    m = len(levels)
    if structure.shape == "range":
        if term.distance is None:
            raise ValueError(f"distance is needed for {term.structure}")
        distance = np.asarray(term.distance, dtype=np.float64)
        proper = distance.shape == (m, m) and np.isfinite(distance).all() and (distance >= 0).all()
        if not proper or not np.allclose(distance, distance.T):
            raise ValueError(f"distance of shape {distance.shape} is not one of {m} levels")
        apart = distance[np.triu_indices(m, 1)]
        apart = apart[apart > 0]
        if not len(apart):
            raise ValueError("distance: all levels lie in one place")
        return distance, float(np.quantile(apart, 0.25))
    if term.structure == "CAR":
        try:
            return np.array([float(level) for level in levels]), 1.0  # type: ignore[arg-type]
        except ValueError as fault:
            raise ValueError("CAR needs times that are numbers") from fault
    return np.arange(m, dtype=np.float64), 1.0


def _held(name: str, given: Reported | None, count: int, low: float, high: float) -> Floats:
    if given is None:
        return np.full(count, np.nan)
    values = np.atleast_1d(np.asarray(given, dtype=np.float64))
    if len(values) != count:
        raise ValueError(f"{name}: {len(values)} values for {count} parameters")
    if (values < low).any() or (values > high).any() or np.isinf(values).any():
        raise ValueError(f"{name}: {values.tolist()} outside {low:g} to {high:g}")
    return values


def _shape_of(structure: Structure, rho: Floats, m: int) -> Floats:
    """Return fixed correlations as shape coordinates."""
    held = ~np.isnan(rho)
    if structure.shape != "angle" or not held.any():
        return rho
    if held[1:].any() and not held.all():
        raise ValueError("rho: fix all correlations of UN, or the first alone")
    half = np.zeros((m, m))
    half[np.triu_indices(m, 1)] = np.where(held, rho, 0.0)
    correlation = np.eye(m) + half + half.T
    if np.linalg.eigvalsh(correlation)[0] < -1e-12:
        raise ValueError("rho: not a matrix of correlations")
    return np.where(held, angles(correlation), np.nan)


def _require_length(codes: Codes, k: int) -> None:
    if len(codes) != k:
        raise ValueError(f"{len(codes)} groups for {k} effects")
