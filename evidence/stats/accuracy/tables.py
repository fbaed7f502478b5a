"""What studies of a test's accuracy counted.

Vocabulary
----------
tp, fn : people with the disease whose test was positive, and negative
fp, tn : people without it whose test was positive, and negative
sensitivity : tp over all with the disease; false positive rate : fp over all without
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    refuse,
    require_at_least,
    require_choice,
    require_reported,
)

CORRECTIONS = ("all", "single", "none")


class AccuracyTables(NamedTuple):
    """Four counts of each study, after any constant was added."""

    tp: Floats
    fn: Floats
    fp: Floats
    tn: Floats

    @property
    def diseased(self) -> Floats:
        """How many had the disease."""
        return self.tp + self.fn

    @property
    def healthy(self) -> Floats:
        """How many had not."""
        return self.fp + self.tn

    @property
    def sensitivity(self) -> Floats:
        """Share of the diseased whose test was positive."""
        return self.tp / self.diseased

    @property
    def false_positive_rate(self) -> Floats:
        """Share of the healthy whose test was positive."""
        return self.fp / self.healthy


def accuracy_tables(
    tp: Reported,
    fn: Reported,
    fp: Reported,
    tn: Reported,
    *,
    add: float = 0.5,
    to: str = "all",
) -> AccuracyTables:
    """Return the counts of studies of accuracy, or refuse them with their places.

    Parameters
    ----------
    tp, fn, fp, tn : array_like, shape (k,)
    add : float
        Added to all four counts of a study.
    to : {"all", "single", "none"}
        To all studies once one has an empty cell, to those with one, or to none.

    Returns
    -------
    AccuracyTables

    Raises
    ------
    ValueError
        For counts that are missing or below zero, and studies without diseased or healthy.

    Examples
    --------
    >>> accuracy_tables([9, 8], [0, 2], [1, 1], [9, 9]).fn.tolist()
    [0.5, 2.5]
    """
    require_choice("to", to, CORRECTIONS)
    if not add >= 0:
        raise ValueError(f"add: {add!r} is negative")
    found = AccuracyTables(*columns(tp, fn, fp, tn))
    require_reported(**found._asdict())
    require_at_least(0, **found._asdict())
    refuse("tp and fn", found.diseased == 0, "both 0")
    refuse("fp and tn", found.healthy == 0, "both 0")
    empty = np.any([cell == 0 for cell in found], axis=0)
    where = {"all": np.full_like(empty, empty.any()), "single": empty}.get(to, empty & False)
    return AccuracyTables(*(np.where(where, cell + add, cell) for cell in found))
