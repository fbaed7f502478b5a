"""The analyses of many that could not be pooled, each with the reason, as a table for people."""

import csv
from collections.abc import Iterator
from pathlib import Path

from evidence.bulk.job.asked import Columns
from evidence.bulk.job.failed_analyses import FailedAnalysis
from evidence.bulk.job.work_folder import put_in_place
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

HEADINGS = ("analysis_id", "status", "reason", "row", "column", "found")


def failed_reason(status: str, language: Language) -> str:
    """Return why an analysis could not be pooled.

    Examples
    --------
    >>> failed_reason("one_effect", Language.EN)
    'only one effect, and at least two are needed'
    """
    return phrase(f"bulk.status.{status}", language)


def write_failed(
    path: Path, failed: Iterator[FailedAnalysis], columns: Columns, language: Language
) -> None:
    """Write a row for each analysis that could not be pooled; no file where there is none.

    Parameters
    ----------
    path : Path
        The file.
    failed : iterator of FailedAnalysis
        The analyses.
    columns : Columns
        What the user calls the columns.
    language : Language
        Language of the reasons.
    """
    first = next(failed, None)
    if first is None:
        path.unlink(missing_ok=True)
        return
    called = {"yi": columns.yi, "vi": columns.vi, "": ""}
    with put_in_place(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADINGS)
        one: FailedAnalysis | None = first
        while one is not None:
            reason = failed_reason(one.status, language)
            where = ("" if one.row is None else one.row, called[one.column], one.cell)
            rows.writerow((one.analysis, one.status, reason, *where))
            one = next(failed, None)
