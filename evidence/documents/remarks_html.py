"""What ``evidence check`` found as one accessible HTML page that needs nothing else."""

from collections.abc import Iterable
from html import escape

from evidence.audit.run import Checked, Remark
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.remarks import (
    message_of,
    repair_of,
    severity_word,
    state_counts,
    state_missing,
    state_place,
)

STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #767676}
.stop{border-left:.4rem solid #8c1a11}.warn{border-left:.4rem solid #7a5200}
.note{border-left:.4rem solid #1f4e79}
"""
COLUMNS = ("rule", "severity", "place", "message", "repair")


def remarks_html(checked: Checked, language: Language) -> str:
    """Return the page: counts, a table of remarks, those waived, and what was not checkable.

    Parameters
    ----------
    checked : Checked
        What rules said.
    language : Language
        Language of the page.

    Returns
    -------
    str
        HTML; everything from the tables is escaped.
    """
    title = phrase("check.page.title", language)
    missing = [line for tally in checked.tallies for line in state_missing(tally, language)]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(state_counts(checked, language))}</p>",
        _table("remarks", (_row(one, language) for one in checked.remarks), COLUMNS, language),
        _table(
            "waived",
            (
                _row(one.remark, language, f"{one.waiver.reason} ({one.waiver.who})")
                for one in checked.waived
            ),
            (*COLUMNS, "reason"),
            language,
        ),
        f"<h2>{escape(phrase('check.page.missing', language))}</h2>",
        _list(missing, language),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{language.value}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _row(remark: Remark, language: Language, *more: str) -> str:
    cells = (
        severity_word(remark.severity, language),
        state_place(remark.place, language),
        message_of(remark, language),
        repair_of(remark, language),
        *more,
    )
    code = f'<th scope="row">{escape(remark.rule.code)}</th>'
    written = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr class="{remark.severity.value}">{code}{written}</tr>'


def _table(name: str, rows: Iterable[str], columns: tuple[str, ...], language: Language) -> str:
    written = list(rows)
    heading = f"<h2>{escape(phrase(f'check.page.{name}', language))}</h2>"
    if not written:
        return f"{heading}\n<p>{escape(phrase('check.page.none', language))}</p>"
    heads = "".join(
        f'<th scope="col">{escape(phrase(f"check.page.column.{column}", language))}</th>'
        for column in columns
    )
    body = "\n".join(written)
    caption = escape(phrase(f"check.page.{name}.caption", language))
    return (
        f"{heading}\n<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _list(lines: list[str], language: Language) -> str:
    if not lines:
        return f"<p>{escape(phrase('check.page.none', language))}</p>"
    return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"
