"""Blocks to sentences: a full stop ends one unless it belongs to an abbreviation or a name."""

import re
from collections.abc import Iterator

from evidence.audit.page.block import Block, Sentence

LONGEST = 4000
_END = re.compile(r"""[.!?]["»”')]*(?:\s+(?=["«“(]*[A-ZÆØÅÄÖÉ0-9])|(?=[A-ZÆØÅ][a-zæøå]{2}))""")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«\"/])(?:dvs|al|bl\.a|f\.eks|eks|jf|jfr|ca|nr|pst|mfl|m\.fl|fl|inkl|ol|kap|st|obs|evt"
    r"|o\.l|vs|dr|prof|vol|s|p|pp|ev|o\.a|mv|m\.m|kl|red|etc|no|eds?|gj|tab|fig|[A-ZÆØÅ])$",
    re.IGNORECASE,
)


def sentences(block: Block) -> Iterator[Sentence]:
    """Yield the sentences of a block in order.

    Examples
    --------
    >>> block = Block(number=0, text="Berg et al. (2023) fant lite. SMD: -0,21.Tillit: lav.",
    ...               starts=((0, 1),))
    >>> [one.text for one in sentences(block)]
    ['Berg et al. (2023) fant lite.', 'SMD: -0,21.', 'Tillit: lav.']
    """
    plain, start = block.plain, 0
    for found in _END.finditer(plain):
        if plain[found.start()] == "." and _ABBREVIATED.search(plain[start : found.start()][-12:]):
            continue
        yield from _cut(block, start, found.end())
        start = found.end()
    if start < len(plain):
        yield from _cut(block, start, len(plain))


def _cut(block: Block, start: int, end: int) -> Iterator[Sentence]:
    """Yield a sentence, one longer than any people write in pieces."""
    while end - start > LONGEST:
        space = block.plain.rfind(" ", start + LONGEST // 2, start + LONGEST)
        until = space + 1 if space > 0 else start + LONGEST
        yield _sentence(block, start, until)
        start = until
    yield _sentence(block, start, end)


def _sentence(block: Block, start: int, end: int) -> Sentence:
    text = block.text[start:end].rstrip()
    return Sentence(
        block=block, start=start, text=text, plain=block.plain[start : start + len(text)]
    )
