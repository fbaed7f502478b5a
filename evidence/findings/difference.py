"""What changed between two versions of a chapter, result by result, and which cause moves it.

A cause is found by rerunning the old version with one kind of change at a time. What moves under
one of them is laid to it; what only moves when they come together is said to.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evidence.findings.finding import Chapter
from evidence.findings.result_numbers import NUMBERS, ResultNumbers, Value, result_numbers


class Cause(StrEnum):
    """Why a number changed."""

    PROGRAM = "program"
    DATA = "data"
    METHOD = "method"
    RATING = "rating"


SAME_TO = 1e-9
"""Relative difference below which two numbers are one: results on disk keep twelve digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """One number before and after.

    ``alone`` holds the value each cause gives when it is the only change, for those causes that
    move it. Empty where no cause does so alone: then they do it together, or could not be parted.
    """

    name: str
    before: Value
    after: Value
    alone: Mapping[Cause, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """A result that was added, removed or changed.

    ``before`` is None for an added result, ``after`` for a removed one.
    """

    id: str
    before: ResultNumbers | None
    after: ResultNumbers | None
    numbers: tuple[NumberChange, ...]

    @property
    def kind(self) -> str:
        """``"added"``, ``"removed"`` or ``"changed"``."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def is_of(self) -> ResultNumbers:
        """The result as it is now, or as it was where it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError(f"{self.id} is in neither version")
        return found


def compare(old: Chapter, new: Chapter, alone: Mapping[Cause, Chapter]) -> tuple[ResultChange, ...]:
    """Return the results that differ between two versions.

    Parameters
    ----------
    old, new : Chapter
        The versions.
    alone : mapping of Cause to Chapter
        The old version with one kind of change each.

    Returns
    -------
    tuple of ResultChange
        In the order of the new chapter, removed results last; a number that two causes move to
        and fro, so that it ends where it was, is among them.

    Examples
    --------
    >>> from evidence.findings.store import load
    >>> chapter = load("analyses/results")
    >>> compare(chapter, chapter, {})
    ()
    """
    before, after = result_numbers(old), result_numbers(new)
    reruns = {cause: result_numbers(chapter) for cause, chapter in alone.items()}
    ids = dict.fromkeys((*after, *before))
    changes = (_change(one, before.get(one), after.get(one), reruns) for one in ids)
    return tuple(change for change in changes if change.kind != "changed" or change.numbers)


def _change(
    identifier: str,
    before: ResultNumbers | None,
    after: ResultNumbers | None,
    reruns: Mapping[Cause, Mapping[str, ResultNumbers]],
) -> ResultChange:
    numbers: tuple[NumberChange, ...] = ()
    if before is not None and after is not None:
        own = {c: found[identifier] for c, found in reruns.items() if identifier in found}
        numbers = tuple(_numbers(before, after, own))
    return ResultChange(id=identifier, before=before, after=after, numbers=numbers)


def _numbers(
    before: ResultNumbers, after: ResultNumbers, reruns: Mapping[Cause, ResultNumbers]
) -> Iterator[NumberChange]:
    for name in NUMBERS:
        was, now = before.values[name], after.values[name]
        moved = {
            cause: rerun.values[name]
            for cause, rerun in reruns.items()
            if not same(was, rerun.values[name])
        }
        if moved or not same(was, now):
            yield NumberChange(name=name, before=was, after=now, alone=moved)


def same(one: Value, other: Value) -> bool:
    """Tell whether two values are the same number, word or lack of either.

    Examples
    --------
    >>> same(0.1 + 0.2, 0.3), same(None, 0.0), same("low", "low")
    (True, False, True)
    """
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=SAME_TO, abs_tol=1e-12)
    return one == other
