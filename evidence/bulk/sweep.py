"""From peak to peak of many likelihoods at once, none passed over.

``evidence.stats.peaks`` taken for many analyses of equal size: the same points, the same proofs,
with a column an analysis. An analysis leaves the sweep when its likelihood falls for good.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.bends import (
    Bend,
    above,
    expected_peak,
    mean_bend,
    newton_step,
    only_falls,
    only_rises,
    turns_up_once,
)
from evidence.stats.floats import Bools, Floats
from evidence.stats.likelihood import Likelihood
from evidence.stats.likelihood_height import mean_height
from evidence.stats.peaks import MOST_STRETCHES, NARROW, Maximum

Places = npt.NDArray[np.intp]
Roots = Callable[..., tuple[Floats, Bools]]


class Front(NamedTuple):
    """Where each analysis in the sweep is: its number, point, whether it falls, share of width."""

    which: Places
    here: Bend
    falls: Bools
    share: Floats

    def at(self, some: Any) -> "Front":
        """Return the front of some of its analyses."""
        return Front(self.which[some], part(self.here, some), self.falls[some], self.share[some])


def part(bend: Bend, some: Any) -> Bend:
    """Return the bends of some analyses."""
    return Bend(*(column[some] for column in bend))


def put(bend: Bend, some: Any, other: Bend) -> None:
    """Replace the bends of some analyses."""
    for column, new in zip(bend, other, strict=True):
        column[some] = new


class Sweep:
    """The search for the highest peak of each of many likelihoods."""

    def __init__(
        self, yi: Floats, vi: Floats, restricted: bool, top: Floats, climb: Floats, roots: Roots
    ) -> None:
        self.data = Likelihood(yi, None, vi, restricted)
        self.top, self.climb, self.roots = top, climb, roots
        self.best = np.zeros(len(top))
        self.count = np.zeros(len(top), dtype=np.int64)
        self.converged = np.ones(len(top), dtype=np.bool_)

    def run(self) -> Maximum:
        """Return the highest peak of each likelihood, and how many peaks it has."""
        everyone = np.arange(len(self.top))
        here = self._bend(everyone, np.zeros(len(self.top)))
        falls = (above(here) >= 0) | (self.top <= 0)
        self.count[falls] = 1
        front = Front(everyone, here, falls, np.ones(len(self.top)))
        for _ in range(MOST_STRETCHES):
            front = self._leave(front)
            width = front.share * self._width(front)
            lost = ~(width > 0)
            if lost.any():
                self.converged[front.which[lost]] = False
                front, width = front.at(~lost), width[~lost]
            if not len(front.which):
                break
            self._advance(front, width)
        self.converged[front.which] = False
        return Maximum(self.best, self.converged, self.count)  # type: ignore[arg-type]

    def _bend(self, which: Places, tau2: Floats) -> Bend:
        data = self.data
        if len(which) < len(self.top):
            data = data._replace(zi=data.zi[:, which], vi=data.vi[:, which])
        return mean_bend(data, tau2)

    def _leave(self, front: Front) -> Front:
        """Let go of analyses whose likelihood falls for good."""
        past = front.here.at >= self.top[front.which]
        climb = self.climb[front.which]
        done = front.falls & (past | only_falls(front.here, climb, np.inf))
        return front.at(~done) if done.any() else front

    def _advance(self, front: Front, width: Floats) -> None:
        """Look one stretch ahead; move on where its two ends prove what lies between."""
        here = front.here
        there = self._bend(front.which, here.at + width)
        past = there.at >= self.top[front.which]
        falls_there = past | (above(there) >= 0)
        least = NARROW * here.left / here.left_slope
        turning = falls_there & ~front.falls
        known = ~turning & ((width <= least) | _known(here, there, front.falls, falls_there))
        front.share[~known] *= 0.4
        front.share[known] = 1.0
        if turning.any():
            self._climb(front, np.flatnonzero(turning), width, least)
        put(here, known, part(there, known))
        front.falls[known] = falls_there[known]

    def _climb(self, front: Front, some: Places, width: Floats, least: Floats) -> None:
        """Polish the peaks in stretches that rise at first and fall at last."""
        here, which, width = part(front.here, some), front.which[some], width[some]

        def curve(open_: Places, tau2: Floats) -> tuple[Floats, Floats]:
            return newton_step(self._bend(which[open_], tau2))

        start = here.at + np.minimum(expected_peak(here), 0.9 * width)
        root, converged = self.roots(curve, here.at, here.at + width, start)
        peak = self._bend(which, root)
        proven = (root - here.at <= least[some]) | only_rises(here, peak)
        self._record(which[proven], root[proven], converged[proven])
        put(front.here, some[proven], part(peak, proven))
        front.falls[some[proven]] = True
        front.share[some] *= np.where(proven, 1.0, 1.25 * (root - here.at) / width)
        front.share[some[proven]] = 1.0

    def _record(self, which: Places, tau2: Floats, converged: Bools) -> None:
        """Count peaks, and keep the highest of each likelihood."""
        self.converged[which] &= converged
        self.count[which] += 1
        higher = self.count[which] == 1
        rivals = np.flatnonzero(~higher)
        if len(rivals):
            data = self.data
            data = data._replace(zi=data.zi[:, which[rivals]], vi=data.vi[:, which[rivals]])
            held = mean_height(data, self.best[which[rivals]])
            higher[rivals] = mean_height(data, tau2[rivals]) > held
        self.best[which[higher]] = tau2[higher]

    def _width(self, front: Front) -> Floats:
        wide = 2 * front.here.left / front.here.left_slope
        ahead = self.top[front.which] * (1 + 1e-9) - front.here.at
        expected = np.minimum(2 * expected_peak(front.here), ahead)
        return np.asarray(np.where(front.falls, wide, expected), dtype=np.float64)


def _known(here: Bend, there: Bend, falls: Bools, falls_there: Bools) -> Bools:
    width = there.at - here.at
    with np.errstate(divide="ignore", invalid="ignore"):
        falling = only_falls(here, (there.left - here.left) / width, width)
        rising = only_rises(here, there)
    known: Bools = np.where(
        falls, np.where(falls_there, falling, turns_up_once(here, there)), rising
    )
    return known
