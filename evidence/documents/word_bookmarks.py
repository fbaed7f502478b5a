"""Places inside a Word document that links lead to."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_LONGEST = 40


class Bookmarks:
    """Gives every HTML id a name Word accepts, and sets the place it stands for."""

    def __init__(self) -> None:
        self._set: set[str] = set()

    def name(self, identifier: str) -> str:
        """Return the bookmark of an id: letters, digits and underscores, at most forty."""
        plain = "b_" + re.sub(r"\W", "_", identifier, flags=re.ASCII)
        if plain == f"b_{identifier}" and len(plain) <= _LONGEST:
            return plain
        digest = hashlib.sha256(identifier.encode()).hexdigest()[:8]
        return f"{plain[: _LONGEST - 9]}_{digest}"

    def add(self, parent: Any, identifier: str) -> None:
        """Set a bookmark at the end of what a paragraph holds so far, once for each id."""
        for mark in self._pair(identifier):
            parent.append(mark)

    def around(self, elements: Sequence[Any], identifier: str) -> None:
        """Set a bookmark around elements of a paragraph, for a field to repeat what they say."""
        pair = self._pair(identifier)
        if pair:
            elements[0].addprevious(pair[0])
            elements[-1].addnext(pair[1])

    def _pair(self, identifier: str) -> tuple[Any, ...]:
        name = self.name(identifier)
        if name in self._set:
            return ()
        self._set.add(name)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(len(self._set)))
        start.set(qn("w:name"), name)
        return start, end


def label_of(identifier: str) -> str:
    """Return the id of the label of a figure or table: its word and number."""
    return f"label-{identifier}"
