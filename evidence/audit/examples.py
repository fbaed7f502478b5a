"""Small tables as text made into a whole project, so that a rule can show what it sees.

Cells are parted by ``|`` and the first line holds the headings. Only what matters is written:
cells that must be filled get a plain value, and rows that are referred to are made. An arm called
``A.drug`` belongs to the trial ``A``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from evidence.audit.project import Project
from evidence.findings.answer import answer
from evidence.findings.finding import Chapter
from evidence.findings.overview import overview
from evidence.synthesis.analyse import analyse
from evidence.synthesis.results import Analysis, PooledEffect
from evidence.tables.contract import Column, Contract, TableContract
from evidence.tables.descriptor import package_contract
from evidence.tables.open_tables import tables_of
from evidence.tables.sheet import Sheet, SheetRow
from evidence.tables.tables import Tables

DAY = date(2026, 1, 1)
RESULTS = "analyses/results"
ASIDE = ("synthesis_id", "converged", "of_other_tables")
Row = dict[str, str]


def example_project(tables: Mapping[str, str]) -> Project:
    r"""Return the project of small tables.

    Parameters
    ----------
    tables : mapping of str to str
        Tables by name, as text. ``analyses/results`` holds the options each synthesis is
        analysed with.

    Returns
    -------
    Project
        Looked at on the first of January 2026.

    Examples
    --------
    >>> project = example_project({"results": "result_id|arm_id|n\nr1|A.drug|30"})
    >>> project.tables.results["r1"].arm.study_id
    'A'
    """
    contract = package_contract()
    written = {name: list(table_rows(text)) for name, text in tables.items()}
    asked = written.pop(RESULTS, [])
    rows = {name: written.get(name, []) for name in contract.tables}
    _fill(rows, contract)
    sheets = {name: _sheet(contract.tables[name], rows[name]) for name in contract.tables}
    read = tables_of(sheets, contract)
    return Project(tables=read, chapter=_chapter(read, asked) if asked else None, today=DAY)


def table_rows(text: str) -> Iterator[Row]:
    r"""Yield the rows of a table written as text, by heading.

    Examples
    --------
    >>> list(table_rows("a|b\n1|2"))
    [{'a': '1', 'b': '2'}]
    """
    lines = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line
    ]
    for cells in lines[1:]:
        yield dict(zip(lines[0], cells, strict=True))


def _chapter(tables: Tables, asked: list[Row]) -> Chapter:
    """Analyse each synthesis asked for with its options, and answer its questions."""
    analyses = [_analysis(tables, options) for options in asked]
    by_question: dict[str, list[Analysis]] = {}
    for one in analyses:
        by_question.setdefault(tables.outcomes[one.outcome_id].question_id, []).append(one)
    told = overview(tables)
    if any("of_other_tables" in options for options in asked):
        told = replace(told, data_sha256="0" * len(told.data_sha256))
    return Chapter(
        overview=told,
        questions=tuple(answer(tables, name, own) for name, own in by_question.items()),
    )


def _analysis(tables: Tables, options: Row) -> Analysis:
    """Analyse as asked for; ``converged`` says what the search for the variance came to."""
    given = {name: text for name, text in options.items() if name not in ASIDE and text}
    chosen: dict[str, Any] = {**given, "subgroups": given.get("subgroups") == "yes"}
    analysis = analyse(tables.synthesis(options["synthesis_id"]), **chosen)
    if options.get("converged") == "no" and isinstance(analysis.pooled, PooledEffect):
        return replace(analysis, pooled=replace(analysis.pooled, converged=False))
    return analysis


def _fill(rows: dict[str, list[Row]], contract: Contract) -> None:
    """Fill what must be filled, and add rows referred to until none is missing."""
    todo = [(table, row) for table, some in rows.items() for row in some]
    known = {
        name: {row[table.id_column] for row in rows[name] if table.id_column in row}
        for name, table in contract.tables.items()
        if table.id_column
    }
    while todo:
        name, row = todo.pop()
        table = contract.tables[name]
        _fill_row(table, row)
        for reference in table.references:
            target, key = reference.table, row.get(reference.columns[0], "")
            if key and target in known and key not in known[target]:
                known[target].add(key)
                made = {contract.tables[target].id_column: key}
                rows[target].append(made)
                todo.append((target, made))


def _fill_row(table: TableContract, row: Row) -> None:
    arm = row.get("arm_id", "")
    if table.name == "arms" and "." in arm:
        row.setdefault("study_id", arm.split(".")[0])
    referring = {column for reference in table.references for column in reference.columns}
    for column in table.columns:
        if column.required and not row.get(column.name):
            row[column.name] = _plain(column, table, row, column.name in referring)


def _plain(column: Column, table: TableContract, row: Row, refers: bool) -> str:
    if column.words:
        return column.words[0]
    if column.is_numeric:
        return "1"
    if column.unique:
        return row[table.id_column]
    return "x" if refers or not column.example else column.example


def _sheet(table: TableContract, rows: list[Row]) -> Sheet:
    headings = tuple(column.name for column in table.columns)
    return Sheet(
        file=table.file,
        headings=headings,
        rows=tuple(
            SheetRow(number, tuple(row.get(heading, "") for heading in headings))
            for number, row in enumerate(rows, start=2)
        ),
    )
