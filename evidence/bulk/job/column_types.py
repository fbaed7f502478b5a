"""Whether the columns asked for are there, once, and hold what they should."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from evidence.bulk.job.asked import Columns
from evidence.bulk.job.optional import optional
from evidence.bulk.job.stopped import JobStopped
from evidence.errors import Problem

if TYPE_CHECKING:
    import pyarrow as pa

MOST_NAMED = 20


def require_columns(headings: Sequence[str], columns: Columns, file: str) -> None:
    """Stop with every column that is missing or stands twice.

    Raises
    ------
    JobStopped
        Naming all of them.

    Examples
    --------
    >>> require_columns(["analysis_id", "yi", "vi", "year"], Columns(), "in.csv")
    """
    problems = [*_missing(headings, columns, file)]
    if problems:
        raise JobStopped(*problems)


def require_types(schema: "pa.Schema", columns: Columns, file: str) -> None:
    """Stop with every column that is missing, stands twice or holds something else.

    Raises
    ------
    JobStopped
        Naming all of them.
    """
    require_columns(schema.names, columns, file)
    analysis, *effects = columns.names()
    wrong = [name for name in effects if not _is_number(schema.field(name).type)]
    problems = [
        Problem(code="B111", file=file, column=name, found=str(schema.field(name).type))
        for name in wrong
    ]
    if not _is_id(schema.field(analysis).type):
        found = str(schema.field(analysis).type)
        problems.insert(0, Problem(code="B110", file=file, column=analysis, found=found))
    if problems:
        raise JobStopped(*problems)


def _missing(headings: Sequence[str], columns: Columns, file: str) -> Iterator[Problem]:
    for name in columns.names():
        times = headings.count(name)
        if times > 1:
            yield Problem(code="B112", file=file, column=name)
        if not times:
            near = get_close_matches(name, headings, n=1)
            values = {
                "headings": ", ".join(headings[:MOST_NAMED]),
                "nearest": near[0] if near else "",
            }
            yield Problem(code="B109", file=file, column=name, values=values)


def _is_number(kind: "pa.DataType") -> bool:
    types = optional("pyarrow").types
    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def _is_id(kind: "pa.DataType") -> bool:
    types = optional("pyarrow").types
    if types.is_dictionary(kind):
        return _is_id(kind.value_type)
    return bool(types.is_integer(kind) or types.is_string(kind) or types.is_large_string(kind))
