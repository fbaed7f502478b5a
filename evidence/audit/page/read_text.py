"""Plain text to blocks: a line is a paragraph, unless the file breaks its lines by width."""

import re

from evidence.audit.page.block import Block

_ENDS = re.compile(r"[.!?:;)\]\"»”]\s*$")
_GOES_ON = re.compile(r"^[a-zæøåéü0-9(\-–−«]")
_NEW_ITEM = re.compile(r"^\s*(?:[•*·▪◦]|[-–]\s|#{1,6}\s|\d{1,2}(?:\.\d{1,2})*[.)]?\s)")
SHORTEST_BROKEN_LINE = 55


def blocks_of_text(text: str) -> tuple[Block, ...]:
    r"""Return the blocks of a plain text.

    A line that ends mid-sentence, is long, and is followed by one that does not begin as a
    sentence is taken to have been broken by width; the two are one paragraph on two lines.

    Examples
    --------
    >>> [block.line for block in blocks_of_text("A heading\n\nA sentence.")]
    [1, 3]
    """
    blocks: list[Block] = []
    parts: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip()
        if parts and not (written and _continues(parts[-1][1], written, line)):
            blocks.append(_block(len(blocks), parts))
            parts = []
        if written:
            parts.append((number, written))
    if parts:
        blocks.append(_block(len(blocks), parts))
    return tuple(blocks)


def _continues(before: str, written: str, line: str) -> bool:
    if _NEW_ITEM.match(line) or len(before) < SHORTEST_BROKEN_LINE:
        return False
    if _ENDS.search(before[-3:]):
        return bool(len(before) < 160 and written[:1].islower())
    return bool(len(before) < 160 and (_GOES_ON.match(written) or before.endswith(",")))


def _block(number: int, parts: list[tuple[int, str]]) -> Block:
    starts, text = [], ""
    for line, written in parts:
        text += " " if text else ""
        starts.append((len(text), line))
        text += written
    return Block(number=number, text=text, starts=tuple(starts))
