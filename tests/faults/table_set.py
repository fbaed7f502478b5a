"""Tables as rows of text, ready to be spoiled and held against the rules."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from evidence.audit.catalogue import all_rules
from evidence.audit.project import Project
from evidence.audit.run import Checked, run
from evidence.errors import TablesRefused
from evidence.findings.answer import answer
from evidence.findings.finding import Chapter
from evidence.findings.overview import overview
from evidence.synthesis.analyse import analyse
from evidence.tables.contract import Contract
from evidence.tables.descriptor import load_contract, package_contract
from evidence.tables.folder import read_folder
from evidence.tables.open_tables import tables_of
from evidence.tables.sheet import Sheet, SheetRow
from evidence.tables.tables import Tables

Row = dict[str, str]
TableSet = dict[str, list[Row]]
DAY = date(2026, 1, 1)
WAIVED = "W01"
"""A rule waivers may be of, so that one that answers nothing is known to."""
HEADINGS = "headings left out"
"""Table under which a spoiled set names headings to leave out, as ``table.column``."""


def empty_tables() -> TableSet:
    """Return every table without rows."""
    return {name: [] for name in package_contract().tables}


def read_tables(folder: Path) -> TableSet:
    """Return the tables of a folder as they are written."""
    sheets = read_folder(folder, load_contract(folder))
    return {
        name: [dict(zip(sheet.headings, row.cells, strict=True)) for row in sheet.rows]
        for name, sheet in sheets.items()
    }


def copied(tables: TableSet) -> TableSet:
    """Return tables that may be spoiled."""
    return {name: [dict(row) for row in rows] for name, rows in tables.items()}


def opened(tables: TableSet, contract: Contract) -> Tables:
    """Return tables as records; raises TablesRefused as the command does."""
    gone = {one["heading"] for one in tables.get(HEADINGS, [])}
    sheets = {
        name: _sheet(name, rows, contract, gone)
        for name, rows in tables.items()
        if name in contract.tables
    }
    return tables_of(sheets, contract)


def _sheet(name: str, rows: list[Row], contract: Contract, gone: set[str]) -> Sheet:
    table = contract.tables[name]
    headings = tuple(c.name for c in table.columns if f"{name}.{c.name}" not in gone)
    return Sheet(
        file=table.file,
        headings=headings,
        rows=tuple(
            SheetRow(number, tuple(row.get(heading, "") for heading in headings))
            for number, row in enumerate(rows, start=2)
        ),
    )


def chapter_of(tables: Tables) -> Chapter:
    """Return the results of every synthesis, pooled with shared controls correlated."""
    by_question: dict[str, list[str]] = {question: [] for question in tables.questions}
    for name, synthesis in tables.syntheses.items():
        by_question[tables.outcomes[synthesis.outcome_id].question_id].append(name)
    return Chapter(
        overview=overview(tables),
        questions=tuple(
            answer(
                tables,
                question,
                [analyse(tables.synthesis(one), shared_control="correlated") for one in names],
            )
            for question, names in by_question.items()
        ),
    )


def said_of(
    tables: TableSet,
    contract: Contract,
    chapter: Chapter | None = None,
    codes: Collection[str] | None = None,
) -> Mapping[tuple[str, str, str], str]:
    """Return code, place and column of everything found, with severity; E-codes for refusals.

    ``codes`` are the rules to hold, all of tables and results without them.
    """
    try:
        read = opened(tables, contract)
    except TablesRefused as refused:
        return {
            (one.code, f"{one.file}:{one.row}", one.column): "refused" for one in refused.problems
        }
    return remarks_of(checked_of(read, chapter, codes))


def checked_of(
    tables: Tables, chapter: Chapter | None, codes: Collection[str] | None = None
) -> Checked:
    """Return what rules of tables and results say."""
    rules = all_rules()
    wanted = [code for code in rules if code[0] in "CW"] if codes is None else [*codes, WAIVED]
    held = [rule for code, rule in rules.items() if code in wanted]
    return run(Project(tables=tables, chapter=chapter, today=DAY), held, rules)


def remarks_of(checked: Checked) -> Mapping[tuple[str, str, str], str]:
    """Return code, place and column of each remark, with its severity."""
    return {
        (one.rule.code, one.place.key, one.place.column): one.severity.value
        for one in checked.remarks
    }
