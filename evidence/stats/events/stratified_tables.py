"""Two groups' counts, study by study, as they go into a pooled estimate.

Vocabulary
----------
ai, bi, ci, di : people with and without the event in the first group, and in the second
x1i, t1i, x2i, t2i : events and person-time of the first and the second group
kept : studies that go into the estimate
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from evidence.stats import count_columns
from evidence.stats.effects import Effects
from evidence.stats.escalc import escalc
from evidence.stats.events.zero_cell_rule import ZeroCellRule
from evidence.stats.floats import Bools, Reported
from evidence.stats.person_time import Rates
from evidence.stats.person_time import two_rates as rates_of
from evidence.stats.refusal import refuse
from evidence.stats.two_by_two import Tables
from evidence.stats.two_by_two import two_by_two as tables_of

ONE_GROUP = ("PLO", "IRLN")


class SingleEffects(NamedTuple):
    """The effects of the studies that have one, and which of those given they are."""

    effects: Effects
    there: Bools


class KeptTables(NamedTuple):
    """Tables that go into an estimate, and which of those given they are."""

    counts: Tables
    kept: Bools


class KeptRates(NamedTuple):
    """Rates that go into an estimate, and which of those given they are."""

    counts: Rates
    kept: Bools


def kept_tables(columns: Mapping[str, Reported], rule: ZeroCellRule) -> KeptTables:
    """Return the two-by-two tables that go into an estimate.

    Parameters
    ----------
    columns : mapping of str to array_like
        ``ai``, ``ci`` and either ``bi``, ``di`` or the sizes ``n1i``, ``n2i``.
    rule : ZeroCellRule
        What is added to which tables, and whether tables without contrast are left out.

    Returns
    -------
    KeptTables

    Raises
    ------
    ValueError
        Naming the positions of counts that are missing or impossible, or of groups of nobody.

    Examples
    --------
    >>> rule = ZeroCellRule(add=0.0, to="none", drop00=True)
    >>> kept_tables({"ai": [0, 1], "n1i": [9, 9], "ci": [0, 2], "n2i": [9, 9]}, rule).kept.tolist()
    [False, True]
    """
    cells = _complete(count_columns.tables.assemble(columns).columns)
    refuse("the first group", cells["ai"] + cells["bi"] <= 0, "counts nobody")
    refuse("the second group", cells["ci"] + cells["di"] <= 0, "counts nobody")
    filled = tables_of(**cells, add=rule.add, to=rule.to, drop00=rule.drop00)
    kept = np.isfinite(filled.ai)
    return KeptTables(Tables(*(cell[kept] for cell in filled)), kept)


def kept_rates(columns: Mapping[str, Reported], rule: ZeroCellRule) -> KeptRates:
    """Return the events and person-time that go into an estimate.

    Parameters
    ----------
    columns : mapping of str to array_like
        ``x1i``, ``t1i``, ``x2i``, ``t2i``.
    rule : ZeroCellRule
        What is added to the events of which studies, and whether studies without events are left
        out.

    Returns
    -------
    KeptRates

    Raises
    ------
    ValueError
        Naming the positions of numbers that are missing or impossible.

    Examples
    --------
    >>> rule = ZeroCellRule(add=0.0, to="none", drop00=True)
    >>> kept_rates({"x1i": [0, 1], "t1i": [9, 9], "x2i": [0, 2], "t2i": [9, 9]}, rule).kept.tolist()
    [False, True]
    """
    given = _complete(count_columns.two_rates.assemble(columns).columns)
    filled = rates_of(**given, add=rule.add, to=rule.to, drop00=rule.drop00)
    kept = np.isfinite(filled.x1)
    return KeptRates(Rates(*(column[kept] for column in filled)), kept)


def single_effects(
    measure: str, columns: Mapping[str, Reported], rule: ZeroCellRule
) -> SingleEffects:
    """Return the effects of the studies that have one.

    Parameters
    ----------
    measure : str
        Metafor's name of the effect measure.
    columns : mapping of str to array_like
        The studies' counts.
    rule : ZeroCellRule
        What is added to empty cells.

    Returns
    -------
    SingleEffects
        Fewer than studies where some have no effect on this scale.

    Examples
    --------
    >>> tables = {"ai": [0, 1], "n1i": [9, 9], "ci": [0, 2], "n2i": [9, 9]}
    >>> single_effects("OR", tables, ZeroCellRule()).effects.yi.round(2).tolist()
    [-0.83]
    """
    options: dict[str, Any] = {**columns, "add": rule.add, "to": rule.to}
    if measure not in ONE_GROUP:
        options["drop00"] = rule.drop00
    known = escalc(measure, **options)
    there = np.isfinite(known.yi)
    return SingleEffects(Effects(known.yi[there], known.vi[there]), there)


def _complete(found: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    for name, column in found.items():
        refuse(name, ~np.isfinite(column), "not reported")
    return dict(found)
