"""What studies of a network compared: pairs of treatments, checked once.

Vocabulary
----------
te, se : effect of the first treatment against the second, and its standard error
first, second : numbers of the two treatments, counted from zero
study : number of the study; one with p arms has all its p(p - 1)/2 comparisons
m, n, k : numbers of comparisons, treatments and studies
B : m by n matrix, 1 for the first treatment of a comparison and -1 for the second
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.refusal import refuse

Codes = npt.NDArray[np.intp]

CLOSING = 1e-3
"""How far the effects round a loop of one study may be from zero, for rounding on the page."""


class Comparisons(NamedTuple):
    """Comparisons of a connected network, ordered as they were given."""

    te: Floats
    se: Floats
    first: Codes
    second: Codes
    study: Codes
    treatments: int
    studies: int

    @property
    def incidence(self) -> Floats:
        """The matrix B."""
        rows = np.arange(len(self.te))
        found = np.zeros((len(self.te), self.treatments))
        found[rows, self.first], found[rows, self.second] = 1.0, -1.0
        return found

    @property
    def of_studies(self) -> Iterator[Codes]:
        """Places of each study's comparisons, study by study."""
        order = np.argsort(self.study, kind="stable")
        ends = np.searchsorted(self.study[order], np.arange(1, self.studies))
        return iter(np.split(order, ends))

    def kept(self, wanted: Bools) -> "Comparisons":
        """Return some of the comparisons; treatments keep their numbers, studies are renumbered."""
        studies = np.unique(self.study[wanted], return_inverse=True)[1].astype(np.intp)
        return Comparisons(
            self.te[wanted],
            self.se[wanted],
            self.first[wanted],
            self.second[wanted],
            studies,
            self.treatments,
            len(set(studies.tolist())),
        )

    def arms(self, places: Codes) -> Codes:
        """Treatments of the study whose comparisons stand in these places, sorted."""
        return np.unique(np.concatenate([self.first[places], self.second[places]]))


def comparisons_of(
    te: Reported,
    se: Reported,
    first: Reported,
    second: Reported,
    study: Reported,
    *,
    connected: bool = True,
) -> Comparisons:
    """Return the comparisons of a network, or refuse them with their places.

    Parameters
    ----------
    te, se : array_like, shape (m,)
        Effects of the first treatment against the second, on the analysis scale, and their
        standard errors.
    first, second : array_like of int, shape (m,)
        Treatments, numbered from zero without gaps.
    study : array_like of int, shape (m,)
        Studies, numbered from zero without gaps.
    connected : bool
        Whether a network that falls apart is refused; a model of components may join its parts.

    Returns
    -------
    Comparisons

    Raises
    ------
    ValueError
        For numbers that are missing, standard errors not above zero, a treatment compared with
        itself, a comparison given twice or missing in a study, effects of one study that
        contradict each other, variances that no arms can have, or a network that falls apart.

    Examples
    --------
    >>> comparisons_of([0.1, 0.2], [0.1, 0.1], [0, 1], [1, 2], [0, 1]).treatments
    3
    >>> comparisons_of([0.1, 0.2], [0.1, 0.1], [0, 2], [1, 3], [0, 1])
    Traceback (most recent call last):
        ...
    ValueError: separate networks of treatments: 0, 1; 2, 3
    """
    effects, errors = np.asarray(te, dtype=np.float64), np.asarray(se, dtype=np.float64)
    one, other = np.asarray(first, dtype=np.intp), np.asarray(second, dtype=np.intp)
    of = np.asarray(study, dtype=np.intp)
    if effects.ndim != 1 or {len(errors), len(one), len(other), len(of)} != {len(effects)}:
        raise ValueError("te, se, first, second and study are not equally long columns")
    if not len(effects):
        raise ValueError("no comparisons")
    refuse("te", ~np.isfinite(effects), "not a finite number")
    refuse("se", ~np.isfinite(errors), "not a finite number")
    refuse("se", errors <= 0, "not above 0")
    refuse("treatment", one == other, "compared with itself")
    count = int(max(one.max(), other.max())) + 1
    found = Comparisons(effects, errors, one, other, of, count, int(of.max()) + 1)
    for places in found.of_studies:
        _require_whole(found, places)
    if connected:
        _require_connected(found)
    return found


def _require_whole(given: Comparisons, places: Codes) -> None:
    """Refuse a study whose comparisons are not all of those between its arms, once each."""
    arms = given.arms(places)
    seen: dict[tuple[int, int], int] = {}
    for place in places.tolist():
        pair = (
            int(min(given.first[place], given.second[place])),
            int(max(given.first[place], given.second[place])),
        )
        if pair in seen:
            raise ValueError(f"the same comparison twice, at positions {seen[pair]}, {place}")
        seen[pair] = place
    missing = [pair for pair in combinations(arms.tolist(), 2) if pair not in seen]
    if missing:
        raise ValueError(
            f"study of positions {_listed(places)} lacks comparisons of treatments "
            + ", ".join(f"{one} and {other}" for one, other in missing)
        )
    if len(arms) > 2:
        _require_consistent(given, places, arms)


def _require_consistent(given: Comparisons, places: Codes, arms: Codes) -> None:
    """Refuse effects that no arms' means give, and variances that no arms' variances give."""
    signed = given.incidence[places][:, arms]
    closing = given.te[places] - signed @ np.linalg.lstsq(signed, given.te[places], rcond=None)[0]
    if np.abs(closing).max() > CLOSING:
        raise ValueError(f"effects of one study contradict each other at {_listed(places)}")
    both = np.abs(signed)
    variances = given.se[places] ** 2
    own = np.linalg.lstsq(both, variances, rcond=None)[0]
    if own.min() < -1e-9 * variances.max():
        bad = ", ".join(str(arms[place]) for place in np.flatnonzero(own < 0))
        raise ValueError(
            f"standard errors of one study at positions {_listed(places)} give a negative "
            f"variance for treatments {bad}"
        )


def _require_connected(given: Comparisons) -> None:
    parts = components(given.first, given.second, given.treatments)
    if parts.max() > 0:
        told = [", ".join(map(str, np.flatnonzero(parts == part))) for part in np.unique(parts)]
        raise ValueError("separate networks of treatments: " + "; ".join(told))


def components(first: Codes, second: Codes, treatments: int) -> Codes:
    """Return for each treatment the number of the connected part it belongs to.

    Examples
    --------
    >>> components(np.array([0, 2]), np.array([1, 3]), 5).tolist()
    [0, 0, 1, 1, 2]
    """
    label = np.arange(treatments)
    while True:
        moved = label.copy()
        np.minimum.at(moved, first, label[second])
        np.minimum.at(moved, second, label[first])
        moved = moved[moved]
        if (moved == label).all():
            return np.unique(label, return_inverse=True)[1].astype(np.intp)
        label = moved


def _listed(places: Codes) -> str:
    return ", ".join(map(str, places))
