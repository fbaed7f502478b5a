"""Whether the headings of a sheet are those of the contract."""

from collections.abc import Iterator

from evidence.errors import Problem
from evidence.tables.contract import TableContract
from evidence.tables.nearest import Nearest
from evidence.tables.sheet import Sheet


def heading_problems(sheet: Sheet, table: TableContract) -> tuple[Problem, ...]:
    """Return what is wrong with the headings: none, missing, unknown, or twice the same.

    Parameters
    ----------
    sheet : Sheet
        The file.
    table : TableContract
        Its contract.

    Returns
    -------
    tuple of Problem
        Empty where every column of the contract stands there once and no other.
    """
    if not sheet.headings:
        return ()
    if not set(sheet.headings) & set(table.by_name):
        first = ", ".join(column.name for column in table.columns[:3])
        return (
            Problem(
                code="E119",
                file=sheet.file,
                row=1,
                found=sheet.headings[0],
                values={"headings": first},
            ),
        )
    return (*_strange(sheet, table), *_missing(sheet, table))


def _strange(sheet: Sheet, table: TableContract) -> Iterator[Problem]:
    free = Nearest(name for name in table.by_name if name not in sheet.headings)
    seen: set[str] = set()
    for place, heading in enumerate(sheet.headings):
        if not heading:
            if any(row.cells[place] for row in sheet.rows):
                count = {"place": str(place + 1)}
                yield Problem(code="E118", file=sheet.file, row=1, values=count)
        elif heading in seen:
            yield Problem(code="E108", file=sheet.file, row=1, column=heading, found=heading)
        elif heading not in table.by_name:
            near = {"nearest": free.to(heading)}
            yield Problem(
                code="E110", file=sheet.file, row=1, column=heading, found=heading, values=near
            )
        seen.add(heading)


def _missing(sheet: Sheet, table: TableContract) -> Iterator[Problem]:
    for column in table.columns:
        if column.name not in sheet.headings and not column.optional:
            yield Problem(
                code="E109",
                file=sheet.file,
                row=1,
                column=column.name,
                found=column.name,
                values={"title": column.title},
            )
