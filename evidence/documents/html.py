"""The report as one HTML file that needs nothing else: style, typefaces and figures inside."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from lxml import html

from evidence.display.tables.sources import Entry
from evidence.documents.captions import Captions
from evidence.documents.page import Page, Section
from evidence.documents.report import Report
from evidence.errors import EvidenceError
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

_HERE = Path(__file__).parent
_FACES = (
    ("Evidence Sans", 400, "normal", "Inter-Regular"),
    ("Evidence Sans", 400, "italic", "Inter-Italic"),
    ("Evidence Sans", 600, "normal", "Inter-SemiBold"),
    ("Evidence Symbols", 400, "normal", "EvidenceSymbols"),
    ("Evidence Symbols", 600, "normal", "EvidenceSymbols"),
)
"""Named apart from typefaces a machine may have, which would lend glyphs of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the table of contents."""

    id: str
    text: str
    refs: str


def write_html(report: Report, entries: Mapping[str, Entry], templates: Path) -> str:
    """Return the report as HTML, laid out by the project's template.

    Parameters
    ----------
    report : Report
        All that is printed.
    entries : mapping of str to Entry
        The annex of sources: where each id's numbers come from.
    templates : path
        The folder with the project's ``hearing_draft.<language>.html.j2``.

    Returns
    -------
    str
        The page; the same report gives the same text.

    Raises
    ------
    EvidenceError
        If the template is missing, or asks for something the report does not hold.
    """
    return _written(f"hearing_draft.{report.language}.html.j2", report, entries, [templates])


def write_annexes(report: Report, entries: Mapping[str, Entry]) -> str:
    """Return the annexes of a report alone as HTML, laid out as in the report.

    Parameters
    ----------
    report : Report
        With the title of the annexes.
    entries : mapping of str to Entry
        The annex of sources: where each id's numbers come from.

    Returns
    -------
    str
        The page; the same report gives the same text.
    """
    return _written("annexes.html.j2", report, entries, [])


def write_page(page: Page) -> str:
    """Return a page of sections as HTML that needs nothing else.

    Parameters
    ----------
    page : Page
        What it holds.

    Returns
    -------
    str
        The page; the same content gives the same text.
    """
    return _written("page.html.j2", page, {}, [])


def write_fragment(sections: Sequence[Section], language: Language) -> str | None:
    """Return sections as HTML for a field of another page; None where nothing is said in them.

    Parameters
    ----------
    sections : sequence of Section
        The first is the field's own and has its heading there; the others keep theirs.
    language : Language
        Language of the reader.

    Returns
    -------
    str or None
        Paragraphs, lists and headings; each names the ids it rests on in ``data-refs``.
    """
    if not any(section.statements for section in sections):
        return None
    report = Page(
        language=language,
        title="",
        version="",
        draft_mark="",
        imprint="",
        lead=(),
        sections=tuple(sections),
    )
    template = _environment([]).get_template("fragment.html.j2")
    return template.render(_context(report, {}, (), Captions(language))).strip()


def _written(
    name: str, report: Report | Page, entries: Mapping[str, Entry], templates: Sequence[Path]
) -> str:
    try:
        template = _environment(templates).get_template(name)
        # Written twice: the headings of the first writing are the contents of the second, and
        # its captions what the second refers to.
        first = Captions(report.language)
        headings = _headings(template.render(_context(report, entries, (), first)))
        again = Captions(report.language, first.labels)
        return template.render(_context(report, entries, headings, again)) + "\n"
    except TemplateNotFound as missing:
        raise EvidenceError("document.template_missing", file=str(missing.name)) from missing
    except TemplateError as broken:
        raise EvidenceError(
            "document.template_broken", file=name, reason=str(broken.message)
        ) from broken


def _environment(templates: Sequence[Path]) -> Environment:
    own = [FileSystemLoader(folder) for folder in templates]
    return Environment(
        loader=ChoiceLoader([*own, PackageLoader("evidence.documents", "templates")]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _context(
    report: Report | Page,
    entries: Mapping[str, Entry],
    headings: tuple[Heading, ...],
    captions: Captions,
) -> dict[str, Any]:
    say: Callable[..., str] = partial(_say, report)
    return {
        "report": report,
        "entries": entries,
        "numbered": {ref.source_id: ref.number for ref in report.references},
        "headings": headings,
        "captions": captions,
        "say": say,
        "letter": _letter,
        "style": _style(),
    }


def _say(report: Report | Page, key: str, **values: str) -> str:
    return phrase(key, report.language, **values)


def _letter(number: int) -> str:
    """Return the mark of a footnote: a to z, then aa, ab and so on."""
    before, place = divmod(number - 1, 26)
    return (_letter(before) if before else "") + chr(ord("a") + place)


def _headings(page: str) -> tuple[Heading, ...]:
    tree = html.document_fromstring(page)
    return tuple(
        Heading(
            id=found.get("id"),
            text=" ".join(found.text_content().split()),
            refs=found.get("data-refs", ""),
        )
        for found in tree.iterfind(".//main//h2[@id]")
    )


def _style() -> str:
    sheets = [(_HERE / "style" / name).read_text(encoding="utf-8") for name in _SHEETS]
    return "\n".join([*(_face(*face) for face in _FACES), *sheets])


_SHEETS = ("screen.css", "print.css")


def _face(family: str, weight: int, slant: str, file: str) -> str:
    data = base64.b64encode((_HERE / "fonts" / f"{file}.woff2").read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant}; '
        f"font-display: swap; src: url(data:font/woff2;base64,{data}) format('woff2'); }}"
    )
