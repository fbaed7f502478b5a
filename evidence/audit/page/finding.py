"""What a check has found: a code, two places, and the values its sentence names.

The sentences are phrases under ``page.<code>``; a finding carries values alone, so that the same
finding can be told in every language.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence.audit.page.block import Block, Sentence
from evidence.audit.page.claims import Claims
from evidence.vocabulary import Certainty, Domain

Value = str | int | float | Certainty | Domain | tuple[str, ...] | tuple[Domain, ...]
CODES = Path(__file__).with_name("codes.csv")
LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFinding:
    """One thing that does not hold, or is missing, on a page.

    ``severity`` is 1 minor, 2 major, 3 changes the message; ``other_line`` and ``other_quote``
    are the place that disagrees, where there is one.
    """

    code: str
    severity: int
    line: int
    quote: str
    values: Mapping[str, Value]
    other_line: int | None = None
    other_quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line and the words that stand there."""

    line: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A thing a page is tested for.

    ``codes`` are what it may find; ``looked_at`` tells how many things there were to test for
    each code, so that a check that finds nothing can be told from one with nothing to do.
    """

    codes: tuple[str, ...]
    test: Callable[[Claims], Iterator[PageFinding]]
    looked_at: Callable[[Claims], int]


@cache
def severities() -> Mapping[str, int]:
    """Return the severity of each code.

    Examples
    --------
    >>> severities()["INT02"]
    3
    """
    with CODES.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: int(row["severity"]) for row in csv.DictReader(stream)}


def at(sentence: Sentence, place: int | None = None) -> Place:
    """Return the place of a sentence: its line (or that of a place in its block) and its words."""
    line = sentence.line if place is None else sentence.block.line_at(place)
    return Place(line=line, quote=_short(sentence.text))


def at_block(block: Block) -> Place:
    """Return the place of a block."""
    return Place(line=block.line, quote=_short(block.text))


def found(code: str, place: Place, other: Place | None = None, /, **values: Value) -> PageFinding:
    """Return a finding with the severity its code has.

    Parameters
    ----------
    code : str
        One of ``codes.csv``.
    place : Place
        Where it is.
    other : Place or None
        The place that disagrees with it.
    **values
        What the sentence names.
    """
    return PageFinding(
        code=code,
        severity=severities()[code],
        line=place.line,
        quote=place.quote,
        values=values,
        other_line=other.line if other else None,
        other_quote=other.quote if other else None,
    )


def lines_of(lines: list[int]) -> tuple[str, ...]:
    """Return lines in order, each once, as text."""
    return tuple(str(line) for line in sorted(set(lines)))


def _short(text: str) -> str:
    tidy = " ".join(text[: 4 * LONGEST_QUOTE].split())
    return tidy if len(tidy) <= LONGEST_QUOTE else tidy[: LONGEST_QUOTE - 1] + "…"
