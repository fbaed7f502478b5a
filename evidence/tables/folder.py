"""The files of a folder of tables: one for each table, CSV or Excel, and no other."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evidence.errors import Problem
from evidence.tables.contract import Contract, TableContract
from evidence.tables.csv_file import read_csv
from evidence.tables.nearest import Nearest
from evidence.tables.sheet import Sheet, unreadable
from evidence.tables.xlsx_file import read_xlsx

SUFFIXES = (".csv", ".xlsx")
# Tables people may have saved in a form that is not read; better said than passed over.
ALSO_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".numbers")


def read_folder(folder: Path, contract: Contract) -> Mapping[str, Sheet]:
    """Return the sheet of every table of a contract.

    Parameters
    ----------
    folder : Path
        The folder.
    contract : Contract
        Which tables there should be.

    Returns
    -------
    mapping of str to Sheet
        By table; a table without a readable file has a sheet that holds the reason.
    """
    return {table.name: _read(folder, table) for table in contract.tables.values()}


def stray_files(folder: Path, contract: Contract) -> Iterator[Problem]:
    """Find tables in a folder that the contract does not know.

    Parameters
    ----------
    folder : Path
        The folder.
    contract : Contract
        Which tables there should be.

    Yields
    ------
    Problem
        One for each file that would otherwise be passed over in silence.
    """
    known = {Path(table.file).stem for table in contract.tables.values()}
    right = Nearest(known)
    for path in sorted(folder.iterdir()):
        # Excel keeps a lock file beside an open workbook.
        if path.name.startswith((".", "~$")) or not path.is_file():
            continue
        if path.suffix.lower() in ALSO_TABLES:
            yield Problem(code="E125", file=path.name, found=path.suffix)
        elif path.suffix.lower() in SUFFIXES and path.stem not in known:
            near = {"nearest": right.to(path.stem)}
            yield Problem(code="E104", file=path.name, found=path.stem, values=near)


def _read(folder: Path, table: TableContract) -> Sheet:
    csv, xlsx = (folder / Path(table.file).with_suffix(suffix) for suffix in SUFFIXES)
    if csv.is_file() and xlsx.is_file():
        return unreadable(csv.name, "E103", other=xlsx.name)
    file = csv if csv.is_file() else xlsx
    if not file.is_file():
        return Sheet(file=csv.name) if table.optional else unreadable(csv.name, "E102")
    try:
        return read_csv(file, table.by_name) if file is csv else read_xlsx(file)
    except PermissionError:
        return unreadable(file.name, "E126")
