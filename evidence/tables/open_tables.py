"""Open a folder of tables: read, check everything, and give records or every problem at once."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from evidence.errors import Problem, TablesRefused
from evidence.tables import records_of_questions as asked
from evidence.tables import records_of_results as reported
from evidence.tables import records_of_reviews as published
from evidence.tables import records_of_the_work as work
from evidence.tables import records_of_trials as trials
from evidence.tables.checking import check, in_order
from evidence.tables.contract import Contract
from evidence.tables.descriptor import load_contract, package_contract
from evidence.tables.folder import read_folder, stray_files
from evidence.tables.row_index import RowIndex
from evidence.tables.sheet import Sheet
from evidence.tables.tables import Tables
from evidence.tables.typed_table import TypedRow, TypedTable

Record = TypeVar("Record")
OVERALL = "overall"


def open_tables(folder: str | Path) -> Tables:
    """Read and check a folder of tables.

    Parameters
    ----------
    folder : str or Path
        The folder, with one CSV or Excel file for each table of its ``datapackage.json``.

    Returns
    -------
    Tables
        Records of every table.

    Raises
    ------
    TablesRefused
        Something is wrong; the exception carries every problem, by file, row and column.

    Examples
    --------
    >>> from evidence.errors import TablesRefused
    >>> try:
    ...     open_tables("no such folder")
    ... except TablesRefused as refused:
    ...     refused.problems[0].code
    'E101'
    """
    place = Path(folder)
    if not place.is_dir():
        raise TablesRefused([Problem(code="E101", file=str(folder))])
    contract = load_contract(place)
    with nothing_thrown_away():
        tables, problems = check(read_folder(place, contract), contract)
        problems = in_order((*stray_files(place, contract), *problems))
        if problems:
            raise TablesRefused(problems)
        return _records(tables, contract)


def tables_of(sheets: Mapping[str, Sheet], contract: Contract) -> Tables:
    """Check sheets that are in no folder, and return their records.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        The sheet of each table of the contract.
    contract : Contract
        What they may hold.

    Returns
    -------
    Tables
        Records of every table.

    Raises
    ------
    TablesRefused
        Something is wrong with them.
    """
    tables, problems = check(sheets, contract)
    if problems:
        raise TablesRefused(problems)
    return _records(tables, contract)


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Keep Python from looking for garbage: for a large table that takes as long as reading it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _records(tables: Mapping[str, TypedTable], contract: Contract) -> Tables:
    own = _own_columns(contract, "studies")
    quality = _all(tables["review_quality"], published.review_quality)
    overall = {one.review_id: one for one in quality if one.item.casefold() == OVERALL}
    return Tables(
        title=contract.title,
        rows=RowIndex(tables),
        recommendations=_by_id(tables["recommendations"], asked.recommendation),
        questions=_by_id(tables["questions"], asked.question),
        instruments=_by_id(tables["instruments"], asked.instrument),
        sources=_by_id(tables["sources"], work.source),
        reviews=_by_id(tables["reviews"], lambda row: published.review(row, overall)),
        studies=_by_id(tables["studies"], lambda row: trials.study(row, own)),
        judgements=_by_id(tables["judgements"], published.judgement),
        claims=_by_id(tables["claims"], published.claim),
        searches=_by_id(tables["search"], work.search_fact),
        flow=_by_id(tables["flow"], work.flow_count),
        syntheses=_by_id(tables["syntheses"], asked.synthesis),
        review_roles=_all(tables["review_roles"], published.review_role),
        review_quality=quality,
        risk_of_bias=_all(tables["risk_of_bias"], trials.risk_of_bias),
        overlap=_all(tables["overlap"], published.overlap),
        excluded=_all(tables["excluded"], work.excluded),
        ongoing=_all(tables["ongoing"], work.ongoing),
        hearing=_all(tables["hearing"], work.hearing_comment),
        checklists=_all(tables["checklists"], work.checklist_answer),
        web_texts=_by_id(tables["web_texts"], work.web_text),
        rater_levels=_all(tables["rater_levels"], published.rater_level),
        directness=_all(tables["directness"], published.directness),
        **_linked_records(tables),
    )


def _linked_records(tables: Mapping[str, TypedTable]) -> dict[str, Any]:
    """Return the records that hold other records, from the innermost out."""
    constructs = _by_id(tables["constructs"], asked.construct)
    interventions = _by_id(tables["interventions"], trials.intervention)
    arms = _by_id(tables["arms"], lambda row: trials.arm(row, interventions))
    results = _by_id(tables["results"], lambda row: reported.arm_result(row, arms))
    contrasts = _by_id(tables["contrasts"], lambda row: reported.contrast(row, arms))
    return {
        "constructs": constructs,
        "outcomes": _by_id(tables["outcomes"], lambda row: asked.outcome(row, constructs)),
        "interventions": interventions,
        "arms": arms,
        "results": results,
        "contrasts": contrasts,
        "estimates": _by_id(
            tables["estimates"], lambda row: published.published_estimate(row, interventions)
        ),
        "members": _all(tables["members"], lambda row: reported.member(row, contrasts, results)),
    }


def _by_id(table: TypedTable, record: Callable[[TypedRow], Record]) -> dict[str, Record]:
    return {identifier: record(row) for identifier, row in table.by_id.items()}


def _all(table: TypedTable, record: Callable[[TypedRow], Record]) -> tuple[Record, ...]:
    return tuple(record(row) for row in table)


def _own_columns(contract: Contract, table: str) -> tuple[str, ...]:
    """Return the columns of a table that the package's contract does not have."""
    package = package_contract().tables[table].by_name
    return tuple(name for name in contract.tables[table].by_name if name not in package)
