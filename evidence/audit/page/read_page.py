"""A file to a page: which kind it is, how large it may be, and what cannot be read at all."""

import re
from pathlib import Path

from evidence.audit.page.block import Block, Page
from evidence.audit.page.read_docx import blocks_of_docx
from evidence.audit.page.read_html import blocks_of_html
from evidence.audit.page.read_text import blocks_of_text
from evidence.errors import EvidenceError
from evidence.tables.text_file import NotUtf8, decoded

LARGEST_FILE = 20_000_000
LARGEST_TEXT = 400_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ZIP = b"PK\x03\x04"
_HTML_NAMES = {".html", ".htm", ".xhtml"}
_OTHER_KINDS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"{\\rtf")


def read_page(path: str | Path) -> Page:
    """Read a page from a file.

    Parameters
    ----------
    path : str or Path
        Text, HTML or Word (.docx); the kind is known by its content.

    Returns
    -------
    Page
        Its blocks, each with the line it stands on (the paragraph's number in Word).

    Raises
    ------
    EvidenceError
        The file is missing, too large, of another kind, or not in UTF-8.
    """
    place = Path(path)
    if not place.is_file():
        raise EvidenceError("audit.no_file", file=str(path))
    if place.stat().st_size > LARGEST_FILE:
        raise EvidenceError("audit.too_large", file=place.name)
    return page_of(place.read_bytes(), place.name)


def page_of(content: bytes, name: str) -> Page:
    """Return the page a file's bytes hold; see :func:`read_page`."""
    kind, blocks = _blocks(content, name)
    if sum(len(block.text) for block in blocks) > LARGEST_TEXT:
        raise EvidenceError("audit.too_large", file=name)
    return Page(name=name, kind=kind, blocks=blocks)


def _blocks(content: bytes, name: str) -> tuple[str, tuple[Block, ...]]:
    if content.startswith(_ZIP):
        return "docx", blocks_of_docx(content, name)
    if content.startswith(_OTHER_KINDS):
        raise EvidenceError("audit.other_kind", file=name)
    text = _text(content, name)
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")) or _is_html_name(name):
        return "html", blocks_of_html(text.encode("utf-8"))
    if len(text) > LARGEST_TEXT:
        raise EvidenceError("audit.too_large", file=name)
    return "txt", blocks_of_text(text)


def _text(content: bytes, name: str) -> str:
    text = decoded(content)
    if isinstance(text, NotUtf8):
        raise EvidenceError("audit.not_utf8", file=name, line=str(text.row), encoding=text.encoding)
    return _CONTROLS.sub("", text)


def _is_html_name(name: str) -> bool:
    return Path(name).suffix.lower() in _HTML_NAMES
