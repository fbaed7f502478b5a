"""The Word template: styles, pages, headers and footers come from a file editors may replace.

The template is the truth about how the document looks: what we write names styles and sets
nothing but what the content asks for. Text in the template's body is left out; its headers,
footers, page set-up, styles, numbering and theme are kept.
"""

import io
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section

from evidence.errors import EvidenceError, Problem, TablesRefused

DEFAULT_TEMPLATE = Path(__file__).parent / "starter" / "template.docx"
TEMPLATE_NAME = DEFAULT_TEMPLATE.name
"""What a project's own template is called, beside its other templates."""

STYLES = {
    "paragraph": (
        *("Title", "Heading 1", "Heading 2", "Heading 3", "Normal", "Caption"),
        *("List Bullet", "List Number", "TOC Heading", "TOC 1"),
        *("Draft Mark", "Imprint", "Lead", "Recommendation"),
        *("Table Text", "Table Note", "Reference"),
    ),
    "character": ("Hyperlink", "Number Link", "Trace", "Label"),
    "table": ("Evidence Table",),
}
"""The styles a template must have, by kind; Word shows the names of its own in its language."""

_MISSING = {"paragraph": "E701", "character": "E702", "table": "E703"}
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}


class TemplateRefused(TablesRefused):
    """The Word template cannot be used; carries all there is to repair in it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        EvidenceError.__init__(self, "document.word_template_refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template opened: an empty document, and what is written into it is named by.

    ``styles`` gives the id of each style by its name; ``upright`` and ``on_side`` are the page
    set-ups.
    """

    document: WordDocument
    styles: Mapping[str, str]
    upright: Any
    on_side: Any


def word_language(language: str) -> str:
    """Return a language as Word names it, with its country."""
    return _LANGUAGES.get(language, "en-GB")


def template_of(folder: Path) -> Path:
    """Return the template of a project's ``reports/``; the default one where it has none."""
    own = folder / TEMPLATE_NAME
    return own if own.is_file() else DEFAULT_TEMPLATE


def open_template(path: Path, language: str) -> Template:
    """Open a template and empty it of text.

    Parameters
    ----------
    path : path
        A Word document (``.docx``); a template saved as ``.dotx`` is a different kind of file.
    language : str
        Language of the text that will stand in it.

    Returns
    -------
    Template

    Raises
    ------
    TemplateRefused
        If the file is not a Word document, or lacks styles.
    """
    document = _opened(path)
    styles = _by_name(document)
    missing = [
        Problem(code=_MISSING[kind], file=path.name, found=name)
        for kind, names in STYLES.items()
        for name in names
        if (kind, name.lower()) not in styles
    ]
    if missing:
        raise TemplateRefused(*missing)
    upright, on_side = _set_ups(document)
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.append(deepcopy(upright))
    _set_language(document, word_language(language))
    return Template(
        document=document,
        styles={
            name: styles[kind, name.lower()] for kind, names in STYLES.items() for name in names
        },
        upright=upright,
        on_side=on_side,
    )


def _opened(path: Path) -> WordDocument:
    try:
        return Document(io.BytesIO(path.read_bytes()))
    except Exception as reason:
        # Whatever the archive or its parts are broken by, the answer is the same.
        raise TemplateRefused(Problem(code="E704", file=path.name)) from reason


def _by_name(document: WordDocument) -> dict[tuple[str, str], str]:
    """Return the id of each style, by kind and name."""
    return {
        (style.get(qn("w:type")), style.find(qn("w:name")).get(qn("w:val")).lower()): style.get(
            qn("w:styleId")
        )
        for style in document.styles.element.findall(qn("w:style"))
    }


def _set_ups(document: WordDocument) -> tuple[Any, Any]:
    """Return the template's upright page and its page on the side; one makes the other."""
    sections = list(document.sections)
    upright = next((one for one in sections if not _is_wide(one)), None)
    on_side = next((one for one in sections if _is_wide(one)), None)
    first = sections[0]
    return (
        deepcopy((upright or _turned(first))._sectPr),
        deepcopy((on_side or _turned(first))._sectPr),
    )


def _is_wide(section: Section) -> bool:
    return (section.page_width or 0) > (section.page_height or 0)


def _turned(section: Section) -> Section:
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE if _is_wide(section) else WD_ORIENT.PORTRAIT
    return section


def _set_language(document: WordDocument, language: str) -> None:
    for words in document.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), language)
