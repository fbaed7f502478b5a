"""Which ids a record names, however deep: how sources and rows are traced without lists."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any


def sources_named(record: Any) -> set[str]:
    """Return the ids of every source a record, or anything within it, names."""
    names = ("source_id", "source_ids", "mid_source_id", "typical_sd_source_id")
    return {found for found in _values(record, (*names, "excluded_source_id")) if found}


def rows_named(record: Any) -> set[str]:
    """Return the ids of every table row a record, or anything within it, is made from."""
    return {found for found in _values(record, ("id", "row_ids", "synthesis_id")) if found}


def _values(record: Any, fields: tuple[str, ...]) -> Iterator[str]:
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        record = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    if isinstance(record, Mapping):
        for name, value in record.items():
            if name in fields:
                yield from (value,) if isinstance(value, str) else value
            else:
                yield from _values(value, fields)
    elif isinstance(record, tuple | list):
        for item in record:
            yield from _values(item, fields)
