"""Text that exists in the three languages of the project."""

from dataclasses import dataclass

from evidence.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase written by people in bokmål, nynorsk and English.

    Parameters
    ----------
    nb, nn, en : str
        The same content in each language; empty where nobody has written it.
    """

    nb: str
    nn: str = ""
    en: str = ""

    def in_language(self, language: Language) -> str:
        """Return the text in a language, or bokmål where that one is not written."""
        return self._written(language) or self.nb

    def is_written(self, language: Language) -> bool:
        """Tell whether somebody has written the text in a language."""
        return bool(self._written(language))

    def _written(self, language: Language) -> str:
        return {Language.NB: self.nb, Language.NN: self.nn, Language.EN: self.en}[language]
