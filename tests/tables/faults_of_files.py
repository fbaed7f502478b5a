"""One fault of each kind in files, headings and the description of the tables."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from tests.tables.minimal_project import Project, project, write_csv, write_xlsx
from tests.tables.planting import Planted, beside, content, descriptor, rows, workbook


def _line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def apply(text: bytes) -> bytes:
        lines = text.split(b"\r\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\r\n".join(lines)

    return apply


def _without_arms(folder: Path) -> None:
    (write_csv(project(), folder) / "arms.csv").unlink()


def _in_both_formats(folder: Path) -> None:
    write_csv(project(), folder)
    write_xlsx({"arms": project()["arms"]}, folder)


def _note_twice(folder: Path) -> None:
    path = write_csv(project(), folder) / "hearing.csv"
    headings, row, end = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([headings + b",note", row + b",", end]))


def _no_heading(folder: Path) -> None:
    path = write_csv(project(), folder) / "hearing.csv"
    headings, row, end = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([headings + b",", row + b",x", end]))


def _damaged_workbook(folder: Path) -> None:
    (write_xlsx(project(), folder) / "arms.xlsx").write_bytes(b"not a workbook")


def _two_sheets(book: Workbook) -> None:
    book.active.title = "Ark1"
    book.create_sheet("Ark2").append(["a note to myself"])


def _drop_label(tables: Project) -> None:
    for row in tables["arms"]:
        row.pop("label")


def _misspelt(tables: Project) -> None:
    for row in tables["arms"]:
        row["sourse_id"] = "Example"


FAULTS_OF_FILES = (
    Planted(
        code="E101",
        plant=lambda folder: folder,
        place=("nowhere", None, ""),
        folder_name="nowhere",
    ),
    Planted(code="E102", plant=_without_arms, place=("arms.csv", None, "")),
    Planted(code="E103", plant=_in_both_formats, place=("arms.csv", None, "")),
    beside("E104", "studie.csv"),
    content("E105", "hearing.csv", 2, lambda text: text.replace(b"barn", b"sm\xe5 barn")),
    content(
        "E105",
        "hearing.csv",
        1,
        lambda text: text.decode("utf-8").encode("utf-16"),
        "UTF-16 from Excel's Unicode text",
    ),
    content("E106", "hearing.csv", None, lambda text: b""),
    content("E106", "hearing.csv", None, lambda text: b"\r\n  \r\n", "blanks alone"),
    content("E107", "hearing.csv", None, lambda text: b"\r\n\r\n" + text),
    Planted(code="E108", plant=_note_twice, place=("hearing.csv", 1, "note")),
    rows("E109", _drop_label, ("arms.csv", 1, "label")),
    rows("E110", _misspelt, ("arms.csv", 1, "sourse_id")),
    content("E111", "results.csv", 3, _line(3, lambda line: line.replace(b"0.5", b"0,5"))),
    content("E112", "arms.csv", 3, _line(3, lambda line: line[: line.rindex(b",")])),
    content("E113", "hearing.csv", 2, lambda text: text.replace(b"En leser", b'"En leser')),
    content("E114", "hearing.csv", 2, lambda text: text.replace(b"leser", b"a" * 10_000_000)),
    content("E115", "hearing.csv", None, lambda text: text.replace(b",", b"\t")),
    Planted(code="E116", plant=_damaged_workbook, place=("arms.xlsx", None, "")),
    workbook("E117", ("hearing.xlsx", None, ""), _two_sheets),
    Planted(code="E118", plant=_no_heading, place=("hearing.csv", 1, "")),
    content("E119", "hearing.csv", 1, lambda text: text.split(b"\r\n", 1)[1]),
    beside("E120", "datapackage.json", "{"),
    descriptor("E121", lambda tables: tables.pop("hearing")),
    descriptor("E122", lambda tables: tables["arms"]["schema"]["fields"].pop(4)),
    descriptor("E123", lambda tables: tables["arms"]["schema"]["fields"][2].pop("constraints")),
    descriptor("E124", lambda tables: tables["arms"]["schema"]["fields"][2].update(type="year")),
    beside("E125", "arms.xls"),
)
