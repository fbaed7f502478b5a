"""Counted events in a table: checked row by row, and told apart from rows that say nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.records.text import Text
from evidence.stats.floats import Bools, Floats
from evidence.synthesis.effects_of_table import numbers, refuse_rows
from evidence.synthesis.results import LeftOut
from evidence.synthesis.table_rows import columns_of, names_of, not_numbers

if TYPE_CHECKING:
    import pandas as pd

TWO_GROUPS = ("OR", "RR", "RD")
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(TWO_GROUPS, (("ai",), ("bi", "n1i"), ("ci",), ("di", "n2i"))),
    **dict.fromkeys(("IRR", "IRD"), (("x1i",), ("t1i",), ("x2i",), ("t2i",))),
    "PLO": (("xi",), ("mi", "ni")),
    "IRLN": (("xi",), ("ti",)),
}
"""Metafor's names of the columns of each measure; where there are several, one of them."""
COLUMNS = tuple(sorted({name for needs in NEEDED.values() for need in needs for name in need}))
SIZES = {"n1i": "ai", "n2i": "ci", "ni": "xi"}
"""Sizes of groups, and the events among them."""
TIMES = ("t1i", "t2i", "ti")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """The studies that say something of the effect, and those that do not.

    ``columns`` hold numbers by metafor's names. ``labels`` are the studies'.
    """

    columns: Mapping[str, Floats]
    labels: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    def only(self, places: Sequence[int]) -> "EventTable":
        """Return the studies at some places, in their order."""
        return EventTable(
            columns={name: column[list(places)] for name, column in self.columns.items()},
            labels=tuple(self.labels[place] for place in places),
            left_out=self.left_out,
        )


def events_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    named: Mapping[str, str],
    *,
    measure: str,
    study: str | None,
    whole: bool,
    added: bool = False,
) -> EventTable:
    """Return the counts in a table, or refuse the rows that cannot be.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a study.
    named : mapping of str to str
        Metafor's name of a column, and the table's own where it differs.
    measure : str
        What is to be pooled.
    study : str or None
        Column that names the studies; not needed. None where every row is a study of its own.
    whole : bool
        Whether counts must be whole numbers, as they must for a distribution of counts.
    added : bool
        Whether something is added to cells, so that no study is silent.

    Returns
    -------
    EventTable

    Raises
    ------
    ChoiceUnknown
        For a column that the table or the measure has not.
    ValueError
        Naming every row that cannot be by its position (counted from zero) and why.

    Examples
    --------
    >>> trials = {"ai": [1, 0], "n1i": [20, 20], "ci": [3, 0], "n2i": [20, 20]}
    >>> found = events_of(trials, {}, measure="OR", study="study", whole=True)
    >>> found.labels, [row.reason for row in found.left_out]
    (('1',), ['no_events_in_either'])
    """
    table = columns_of(table)
    told = _names(table, named, measure)
    columns = {name: numbers(table[heading]) for name, heading in told.items()}
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"columns of different lengths: {sorted(lengths)}")
    other = {name: not_numbers(heading, table[heading]) for name, heading in told.items()}
    refuse_rows(*other.values(), *_faults(columns, told, other, whole=whole))
    rows = lengths.pop()
    labels = names_of(table, study, rows)
    silent = _silent(columns, measure, rows) & (not added)
    return EventTable(
        columns={name: column[~silent] for name, column in columns.items()},
        labels=tuple(label for label, gone in zip(labels, silent, strict=True) if not gone),
        left_out=tuple(
            LeftOut(
                study_id=labels[row],
                row_ids=(str(row),),
                reason="no_events_in_either",
                words=Text(nb=""),
            )
            for row in np.flatnonzero(silent).tolist()
        ),
    )


def _names(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", named: Mapping[str, str], measure: str
) -> dict[str, str]:
    """Return the table's heading for each column the measure needs."""
    headings = [str(name) for name in table]
    for name, heading in named.items():
        if heading not in table:
            raise ChoiceUnknown(name, heading, headings)
    found = {}
    for need in NEEDED[measure]:
        known = [name for name in need if name in named]
        known = known or [name for name in need if name in table]
        if not known:
            raise ChoiceUnknown("column", " / ".join(need), headings)
        found[known[0]] = named.get(known[0], known[0])
    unused = sorted(set(named) - set(found))
    if unused:
        raise ChoiceUnknown("column", unused[0], sorted(found))
    return found


def _faults(
    columns: Mapping[str, Floats],
    told: Mapping[str, str],
    other: Mapping[str, tuple[str, Bools, str]],
    *,
    whole: bool,
) -> list[tuple[str, Bools, str]]:
    faults: list[tuple[str, Bools, str]] = []
    for name, column in columns.items():
        faults.append((told[name], ~np.isfinite(column) & ~other[name][1], "not a finite number"))
        if name in TIMES:
            faults.append((told[name], column <= 0, "not above 0"))
            continue
        faults.append((told[name], column < 0, "below 0"))
        if whole:
            parts = np.isfinite(column) & (column != np.round(column))
            faults.append((told[name], parts, "not a whole number"))
        if name in SIZES:
            faults.append((told[name], column == 0, "nobody"))
            counted = columns[SIZES[name]]
            faults.append((told[SIZES[name]], counted > column, f"above {told[name]}"))
    for events, others in (("ai", "bi"), ("ci", "di"), ("xi", "mi")):
        if others in columns:
            nobody = columns[events] + columns[others] == 0
            faults.append((f"{told[events]} and {told[others]}", nobody, "count nobody"))
    return faults


def _silent(columns: Mapping[str, Floats], measure: str, rows: int) -> Bools:
    """Studies whose likelihood and weight are the same whatever the effect."""
    none = np.zeros(rows, dtype=np.bool_)
    if measure == "IRR":
        return np.asarray((columns["x1i"] == 0) & (columns["x2i"] == 0))
    if measure not in ("OR", "RR"):
        return none
    nobody = (columns["ai"] == 0) & (columns["ci"] == 0)
    if measure == "RR":
        return np.asarray(nobody)
    left = [
        columns[others] == 0 if others in columns else columns[size] == columns[events]
        for events, others, size in (("ai", "bi", "n1i"), ("ci", "di", "n2i"))
    ]
    return np.asarray(nobody | (left[0] & left[1]))
