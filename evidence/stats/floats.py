"""The type of every array in the formula book."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Reported = npt.ArrayLike
"""A column as it comes in: an array, a list or one number for all rows; NaN is not reported."""
