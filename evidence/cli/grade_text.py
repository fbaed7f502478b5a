"""GRADE cards in lines that fit a terminal of eighty columns."""

import textwrap
from collections.abc import Iterator, Sequence

from evidence.vocabulary import Language
from evidence.wording.grade_card import Card, DomainLine
from evidence.wording.phrases import phrase
from evidence.wording.remarks import printable

WIDTH = 80
INDENT = "    "
COLUMNS = ("domain", "suggested", "decided", "standing")
WIDTHS = (24, 11, 11)


def grade_lines(cards: Sequence[Card], language: Language) -> Iterator[str]:
    """Yield the cards, each outcome under its heading.

    Parameters
    ----------
    cards : sequence of Card
        By outcome.
    language : Language
        Language of the reader.

    Yields
    ------
    str
        Lines of at most eighty characters.
    """
    outcome = ""
    for card in cards:
        if card.outcome_id != outcome:
            outcome = card.outcome_id
            heading = printable(f"{card.outcome_id} · {card.outcome}")
            yield from ("", *_wrapped(heading, ""), "═" * min(WIDTH, len(heading)))
        yield from _card(card, language)


def fitted(sentences: Sequence[str]) -> Iterator[str]:
    """Yield sentences in lines that fit the width."""
    for sentence in sentences:
        yield from _wrapped(sentence, "")


def _card(card: Card, language: Language) -> Iterator[str]:
    yield ""
    yield from _wrapped(card.heading, "")
    for fact in card.facts:
        yield from _wrapped(fact, "  ")
    if card.lines:
        names = [phrase(f"grade.column.{name}", language) for name in COLUMNS]
        yield "  " + _row(names)
        for line in card.lines:
            yield from _domain(line)
    for flag in card.flags:
        yield from _wrapped(f"! {flag}", "  ")
    if card.sha256:
        yield from _wrapped(phrase("grade.stamp", language, sha256=card.sha256), "  ")


def _domain(line: DomainLine) -> Iterator[str]:
    cells = (line.domain, line.suggested, line.decided, f"{line.mark} {line.standing}")
    yield "  " + _row(cells)
    for note in line.notes:
        yield from _wrapped(note, INDENT)


def _row(cells: Sequence[str]) -> str:
    shown = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)]
    return "".join((*shown, cells[-1])).rstrip()


def _wrapped(text: str, indent: str) -> list[str]:
    # Hard spaces keep a number with its unit, so only plain ones may break.
    return textwrap.wrap(
        "".join(sign if sign.isprintable() else " " for sign in text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )
