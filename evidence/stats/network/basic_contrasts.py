"""Each study's arms against its first: the contrasts that hold all a study says.

Vocabulary
----------
base : the first of a study's treatments
places : where the comparisons with it stand
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.floats import Floats
from evidence.stats.network.comparisons import Codes, Comparisons


class BasicContrasts(NamedTuple):
    """Comparisons with each study's base, study by study.

    ``signs`` is 1 where the base is the first treatment of the comparison and -1 where it is the
    second; ``within`` counts the contrasts of a study; ``blocks`` holds the covariance matrix of
    every study, by position among the contrasts.
    """

    places: Codes
    signs: Floats
    within: Codes
    blocks: tuple[Block, ...]

    def effects(self, comparisons: Comparisons) -> Floats:
        """Effects of the bases against the others."""
        return np.asarray(comparisons.te[self.places] * self.signs)

    def incidence(self, comparisons: Comparisons) -> Floats:
        """One row a contrast: 1 for the base and -1 for the other treatment."""
        return np.asarray(comparisons.incidence[self.places] * self.signs[:, None])

    def inverse_times(self, columns: Floats) -> Floats:
        """Return the inverse of the contrasts' covariance matrix times columns."""
        found = np.empty_like(columns)
        for places, covariance in self.blocks:
            found[places] = np.linalg.solve(covariance, columns[places])
        return found


def basic_contrasts(comparisons: Comparisons, tau2: float = 0.0) -> BasicContrasts:
    """Return the contrasts with each study's base and how they correlate.

    Parameters
    ----------
    comparisons : Comparisons
    tau2 : float
        Variance between studies, which makes contrasts of one study correlate by one half.

    Returns
    -------
    BasicContrasts

    Notes
    -----
    The covariance of two contrasts with the same base is half of the sum of their variances less
    the variance of the comparison between the two others.

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> three = comparisons_of([0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 2, 2], [0, 0, 0])
    >>> basic_contrasts(three).blocks[0].covariance.tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    taken: list[int] = []
    signs: list[float] = []
    within: list[int] = []
    blocks: list[Block] = []
    for places in comparisons.of_studies:
        base, *others = comparisons.arms(places).tolist()
        at = where(comparisons, places)
        mine = [at[base, other] for other in others]
        start = len(taken)
        taken += mine
        signs += [1.0 if comparisons.first[place] == base else -1.0 for place in mine]
        within += range(len(others))
        covariance = _covariance(comparisons.se**2 + tau2, at, base, others)
        blocks.append(Block(np.arange(start, start + len(others)), covariance))
    return BasicContrasts(
        np.array(taken, dtype=np.intp),
        np.array(signs),
        np.array(within, dtype=np.intp),
        tuple(blocks),
    )


def where(comparisons: Comparisons, places: Codes) -> dict[tuple[int, int], int]:
    """Return where the comparison of two treatments stands, in either order."""
    found: dict[tuple[int, int], int] = {}
    for place in places.tolist():
        one, other = int(comparisons.first[place]), int(comparisons.second[place])
        found[one, other] = found[other, one] = place
    return found


def _covariance(
    vi: Floats, at: dict[tuple[int, int], int], base: int, others: Sequence[int]
) -> Floats:
    own = vi[[at[base, other] for other in others]]
    between = np.array(
        [[0.0 if one == other else vi[at[one, other]] for other in others] for one in others]
    )
    return np.asarray((own[:, None] + own[None, :] - between) / 2)
