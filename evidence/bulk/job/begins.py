"""Where in a column of ids another analysis begins."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evidence.bulk.job.arrow_arrays import present, values
from evidence.bulk.job.optional import optional

if TYPE_CHECKING:
    import pyarrow as pa

Positions = npt.NDArray[np.int64]


def begins(ids: "pa.Array") -> Positions:
    """Return the positions at which another id stands than before it; not the first.

    Examples
    --------
    >>> import pyarrow as pa
    >>> begins(pa.array(["a", "a", "b", None, None, "c"])).tolist()
    [2, 3, 5]
    """
    pa, pc = optional("pyarrow"), optional("pyarrow.compute")
    if pa.types.is_integer(ids.type):
        numbers = values(ids)
        differs = numbers[1:] != numbers[:-1]
    else:
        other = pc.not_equal(ids.slice(1), ids.slice(0, max(0, len(ids) - 1)))
        differs = values(other.cast("int8")) == 1
    if ids.null_count:
        there = present(ids)
        differs = np.where(there[1:] & there[:-1], differs, there[1:] != there[:-1])
    return np.flatnonzero(differs).astype(np.int64) + 1


def rises(ids: "pa.Array") -> bool:
    """Return whether every id is above the one before it, and none is missing.

    Examples
    --------
    >>> import pyarrow as pa
    >>> rises(pa.array(["a", "b"])), rises(pa.array([2, 1]))
    (True, False)
    """
    pa, pc = optional("pyarrow"), optional("pyarrow.compute")
    if ids.null_count:
        return False
    if pa.types.is_integer(ids.type):
        numbers = values(ids)
        return bool((numbers[1:] > numbers[:-1]).all())
    above = pc.greater(ids.slice(1), ids.slice(0, max(0, len(ids) - 1)))
    return bool((values(above.cast("int8")) == 1).all())
