"""Whether ids lead to rows that exist."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from evidence.errors import Problem
from evidence.tables.contract import Reference
from evidence.tables.nearest import Nearest
from evidence.tables.typed_table import TypedTable

# Suggestions take time: after this many different unknown ids a column gets none.
MOST_SUGGESTIONS = 25
SMD_SCALE = "SMD"
ABSOLUTE_SCALE = "RD"
WITH_SUBJECTS = ("claims", "web_texts")
IN_LIST = re.compile(r"[^\s,;|]+")


def reference_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find ids that no row of the table referred to has.

    A table that could not be read to its end is not held against those that refer to it.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each cell, with the nearest id there is.
    """
    for table in tables.values():
        for reference in table.contract.references:
            yield from _unknown(table, reference, tables)
    yield from _unknown_scales(tables)
    yield from _unknown_subjects(tables)


def _unknown(
    table: TypedTable, reference: Reference, tables: Mapping[str, TypedTable]
) -> Iterator[Problem]:
    target = tables[reference.table]
    present = set(reference.columns) <= set(table.columns)
    if not present or not _is_whole(target, reference.to_columns):
        return
    # An id that is badly written is reported where it stands, not wherever it is used.
    known = set(zip(*(target.texts(name) for name in reference.to_columns), strict=True))
    suggest = _Suggestions({" + ".join(key) for key in known})
    keys = zip(*(table.columns[name] for name in reference.columns), strict=True)
    for place, key in enumerate(keys):
        if None not in key and key not in known:
            found = " + ".join(map(str, key))
            yield Problem(
                code="E303",
                file=table.file,
                row=table.sheet.rows[place].number,
                column=reference.columns[0],
                found=found,
                values={"target": target.file, "nearest": suggest.for_(found)},
            )


def _unknown_scales(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find scales of thresholds: they are SMD, RD (a difference of risks) or an instrument's."""
    instruments = tables["instruments"]
    if not _is_whole(instruments, ("instrument_id",)):
        return
    known = {*instruments.texts("instrument_id"), SMD_SCALE, ABSOLUTE_SCALE}
    suggest = _Suggestions(known)
    for row in tables["outcomes"]:
        scale = row.text("threshold_scale")
        if scale and scale not in known:
            near = suggest.for_(scale)
            yield row.problem("E304", "threshold_scale", target=instruments.file, nearest=near)


def _unknown_subjects(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find ids of claims and web texts: they may be about rows of any table that has ids."""
    with_ids = [table for table in tables.values() if table.contract.id_column]
    if not all(_is_whole(table, table.contract.primary_key) for table in with_ids):
        return
    known = set(chain.from_iterable(table.texts(table.contract.id_column) for table in with_ids))
    suggest = _Suggestions(known)
    for row in chain.from_iterable(tables[name] for name in WITH_SUBJECTS):
        for found in ids_in(row.text("about_ids")):
            if found not in known:
                values = {"nearest": suggest.for_(found)}
                yield replace(row.problem("E305", "about_ids", **values), found=found)


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids of a cell that lists several, parted by blanks, commas or semicolons.

    Examples
    --------
    >>> ids_in("E01; E02")
    ('E01', 'E02')
    """
    return tuple(IN_LIST.findall(text))


def _is_whole(table: TypedTable, columns: tuple[str, ...]) -> bool:
    return table.sheet.complete and set(columns) <= set(table.columns)


class _Suggestions:
    """The nearest id for the first unknown ones; ``words`` are prepared when one is asked for."""

    def __init__(self, words: set[str]) -> None:
        self._words = words
        self._nearest: Nearest | None = None
        self._given: dict[str, str] = {}

    def for_(self, found: str) -> str:
        if found not in self._given and len(self._given) < MOST_SUGGESTIONS:
            self._nearest = self._nearest or Nearest(self._words)
            self._given[found] = self._nearest.to(found)
        return self._given.get(found, "")
