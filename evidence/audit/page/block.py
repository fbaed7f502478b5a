"""The smallest thing a page is read in: a paragraph, a heading, a cell or a list item.

Vocabulary
----------
verbatim : text as the page has it.
plain : the same text, letter for letter, with hard spaces, hyphens and quotes made ordinary, so
    that a place in the one is a place in the other.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\t"
_HYPHENS = "\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{SMALL HYPHEN-MINUS}"
_APOSTROPHES = "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{ACUTE ACCENT}`"
_PLAIN = str.maketrans(
    dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "'")
)


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a page with the lines it stands on.

    ``starts`` are pairs (place in the text, line), the first at 0; ``heading`` is the level of a
    heading where the file says so, else 0; ``cells`` are the texts of a table's row.
    """

    number: int
    text: str
    starts: tuple[tuple[int, int], ...]
    heading: int = 0
    cells: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The text with hard spaces, hyphens and quotes made ordinary; same length."""
        return _plain(self.text)

    @property
    def line(self) -> int:
        """Line on which the block begins."""
        return self.starts[0][1]

    def line_at(self, place: int) -> int:
        """Return the line of a place in the text.

        Examples
        --------
        >>> Block(number=0, text="one two", starts=((0, 4), (4, 5))).line_at(5)
        5
        """
        found = bisect_right([start for start, _ in self.starts], place) - 1
        return self.starts[max(0, found)][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a block: where it begins, and its words."""

    block: Block
    start: int
    text: str
    plain: str

    @property
    def line(self) -> int:
        """Line on which the sentence begins."""
        return self.block.line_at(self.start)

    @property
    def end(self) -> int:
        """Place in the block after the sentence's last letter."""
        return self.start + len(self.text)

    def line_at(self, place: int) -> int:
        """Return the line of a place in the sentence."""
        return self.block.line_at(self.start + place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as read: its name, the kind of file, and its blocks in order."""

    name: str
    kind: str
    blocks: tuple[Block, ...]
