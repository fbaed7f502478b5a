"""The parts rows of many tables share: a text in three languages, a word of a list, a source."""

from enum import StrEnum
from typing import TypeVar

from evidence.records.provenance import Provenance
from evidence.records.text import Text
from evidence.tables.typed_table import TypedRow
from evidence.vocabulary import Language, Obtained

Word = TypeVar("Word", bound=StrEnum)


def text_of(row: TypedRow, stem: str) -> Text:
    """Return a text that stands in one column for each language, such as ``title_nb``."""
    return Text(*(row.text(f"{stem}_{language}") for language in Language))


def word_of(row: TypedRow, column: str, words: type[Word]) -> Word | None:
    """Return the word of a closed list, or None for an empty cell."""
    written = row.text(column)
    return words(written) if written else None


def provenance_of(row: TypedRow) -> Provenance:
    """Return where a row comes from."""
    return Provenance(
        table=row.table.name,
        row=row.number,
        source_id=row.text("source_id"),
        place=row.text("place"),
        quote=row.text("quote"),
        obtained=word_of(row, "obtained", Obtained),
        note=row.text("note"),
    )
