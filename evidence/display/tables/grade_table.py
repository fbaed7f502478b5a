"""The domains of one rating as a table: suggested, decided, how they stand, the numbers."""

from evidence.display.tables.table import Cell, Table
from evidence.vocabulary import Language
from evidence.wording.grade_card import Card
from evidence.wording.phrases import phrase

COLUMNS = ("domain", "suggested", "decided", "standing", "numbers")


def grade_table(card: Card, language: Language) -> Table:
    """Return the table of a card; marks stand beside words, so that neither is needed alone.

    Parameters
    ----------
    card : Card
        With at least one line.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
    """
    return Table(
        id=f"grade-{card.about_id}",
        caption=phrase("grade.caption", language, about=card.about_id),
        columns=tuple(phrase(f"grade.column.{name}", language) for name in COLUMNS),
        widths=(18, 9, 9, 14, 50),
        rows=tuple(
            (
                Cell(text=line.domain, is_header=True),
                Cell(text=line.suggested, align="center"),
                Cell(text=line.decided, align="center"),
                Cell(text=f"{line.mark} {line.standing}"),
                Cell(text="\n".join(line.notes)),
            )
            for line in card.lines
        ),
    )
