"""Libraries that come with an extra, imported when used, with a word on how to get them."""

from importlib import import_module
from typing import Any

from evidence.bulk.job.stopped import stop

EXTRAS = {"pyarrow": "bulk", "duckdb": "bulk", "distributed": "cluster", "dask": "cluster"}


def optional(name: str) -> Any:
    """Return a module of an optional library.

    Parameters
    ----------
    name : str
        The module, such as ``"pyarrow.parquet"``.

    Raises
    ------
    JobStopped
        The library is not installed.

    Examples
    --------
    >>> optional("pyarrow.parquet").__name__
    'pyarrow.parquet'
    """
    library = name.partition(".")[0]
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != library:
            raise
        raise stop("B301", library, extra=EXTRAS[library]) from missing
