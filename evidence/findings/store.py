"""Findings on disk: text, committed, the only stop between the tables and the documents."""

import csv
import io
import json
from pathlib import Path
from typing import TypeVar

from evidence.errors import EvidenceError
from evidence.findings.codec import decode, encode
from evidence.findings.finding import Chapter, Overview, QuestionFindings
from evidence.findings.held_back import write_text
from evidence.findings.tidy import COLUMNS, tidy_rows

OVERVIEW = "overview.json"

_Record = TypeVar("_Record", Overview, QuestionFindings)


class ResultsMissing(EvidenceError):
    """There are no results yet; run the analyses."""

    def __init__(self, file: str) -> None:
        super().__init__("results.missing", file=file)


class ResultsUnreadable(EvidenceError):
    """A results file is not what this version writes; run the analyses again."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__("results.unreadable", file=file, reason=reason)


def save(folder: str | Path, findings: QuestionFindings) -> None:
    """Save one question's findings as ``<id>.json`` and its numbers as tidy ``<id>.csv``.

    Each file is written beside its place and moved there, so that a reader never meets half a
    file. The same findings give the same bytes.

    Parameters
    ----------
    folder : path
        The results folder; made where missing.
    findings : QuestionFindings
        The question, answered.

    Examples
    --------
    >>> import tempfile
    >>> chapter = load("analyses/results")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(folder, chapter.questions[0])
    ...     len(list(Path(folder).iterdir()))
    2
    """
    name = findings.question.id
    write_text(Path(folder) / f"{name}.json", _as_json(findings))
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(tidy_rows(findings))
    write_text(Path(folder) / f"{name}.csv", out.getvalue())


def save_overview(folder: str | Path, overview: Overview) -> None:
    """Save what the tables hold as a whole.

    Parameters
    ----------
    folder : path
        The results folder; made where missing.
    overview : Overview
        As :func:`evidence.overview` gives it.

    Examples
    --------
    >>> import tempfile
    >>> chapter = load("analyses/results")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_overview(folder, chapter.overview)
    ...     [file.name for file in Path(folder).iterdir()]
    ['overview.json']
    """
    write_text(Path(folder) / OVERVIEW, _as_json(overview))


def load(folder: str | Path) -> Chapter:
    """Load everything documents are made from.

    Parameters
    ----------
    folder : path
        The results folder.

    Returns
    -------
    Chapter
        The overview and every question saved, in the order of their ids.

    Raises
    ------
    ResultsMissing
        If there are no results.
    ResultsUnreadable
        If a file is not what this version writes.

    Examples
    --------
    >>> len(load("analyses/results").questions) > 0
    True
    """
    place = Path(folder)
    overview = _read(place / OVERVIEW, Overview)
    files = sorted(path for path in place.glob("*.json") if path.name != OVERVIEW)
    return Chapter(
        overview=overview, questions=tuple(_read(path, QuestionFindings) for path in files)
    )


def _as_json(record: object) -> str:
    return json.dumps(encode(record), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _read(path: Path, kind: type[_Record]) -> _Record:
    try:
        record: _Record = decode(kind, json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ResultsMissing(str(path)) from None
    except (ValueError, TypeError, AttributeError) as problem:
        raise ResultsUnreadable(str(path), str(problem)) from problem
    return record
