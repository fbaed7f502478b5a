"""The numbers of tables and figures, counted as the page is written."""

from collections.abc import Mapping

from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


class Captions:
    """Counts captions of each kind from one, and knows those of an earlier writing of the page.

    Parameters
    ----------
    language : Language
        Language of the reader.
    known : mapping of str to str
        The labels of the earlier writing, by the id of the figure or table.

    Examples
    --------
    >>> captions = Captions(Language.NB)
    >>> captions.next("figure").replace(chr(160), " ")
    'Figur 1.'
    """

    def __init__(self, language: Language, known: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.labels: dict[str, str] = {}
        self._known = known or {}
        self._counts: dict[str, int] = {}

    def next(self, kind: str, identifier: str = "") -> str:
        """Return the label of the next ``"table"`` or ``"figure"``, and keep it for its id."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        name = phrase(f"document.{kind}", self.language)
        number = str(self._counts[kind])
        label = phrase("document.caption", self.language, kind=name, number=number)
        self.labels[identifier] = label.rstrip(".")
        return label

    def label(self, identifier: str) -> str:
        """Return the label of a figure or table wherever it stands, for a reference to it."""
        return self._known.get(identifier, "")
