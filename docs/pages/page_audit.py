"""The pages about the audit of written pages: every code with an example, and its recall."""

from collections.abc import Mapping
from typing import Any

from evidence.audit.page.finding import severities
from evidence.vocabulary import Language
from evidence.wording.page_findings import page_finding_title

CODES_HEAD = """# What the audit of a page can tell

Made by `make docs` from the codes, the phrases and the planted errors. Severity: 1 minor, 2 major,
3 changes the message. [How to use it](../audit.md).

"""
RECALL_HEAD = """# Recall and false alarms of the audit of pages

Made from `validation/planted_pages.json`, which `python -m validation.planted_pages --write`
measures. An error is found when the audit tells something it did not tell before, with a code that
names it, on the line changed or pointing to it. Every error is planted in the page as text, as HTML
and as Word.

The checks were developed on these pages, so this is no forecast. On first sight of two of them
(`clean_second_nb`, `clean_third_nb`), before anything was changed for them, 72 of 82 errors were
told on their line and four more on another; clean, the first gave five alarms in 61 sentences and
the second two in 53.

"""
FAMILIES = {
    "CIT": "Citations and references",
    "PIC": "Questions and outcomes",
    "EST": "What an estimate needs",
    "INT": "Intervals, signs and p-values",
    "COP": "Copied values",
    "GRA": "Certainty",
    "SIZ": "Words for size",
    "SUM": "Sums, shares and ranges",
    "DAT": "Dates",
    "CON": "Contradictions",
    "CLA": "Claims and recommendations",
    "TRM": "Terms and spelling",
    "NUM": "Writing of numbers",
    "TAB": "Against the project's tables",
    "LAY": "What could not be read",
}


def page_codes(measured: Mapping[str, Any]) -> str:
    """Return the page of codes, each with its severity, what holds, and an example."""
    parts = [CODES_HEAD]
    for family, heading in FAMILIES.items():
        parts.append(f"## {heading}\n\n")
        for code, severity in severities().items():
            if code.startswith(family):
                parts.append(_code(code, severity, measured["examples"].get(code)))
    return "".join(parts).rstrip() + "\n"


def _code(code: str, severity: int, example: Mapping[str, str] | None) -> str:
    title = page_finding_title(code, Language.EN)
    told = f"**{code}** (severity {severity}): {title}."
    if example is not None:
        quote = example["quote"].replace("|", "\\|").replace("*", "\\*")
        told += f"\n\n> {quote}\n>\n> {example['en']}\n>\n> {example['nb']}"
    return told + "\n\n"


def page_recall(measured: Mapping[str, Any]) -> str:
    """Return the page of recall by kind of error, and of alarms on clean pages."""
    kinds = measured["kinds"]
    planted = sum(row["planted"] for row in kinds.values())
    found = sum(row["found"] for row in kinds.values())
    rows = [
        f"| {kind} | {', '.join(sorted(row['codes']))} | {row['found']} of {row['planted']} |"
        for kind, row in sorted(kinds.items())
    ]
    clean = [
        f"| {name} | {row['sentences']} | {row['alarms']} |"
        for name, row in sorted(measured["clean"].items())
    ]
    return (
        RECALL_HEAD
        + f"{found} of {planted} planted errors of {len(kinds)} kinds are found.\n\n"
        + "| error | told by | found |\n| --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n\n| clean page | sentences | alarms in three kinds of file |\n| --- | --- | --- |\n"
        + "\n".join(clean)
        + "\n"
    )
