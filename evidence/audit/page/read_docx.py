"""Word to blocks: each paragraph one, numbered from the top; a table's row one, or two cells two.

The package is a zip that anyone may have made: it is opened with limits, no entity is followed,
and nothing but the main text is read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from evidence.audit.page.block import Block
from evidence.errors import EvidenceError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_LARGEST = 30_000_000
_HEADING = re.compile(r"(?:heading|overskrift|tittel|title)\s*(\d?)", re.IGNORECASE)


def blocks_of_docx(content: bytes, name: str) -> tuple[Block, ...]:
    """Return the paragraphs of a Word file; the line of each is its number in the file.

    Raises
    ------
    EvidenceError
        The file is no Word document, or holds more than a guideline page can.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(_body(content, name), parser)
    except etree.XMLSyntaxError as fault:
        raise EvidenceError("audit.not_word", file=name) from fault
    blocks: list[Block] = []
    body = tree.find(f"{_W}body")
    for line, paragraph in enumerate(body.iter(f"{_W}p") if body is not None else (), 1):
        cells = _cells_of_row(paragraph)
        if cells is not None and not _first_of_row(paragraph):
            continue
        text = " | ".join(cells) if cells is not None else _text(paragraph)
        if text.strip():
            blocks.append(
                Block(
                    number=len(blocks),
                    text=text.strip(),
                    starts=((0, line),),
                    heading=_heading(paragraph),
                    cells=cells or (),
                )
            )
    return tuple(blocks)


def _body(content: bytes, name: str) -> bytes:
    """Return the main text, reading no more than the limit whatever the package claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(_BODY) as stream:
            read = stream.read(_LARGEST + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError) as fault:
        raise EvidenceError("audit.not_word", file=name) from fault
    except (EOFError, ValueError, zipfile.LargeZipFile, zlib.error) as fault:
        raise EvidenceError("audit.not_word", file=name) from fault
    if len(read) > _LARGEST:
        raise EvidenceError("audit.too_large", file=name)
    return read


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).replace("\xad", "")


def _pieces(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            yield node.text or ""
        else:
            yield "-" if node.tag == f"{_W}noBreakHyphen" else " "


def _cells_of_row(paragraph: Any) -> tuple[str, ...] | None:
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    if row is None:
        return None
    cells = row.findall(f"{_W}tc")
    if len(cells) < 3:
        return None
    return tuple(
        " ".join(filter(None, (_text(one).strip() for one in cell.iter(f"{_W}p"))))
        for cell in cells
    )


def _first_of_row(paragraph: Any) -> bool:
    row = next(paragraph.iterancestors(f"{_W}tr"))
    return next(row.iter(f"{_W}p")) is paragraph


def _heading(paragraph: Any) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    found = _HEADING.match(style.get(f"{_W}val", "")) if style is not None else None
    return int(found.group(1) or 1) if found else 0
