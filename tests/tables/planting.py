"""Ways to plant one fault in the minimal project, each with the place it must be found at."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.tables.minimal_project import CONTRACT, Project, project, write_csv, write_xlsx

Place = tuple[str, int | None, str]


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A fault: how to plant it in a folder, its code and where it must be found."""

    code: str
    plant: Callable[[Path], object]
    place: Place
    name: str = ""
    folder_name: str = "data"

    def folder(self, scratch: Path) -> Path:
        """Write the project with its fault and return the folder."""
        self.plant(scratch / "data")
        return scratch / self.folder_name

    def __str__(self) -> str:
        return " ".join(filter(None, [self.code, self.name]))


def cell(code: str, table: str, row: int, column: str, text: str, name: str = "") -> Planted:
    """Plant a text in one cell, where it is found."""
    return cells(code, table, row, {column: text}, column, name)


def cells(
    code: str, table: str, row: int, texts: dict[str, str], found_at: str, name: str = ""
) -> Planted:
    """Plant texts in cells of one row; the fault is found at one of them."""

    def change(tables: Project) -> None:
        tables[table][row - 2] |= texts

    return rows(code, change, (f"{table}.csv", row, found_at), name)


def rows(code: str, change: Callable[[Project], object], place: Place, name: str = "") -> Planted:
    """Plant a fault by changing the rows of the project."""

    def plant(folder: Path) -> None:
        tables = project()
        change(tables)
        write_csv(tables, folder)

    return Planted(code=code, plant=plant, place=place, name=name)


def content(
    code: str, file: str, row: int | None, change: Callable[[bytes], bytes], name: str = ""
) -> Planted:
    """Plant a fault in the bytes of a file; no column is to blame."""

    def plant(folder: Path) -> None:
        path = write_csv(project(), folder) / file
        path.write_bytes(change(path.read_bytes()))

    return Planted(code=code, plant=plant, place=(file, row, ""), name=name)


def beside(code: str, file: str, text: str = "x") -> Planted:
    """Plant a file beside the tables."""

    def plant(folder: Path) -> None:
        (write_csv(project(), folder) / file).write_text(text, encoding="utf-8")

    return Planted(code=code, plant=plant, place=(file, None, ""))


def descriptor(
    code: str, change: Callable[[dict[str, Any]], object], place: Place | None = None
) -> Planted:
    """Plant a fault in the project's own description of its tables, given by table."""

    def plant(folder: Path) -> None:
        contract = json.loads(json.dumps(CONTRACT))
        tables = {resource["name"]: resource for resource in contract["resources"]}
        change(tables)
        contract["resources"] = list(tables.values())
        (write_csv(project(), folder) / "datapackage.json").write_text(json.dumps(contract))

    return Planted(code=code, plant=plant, place=place or ("datapackage.json", None, ""))


def workbook(
    code: str, place: Place, change: Callable[[Workbook], object], name: str = ""
) -> Planted:
    """Plant a fault in one workbook of a project kept in Excel."""

    def plant(folder: Path) -> None:
        path = write_xlsx(project(), folder) / place[0]
        book = load_workbook(path)
        change(book)
        book.save(path)

    return Planted(code=code, plant=plant, place=place, name=name)


def typed(code: str, place: Place, value: object, number_format: str, name: str) -> Planted:
    """Plant a value of its own type and format in a cell of a workbook."""

    def change(book: Workbook) -> None:
        sheet = book.active
        column = [one.value for one in sheet[1]].index(place[2]) + 1
        sheet.cell(row=place[1], column=column, value=value).number_format = number_format

    return workbook(code, place, change, name)
