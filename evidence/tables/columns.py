"""Read every cell of a sheet, column by column.

A column of 200 000 cells holds far fewer different texts; each is read once.
"""

from collections.abc import Callable, Sequence

from evidence.errors import Problem
from evidence.tables.cell import Fault, Value, cell_reader
from evidence.tables.contract import Column, TableContract
from evidence.tables.nearest import Nearest
from evidence.tables.sheet import Sheet
from evidence.tables.typed_table import TypedTable


def read_cells(sheet: Sheet, contract: TableContract) -> tuple[TypedTable, tuple[Problem, ...]]:
    """Return the values of a sheet and the problems of its cells.

    Parameters
    ----------
    sheet : Sheet
        Cells as text.
    contract : TableContract
        What they may hold; columns outside it are left unread.

    Returns
    -------
    tuple of TypedTable and tuple of Problem
        A faulty cell has the value None in the table.
    """
    problems: list[Problem] = []
    values: dict[str, Sequence[Value]] = {}
    by_place = zip(*(row.cells for row in sheet.rows), strict=True)
    cells = list(by_place) or [()] * len(sheet.headings)
    for heading, texts in zip(sheet.headings, cells, strict=True):
        column = contract.by_name.get(heading)
        if column is not None and heading not in values:
            values[heading] = _read_column(sheet, column, texts, problems)
    return TypedTable(contract=contract, sheet=sheet, columns=values), tuple(problems)


def _read_column(
    sheet: Sheet, column: Column, texts: Sequence[str], problems: list[Problem]
) -> Sequence[Value]:
    read = cell_reader(column, sheet.decimal)
    read_once = {text: read(text) for text in set(texts)}
    faults = {text: fault for text, fault in read_once.items() if isinstance(fault, Fault)}
    if faults:
        named = _named(column)
        reported = {text: named(text, fault) for text, fault in faults.items()}
        for row, text in zip(sheet.rows, texts, strict=True):
            if text in reported:
                problems.append(_problem(sheet.file, row.number, column.name, text, reported[text]))
    good = {text: value for text, value in read_once.items() if not isinstance(value, Fault)}
    return list(map(good.get, texts))


def _problem(file: str, row: int, column: str, found: str, fault: Fault) -> Problem:
    return Problem(
        code=fault.code, file=file, row=row, column=column, found=found, values=fault.values
    )


def _named(column: Column) -> Callable[[str, Fault], Fault]:
    """Return the function that adds the right words to the fault of a wrong one."""
    right = Nearest(column.words)
    choices = ", ".join(column.words)

    def named(text: str, fault: Fault) -> Fault:
        if fault.code != "E211":
            return fault
        return Fault(code="E211", values={"choices": choices, "nearest": right.to(text)})

    return named
