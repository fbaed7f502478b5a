"""The numbers of tables and figures, counted as the page is written."""

from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


class Captions:
    """Counts captions of each kind from one.

    Examples
    --------
    >>> captions = Captions(Language.NB)
    >>> captions.next("figure").replace(chr(160), " ")
    'Figur 1.'
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._counts: dict[str, int] = {}

    def next(self, kind: str) -> str:
        """Return the label of the next ``"table"`` or ``"figure"``."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        name = phrase(f"document.{kind}", self.language)
        number = str(self._counts[kind])
        return phrase("document.caption", self.language, kind=name, number=number)
