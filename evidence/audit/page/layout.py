"""Where on a guideline page a block stands: advice, question, PICO cell, results, references.

The Directorate's layout is known by its headings (``words/sections.csv``). A block belongs to the
last heading above it; a heading that names no part of the layout is a sub-heading, in the results
most often an outcome.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.audit.page.block import Block, Page
from evidence.audit.page.words import forms, meanings

CELLS = ("population", "intervention", "comparison", "outcomes")
RESEARCH = ("description", "search", "results", *CELLS, "question")
_NUMBERED = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?\s+)|\s*(?:nr\.?\s*)?\d+\s*$")
_PARENTHESES = re.compile(r"\([^()]*\)")
_LIKE_A_RESULT = re.compile(r"\d[.,]\d|[=:]\s*[-–]?\d")
_ITEM = re.compile(r"^\s*[•*·▪◦-]\s*")
LONGEST_HEADING = 70
LONGEST_CELL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its PICO cells: for each cell the blocks that fill it."""

    number: int
    block: Block
    text: str
    cells: Mapping[str, tuple[Block, ...]]

    def cell(self, name: str) -> str:
        """Return the words of a cell, without its heading."""
        return ", ".join(cell_text(block) for block in self.cells.get(name, ()))

    def outcomes(self) -> tuple[tuple[str, Block], ...]:
        """Return the outcomes named in the cell for outcomes, each with its block."""
        return tuple(
            (name, block)
            for block in self.cells.get("outcomes", ())
            for name in outcome_names(cell_text(block))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block, the part of the layout it stands in, its question and the sub-heading above it."""

    block: Block
    part: str
    question: int | None
    heading: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The blocks of a page in their places, and its questions."""

    placed: tuple[Placed, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class _Reading:
    """Where the reader is while it goes down the page."""

    part: str = "advice"
    heading: str = ""
    questions: list[tuple[Block, list[Block], dict[str, list[Block]]]] = field(default_factory=list)
    row: tuple[str, ...] = ()

    @property
    def question(self) -> int | None:
        inside = self.questions and self.part in (*RESEARCH, "evidence")
        return len(self.questions) - 1 if inside else None


def lay_out(page: Page) -> Layout:
    """Return the blocks of a page in their places.

    Parameters
    ----------
    page : Page
        As read.

    Returns
    -------
    Layout
        Each block with its part; a question begins at its heading, or at a PICO cell that the
        question before already has.
    """
    reading, placed = _Reading(), []
    for block in page.blocks:
        part, rest = _heading_of(block)
        is_heading = bool(part) and not rest
        if _is_row_of_headings(block):
            reading.row = tuple(_section(cell) for cell in block.cells)
            is_heading = True
        elif reading.row and len(block.cells) == len(reading.row):
            _fill_row(reading, block)
        elif part:
            _turn_to(reading, part, block, rest)
        elif _is_sub_heading(block, reading.part):
            reading.heading, is_heading = block.plain.strip(" :"), True
        else:
            if reading.part in CELLS and len(block.text) > LONGEST_CELL:
                reading.part = "description"
            _take(reading, block)
        placed.append(
            Placed(
                block=block,
                part=reading.part,
                question=reading.question,
                heading=reading.heading,
                is_heading=is_heading,
            )
        )
    return Layout(placed=tuple(placed), questions=_questions(reading))


def cell_text(block: Block) -> str:
    """Return the words of a block without the name of its cell or a bullet before them."""
    part, rest = _heading_of(block)
    return _ITEM.sub("", rest if part and rest else block.plain)


def outcome_names(text: str) -> tuple[str, ...]:
    """Return the outcomes a list names.

    Examples
    --------
    >>> outcome_names("Smerte (VAS, 0-100), funksjon og livskvalitet.")
    ('Smerte', 'funksjon', 'livskvalitet')
    """
    bare = _PARENTHESES.sub("", text).strip(" .")
    parts = re.split(r"[,;/]|\n", bare)
    last = re.split(r"\s+(?:og|samt|eller|and)\s+", parts[-1]) if len(parts) > 1 else [parts[-1]]
    if len(parts) == 1:
        last = re.split(r"\s+(?:og|samt|and)\s+", bare)
    names = (_ITEM.sub("", name).strip(" .") for name in (*parts[:-1], *last))
    return tuple(re.sub(r"^(?:og|samt)\s+", "", name) for name in names if len(name) > 1)


def _section(text: str) -> str:
    tidy = _NUMBERED.sub("", text.strip()).strip(" :.").lower()
    return meanings("sections", "id").get(tidy, "")


def _heading_of(block: Block) -> tuple[str, str]:
    """Return the part a block begins and what it says itself, as in ``Populasjon: voksne``."""
    text = block.plain.strip()
    if block.cells:
        return "", ""
    if len(text) <= LONGEST_HEADING:
        part = _section(text) or _section(_PARENTHESES.sub("", text))
        if part:
            return part, ""
    if ":" not in text[:LONGEST_HEADING] and "|" not in text[:LONGEST_HEADING]:
        return "", ""
    for form in forms("sections"):
        if len(form) > 1 and text[: len(form)].lower() == form and text[len(form) :][:1] in ":|":
            rest = text[len(form) + 1 :].strip()
            return meanings("sections", "id")[form], rest
        if len(form) > 1 and text[: len(form) + 2].lower() == f"{form} |":
            return meanings("sections", "id")[form], text[len(form) + 2 :].strip()
    return "", ""


def _is_row_of_headings(block: Block) -> bool:
    return sum(_section(cell) in CELLS for cell in block.cells) >= 3


def _is_sub_heading(block: Block, part: str) -> bool:
    text = block.plain.strip()
    if block.heading:
        return True
    if part in CELLS or part == "question" or len(text) > LONGEST_HEADING or block.cells:
        return False
    if _LIKE_A_RESULT.search(text):
        return False
    return bool(text[:1].isupper()) and text[-1] not in ".!?;,)%\"'" and not _ITEM.match(text)


def _turn_to(reading: _Reading, part: str, block: Block, rest: str) -> None:
    reading.row = ()
    repeated = part in CELLS and reading.questions and part in reading.questions[-1][2]
    if part == "question" or (part in CELLS and (not reading.questions or repeated)):
        reading.questions.append((block, [], {}))
        reading.heading = ""
    if part in ("recommendation", "practical", "rationale", "assessment"):
        part = "advice" if part in ("recommendation", "practical") else part
    reading.part = part
    if part == "results":
        reading.heading = ""
    if part in CELLS:
        reading.questions[-1][2].setdefault(part, [])
    if rest:
        _take(reading, block)


def _fill_row(reading: _Reading, block: Block) -> None:
    if not reading.questions:
        reading.questions.append((block, [], {}))
    cells = reading.questions[-1][2]
    for part, text in zip(reading.row, block.cells, strict=True):
        if part in CELLS:
            cells[part] = [Block(number=block.number, text=text, starts=block.starts)]
    reading.row = ()


def _take(reading: _Reading, block: Block) -> None:
    if reading.part == "question" and reading.questions:
        reading.questions[-1][1].append(block)
    elif reading.part in CELLS:
        reading.questions[-1][2].setdefault(reading.part, []).append(block)


def _questions(reading: _Reading) -> tuple[Question, ...]:
    return tuple(
        Question(
            number=number,
            block=(words or [block])[0],
            text=" ".join(cell_text(one) for one in words),
            cells={name: tuple(blocks) for name, blocks in cells.items()},
        )
        for number, (block, words, cells) in enumerate(reading.questions)
    )
