"""The footnotes of one table."""

from dataclasses import dataclass, field

from evidence.wording.statement import Statement


@dataclass(slots=True)
class Footnotes:
    """The footnotes of one table in the order they are first needed, each once."""

    texts: list[str] = field(default_factory=list)
    refs: list[list[str]] = field(default_factory=list)

    def number(self, text: str, refs: tuple[str, ...]) -> int:
        """Return the number of a footnote, adding it where it is new."""
        if text not in self.texts:
            self.texts.append(text)
            self.refs.append([])
        place = self.texts.index(text)
        self.refs[place] += [ref for ref in refs if ref not in self.refs[place]]
        return place + 1

    def statements(self) -> tuple[Statement, ...]:
        """Return the footnotes in order."""
        pairs = zip(self.texts, self.refs, strict=True)
        return tuple(Statement(text=text, refs=tuple(refs)) for text, refs in pairs)
