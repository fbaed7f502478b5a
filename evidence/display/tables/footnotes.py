"""The footnotes of one table."""

from dataclasses import dataclass, field

from evidence.wording.statement import Statement


@dataclass(slots=True)
class Footnotes:
    """The footnotes of one table in the order they are first needed, each once."""

    texts: list[str] = field(default_factory=list)
    refs: list[list[str]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    def number(self, text: str, refs: tuple[str, ...], language: str = "") -> int:
        """Return the number of a footnote, adding it where it is new.

        ``language`` is named where the words are a source's.
        """
        if text not in self.texts:
            self.texts.append(text)
            self.refs.append([])
            self.languages.append(language)
        place = self.texts.index(text)
        self.refs[place] += [ref for ref in refs if ref not in self.refs[place]]
        return place + 1

    def statements(self) -> tuple[Statement, ...]:
        """Return the footnotes in order."""
        parts = zip(self.texts, self.refs, self.languages, strict=True)
        return tuple(
            Statement(text=text, refs=tuple(refs), language=language)
            for text, refs, language in parts
        )
