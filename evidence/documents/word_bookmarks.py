"""Places inside a Word document that links lead to."""

import hashlib
import re
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
        name = self.name(identifier)
        if name in self._set:
            return
        self._set.add(name)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(len(self._set)))
        start.set(qn("w:name"), name)
        parent.append(start)
        parent.append(end)
