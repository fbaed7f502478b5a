"""The same table whatever program saved it: CSV, the CSV of a Norwegian Excel, a workbook."""

import csv
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from evidence.errors import TablesRefused
from evidence.tables.csv_file import read_csv
from evidence.tables.open_tables import open_tables
from evidence.tables.xlsx_file import read_xlsx
from tests.tables.minimal_project import project, write_csv, write_xlsx

HEADINGS = ["label", "note", "place"]
# No control characters, no blanks at the ends: a cell drops what nobody can see.
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n"), max_size=20)
TABLES = st.lists(st.tuples(TEXTS.map(str.strip), TEXTS.map(str.strip), TEXTS.map(str.strip)))


def _rows(sheet):
    return [row.cells for row in sheet.rows]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("forms")


@given(TABLES, st.sampled_from(",;"), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_csv_comes_back_as_written(scratch, table, separator, line_end, marked):
    path = scratch / "table.csv"
    with path.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as stream:
        writer = csv.writer(
            stream, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL
        )
        writer.writerows([HEADINGS, *table])
    sheet = read_csv(path, HEADINGS)
    assert (sheet.problems, sheet.headings) == ((), tuple(HEADINGS))
    assert _rows(sheet) == [row for row in table if any(row)]
    numbers = [number for number, row in enumerate(table, start=2) if any(row)]
    assert [row.number for row in sheet.rows] == numbers


@settings(max_examples=25)
@given(TABLES)
def test_workbook_comes_back_as_written(scratch, table):
    path = scratch / "table.xlsx"
    workbook = Workbook()
    for row in [HEADINGS, *table]:
        workbook.active.append([cell or None for cell in row])
        for cell in workbook.active[workbook.active.max_row]:
            cell.data_type = "s" if cell.value else "n"
    workbook.save(path)
    sheet = read_xlsx(path)
    assert (sheet.problems, sheet.headings) == ((), tuple(HEADINGS))
    assert _rows(sheet) == [row for row in table if any(row)]


@settings(max_examples=25)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_numbers_of_a_workbook_keep_fifteen_digits(scratch, numbers):
    path = scratch / "numbers.xlsx"
    workbook = Workbook()
    for value in ["mean", *numbers]:
        workbook.active.append([value])
    workbook.save(path)
    read = [float(row.cells[0]) for row in read_xlsx(path).rows]
    assert read == pytest.approx(numbers, rel=1e-14, abs=0)


def test_three_forms_of_a_project_are_one(tmp_path):
    forms = (
        write_csv(project(), tmp_path / "comma"),
        write_csv(project(), tmp_path / "semicolon", ";", "\ufeff"),
        write_xlsx(project(), tmp_path / "workbook"),
    )
    first, *others = (open_tables(folder) for folder in forms)
    for other in others:
        assert other.data_sha256() == first.data_sha256()
        assert other.results == first.results
        assert other.synthesis("Q1.pain.pooled") == first.synthesis("Q1.pain.pooled")


def test_empty_sheets_beside_the_table_do_not_matter(tmp_path):
    folder = write_xlsx(project(), tmp_path)
    for place, name in enumerate(("studies", "arms")):
        book = load_workbook(folder / f"{name}.xlsx")
        book.active.title = "Ark1"
        book.create_sheet("Ark2", place)
        book.create_sheet("Ark3")
        book.save(folder / f"{name}.xlsx")
    assert len(open_tables(folder).arms) == len(project()["arms"])


def test_row_numbers_count_blank_rows(tmp_path):
    folder = write_csv(project(), tmp_path)
    path = folder / "studies.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    blank = "," * lines[0].count(",")
    path.write_text("\n".join([lines[0], "", blank, *lines[1:], "", blank, ""]), encoding="utf-8")
    assert open_tables(folder).studies["TrialA"].provenance.row == 4


def test_excel_notes_a_date_typed_in_a_date_column(tmp_path):
    folder = write_xlsx(project(), tmp_path)
    path = folder / "sources.xlsx"
    book = load_workbook(path)
    headings = [cell.value for cell in book.active[1]]
    cell = book.active.cell(row=2, column=headings.index("date_read") + 1)
    cell.value, cell.number_format = datetime(2024, 3, 1), "dd.mm.yyyy"
    book.save(path)
    assert open_tables(folder).sources["Example"].date_read == "2024-03-01"


def test_a_month_is_not_read_as_its_first_day(tmp_path):
    folder = write_xlsx(project(), tmp_path)
    path = folder / "sources.xlsx"
    book = load_workbook(path)
    headings = [cell.value for cell in book.active[1]]
    cell = book.active.cell(row=2, column=headings.index("date_read") + 1)
    cell.value, cell.number_format = datetime(2024, 3, 1), "mmm.yy"
    book.save(path)
    with pytest.raises(TablesRefused) as refused:
        open_tables(folder)
    assert [(problem.code, problem.column) for problem in refused.value.problems] == [
        ("E212", "date_read")
    ]


def test_binary_noise_of_a_workbook_is_gone(tmp_path):
    workbook = Workbook()
    for row in (["mean", "n"], [0.1 + 0.2, 28.0], [1e-7, 12345678901234567890]):
        workbook.active.append(row)
    workbook.save(tmp_path / "results.xlsx")
    assert _rows(read_xlsx(tmp_path / "results.xlsx"))[0] == ("0.3", "28")


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(scratch, content):
    for name, read in (("any.csv", lambda path: read_csv(path, HEADINGS)), ("any.xlsx", read_xlsx)):
        path = scratch / name
        path.write_bytes(content)
        sheet = read(path)
        assert sheet.headings or sheet.problems
