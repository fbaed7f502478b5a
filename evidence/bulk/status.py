"""What became of an analysis among many, as a code in a column.

An analysis that cannot be pooled does not stop the rest: it has a status that says why, NaN for
its numbers, and is counted.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int8]


class Status(IntEnum):
    """Why an analysis has numbers or has none; the name in small letters is the word in tables."""

    OK = 0
    NO_EFFECTS = 1
    ONE_EFFECT = 2
    EFFECT_NOT_FINITE = 3
    VARIANCE_NOT_FINITE = 4
    VARIANCE_NOT_ABOVE_ZERO = 5
    NOT_CONVERGED = 6

    @property
    def word(self) -> str:
        """The status as tables and reports spell it."""
        return self.name.lower()


WORDS = np.array([status.word for status in Status])
"""The word of each status, by its code."""
