"""What could not be read: parts of the layout, the language, and numbers that look like results."""

import re
from collections.abc import Iterator

from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding, Place, at, found, lines_of
from evidence.audit.page.read_intervals import INTERVAL

PARTS = ("question", "outcomes", "description", "results")
_LIKE_A_RESULT = re.compile(
    r"(?<!\w)(?:SMD|WMD|MD|RR|OR|HR|RD|NNT|KI|CI)(?!\w)\s*[:=]?\s*[-–(\[]?\d", re.IGNORECASE
)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield what the audit could not read, so that silence is not taken for a clean bill."""
    first = claims.page.blocks[0] if claims.page.blocks else None
    top = Place(line=first.line if first else 1, quote=first.text[:120] if first else "")
    found_parts = {placed.part for placed in claims.layout.placed}
    missing = tuple(part for part in PARTS if part not in found_parts)
    if not claims.references:
        missing += ("references",)
    if missing:
        yield found("LAY01", top, parts=missing)
    if not claims.language:
        yield found("LAY02", top)
    yield from _unread_numbers(claims)


def _unread_numbers(claims: Claims) -> Iterator[PageFinding]:
    read = {(one.sentence.block.number, one.sentence.start) for one in claims.estimates}
    unread = [
        sentence
        for placed, sentence in claims.sentences
        if placed.part not in ("references", "footer")
        and (placed.block.number, sentence.start) not in read
        and (INTERVAL.search(sentence.plain) or _LIKE_A_RESULT.search(sentence.plain))
    ]
    if unread:
        yield found(
            "LAY03", at(unread[0]), n=len(unread), lines=lines_of([one.line for one in unread])
        )


CHECK = Check(
    codes=("LAY01", "LAY02", "LAY03"), test=test, looked_at=lambda claims: len(claims.page.blocks)
)
