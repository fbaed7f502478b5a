"""Between Arrow's arrays and NumPy's without a copy where there is none to make.

Arrow's own ways from and to NumPy load pandas, which takes longer than pooling 100 000 analyses.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from evidence.bulk.job.optional import optional
from evidence.stats.floats import Bools, Floats

if TYPE_CHECKING:
    import pyarrow as pa


def whole(column: "pa.Array | pa.ChunkedArray") -> "pa.Array":
    """Return a column as one array, texts as texts where the file has a list of them.

    Examples
    --------
    >>> import pyarrow as pa
    >>> whole(pa.chunked_array([["a"], ["a", "b"]])).to_pylist()
    ['a', 'a', 'b']
    """
    pa = optional("pyarrow")
    if isinstance(column, pa.ChunkedArray):
        chunks = [chunk for chunk in column.chunks if len(chunk)] or column.chunks
        column = pa.concat_arrays(chunks) if len(chunks) > 1 else chunks[0]
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def present(array: "pa.Array") -> Bools:
    """Return where an array has a value.

    Examples
    --------
    >>> import pyarrow as pa
    >>> present(pa.array([1, None, 3])).tolist()
    [True, False, True]
    """
    bits = array.buffers()[0]
    if not array.null_count or bits is None:
        return np.ones(len(array), dtype=np.bool_)
    flags = np.unpackbits(np.frombuffer(bits, dtype=np.uint8), bitorder="little")
    return flags[array.offset : array.offset + len(array)].astype(np.bool_)


def values(array: "pa.Array") -> npt.NDArray[Any]:
    """Return the numbers of an array; where it has none, whatever lies there.

    Examples
    --------
    >>> import pyarrow as pa
    >>> values(pa.array([1, 2, 3]).slice(1)).tolist()
    [2, 3]
    """
    # Arrow calls its own kind of number "double", and NumPy's "int64" the same as NumPy does.
    flat = np.frombuffer(array.buffers()[1], dtype=np.dtype(str(array.type)))
    return flat[array.offset : array.offset + len(array)]


def numbers(column: "pa.ChunkedArray") -> Floats:
    """Return a column of numbers as floats, NaN where there is none.

    Examples
    --------
    >>> import pyarrow as pa
    >>> numbers(pa.chunked_array([[1, None]])).tolist()
    [1.0, nan]
    """
    array = whole(column.cast("float64"))
    found: Floats = values(array)
    return np.where(present(array), found, np.nan) if array.null_count else found


def array_of(numbers: npt.NDArray[Any], missing: Bools | None = None) -> "pa.Array":
    """Return numbers as an Arrow array, with no value where some are missing.

    Examples
    --------
    >>> import numpy as np
    >>> array_of(np.array([1.0, 2.0]), np.array([False, True])).to_pylist()
    [1.0, None]
    """
    pa = optional("pyarrow")
    if numbers.dtype == np.bool_:
        data = np.packbits(numbers, bitorder="little")
        kind = pa.bool_()
    else:
        data, kind = np.ascontiguousarray(numbers), getattr(pa, numbers.dtype.name)()
    bits = None
    if missing is not None and missing.any():
        bits = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(numbers), [bits, pa.py_buffer(data)])


def texts(words: Sequence[str]) -> "pa.Array":
    """Return texts as an Arrow array.

    Examples
    --------
    >>> texts(["a", "bø"]).to_pylist()
    ['a', 'bø']
    """
    pa = optional("pyarrow")
    written = [word.encode() for word in words]
    offsets = np.cumsum([0, *map(len, written)]).astype(np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(written))]
    return pa.Array.from_buffers(pa.string(), len(written), buffers)
