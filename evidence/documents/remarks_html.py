"""What ``evidence check`` found as one accessible page that needs nothing else."""

from evidence import __version__
from evidence.audit.run import Checked, Remark
from evidence.display.tables.table import Cell, Table
from evidence.documents.html import write_page
from evidence.documents.page import Page, Section
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.remarks import (
    message_of,
    repair_of,
    severity_word,
    state_counts,
    state_missing,
    state_place,
)
from evidence.wording.statement import Statement


def remarks_html(checked: Checked, language: Language) -> str:
    """Return the page: counts, a table of remarks, those waived, and what was not checkable.

    Parameters
    ----------
    checked : Checked
        What rules said.
    language : Language
        Language of the page.

    Returns
    -------
    str
        HTML; everything from the tables is escaped.
    """
    found = [_row(one, repair_of(one, language), language) for one in checked.remarks]
    waived = [
        _row(one.remark, f"{one.waiver.reason} ({one.waiver.who})", language)
        for one in checked.waived
    ]
    missing = tuple(
        Statement(text=line, is_item=True)
        for tally in checked.tallies
        for line in state_missing(tally, language)
    )
    return write_page(
        Page(
            language=language,
            title=phrase("check.page.title", language),
            version=__version__,
            draft_mark=state_counts(checked, language),
            imprint=f"evidence {__version__}",
            lead=(),
            sections=(
                _section("remarks", found, "repair", language),
                _section("waived", waived, "reason", language),
                Section(
                    id="missing",
                    heading=phrase("check.page.missing", language),
                    statements=missing or _none(language),
                ),
            ),
        )
    )


def _section(name: str, rows: list[tuple[Cell, ...]], last: str, language: Language) -> Section:
    heading = phrase(f"check.page.{name}", language)
    if not rows:
        return Section(id=name, heading=heading, statements=_none(language))
    columns = ("rule", "severity", "place", "message", last)
    table = Table(
        id=name,
        caption=phrase(f"check.page.{name}.caption", language),
        columns=tuple(phrase(f"check.page.column.{one}", language) for one in columns),
        widths=(8, 10, 22, 35, 25),
        rows=tuple(rows),
    )
    return Section(id=name, heading=heading, tables=(table,))


def _row(remark: Remark, last: str, language: Language) -> tuple[Cell, ...]:
    return (
        Cell(text=remark.rule.code, is_header=True),
        Cell(text=severity_word(remark.severity, language)),
        Cell(text=state_place(remark.place, language)),
        Cell(text=message_of(remark, language)),
        Cell(text=last),
    )


def _none(language: Language) -> tuple[Statement, ...]:
    return (Statement(text=phrase("check.page.none", language)),)
