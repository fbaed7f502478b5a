"""The variants of a report: the whole draft, and its annexes alone, each with its own title."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from evidence.display.tables.sources import Entry
from evidence.documents.html import write_annexes, write_html
from evidence.documents.report import Report
from evidence.wording.phrases import phrase

DRAFT, ANNEX = "draft", "annex"
FILES = {DRAFT: "hearing_draft", ANNEX: "evidence_annex"}
"""The name of each variant's files, before language and ending."""


def laid_out(
    variant: str, report: Report, entries: Mapping[str, Entry], templates: Path
) -> tuple[str, Report]:
    """Return a variant as HTML, and what of the report it prints.

    Parameters
    ----------
    variant : {"draft", "annex"}
        Which.
    report : Report
        The whole report.
    entries : mapping of str to Entry
        The annex of sources.
    templates : path
        The folder with the project's template of the draft.

    Returns
    -------
    tuple of str and Report
    """
    if variant == DRAFT:
        return write_html(report, entries, templates), report
    title = phrase("variant.annex.title", report.language, title=report.title)
    alone = replace(report, title=title, recommendations=(), questions=())
    return write_annexes(alone, entries), alone
