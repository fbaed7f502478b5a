"""The page's text as blocks, to be found again in Word and PDF."""

import re
from collections.abc import Iterator
from typing import Any

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption"}
_NOT_IN_BODY = {"skip", "colophon"}


def words(element: Any) -> str:
    """The text of an element with single spaces; a line break is a space."""
    return _SPACES.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield "\n" if child.tag == "br" else ""
            yield from _pieces(child)
        yield child.tail or ""


def blocks(page: Any) -> list[str]:
    """Every block of text of the page, in order.

    Drawings are not text, nor is the summary that opens and closes a table on a screen.
    """
    found = []
    for element in page.find("body").iter(*_BLOCKS):
        classes = set((element.get("class") or "").split())
        parents = {c for a in element.iterancestors() for c in (a.get("class") or "").split()}
        if not (classes | parents) & _NOT_IN_BODY:
            found.append(words(element))
    return [block for block in found if block]


def bare(text: str) -> str:
    """Text without spaces, hyphens and soft marks, as a line-breaking program leaves it."""
    return re.sub(r"[\s\u00ad\u2010\u2011\u202f\u00a0-]+", "", text)
