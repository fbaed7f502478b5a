"""What PDF/UA-1 asks of the tags beyond what WeasyPrint writes, added before the file is closed.

Heading cells say what they head, boxes of figures stand where the figures do, links say in words
where they lead, and running footers are marked as no part of the text.

Vocabulary
----------
artifact
    What stands on a page without being part of what is read, such as a page number.
MCID
    The number of a marked piece of a page's content.
"""

from collections.abc import Iterator
from typing import Any

_POINTS_PER_PIXEL = 0.75
_PRINTED = 4
"""The flag of an annotation that is printed as it is shown."""


def complete_tags(document: Any, pdf: Any) -> None:
    """Complete the tags of a PDF; WeasyPrint calls this with what it is about to write.

    Parameters
    ----------
    document : weasyprint.Document
        The pages laid out.
    pdf : pydyf.PDF
        The objects of the file.
    """
    elements = [one for one in pdf.objects if _is(one, "/StructElem")]
    for element in elements:
        if element["S"] == "/TH":
            element["A"]["Scope"] = _scope(element, pdf)
        elif element["S"] == "/Figure":
            element["A"]["BBox"] = _on_page(element, pdf)
    string = type(pdf.info["Producer"])
    for page in document.pages:
        _tell_links(page, string)
        _tell_languages(page, string)
    _set_apart(_unread(elements, pdf), pdf)


def _is(found: Any, kind: str) -> bool:
    return isinstance(found, dict) and found.get("Type") == kind


def _at(reference: bytes, pdf: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _scope(element: Any, pdf: Any) -> str:
    """Return what a heading cell heads: its column in the head of the table, else its row."""
    part = _at(_at(element["P"], pdf)["P"], pdf)
    return "/Column" if part["S"] == "/THead" else "/Row"


def _on_page(element: Any, pdf: Any) -> Any:
    """Return a figure's box in points from the page's lower left corner."""
    box = element["A"]["BBox"]
    height = _at(element["Pg"], pdf)["MediaBox"][3]
    left, top, right, bottom = (_POINTS_PER_PIXEL * edge for edge in box)
    return type(box)((left, height - bottom, right, height - top))


def _tell_links(page: Any, string: Any) -> None:
    for _, target, _, box in page.links:
        annotation = box.link_annotation
        if annotation is None:
            continue
        annotation["F"] = _PRINTED
        said = "" if box.element is None else box.element.get("aria-label", "")
        said = said or " ".join("".join(_texts(box)).split()) or target
        annotation["Contents"] = string(said)


def _texts(box: Any) -> Iterator[str]:
    for one in box.descendants() if hasattr(box, "descendants") else ():
        if getattr(one, "text", ""):
            yield one.text


def _tell_languages(page: Any, string: Any) -> None:
    """Say the language of cells that quote another language."""
    for box in page._page_box.descendants():
        language = None if box.element is None else box.element.get("lang")
        mark = getattr(box, "mark", None)
        if language and mark is not None:
            mark["Lang"] = string(language)


def _unread(elements: list[Any], pdf: Any) -> list[Any]:
    """Return the elements that no way from the root of the tags leads to."""
    root = next(one for one in pdf.objects if _is(one, "/StructTreeRoot"))
    reached: set[int] = set()
    waiting = list(root["K"])
    while waiting:
        found = waiting.pop()
        if isinstance(found, bytes):
            element = _at(found, pdf)
            if _is(element, "/StructElem"):
                reached.add(element.number)
                waiting.extend(element["K"])
    return [one for one in elements if one.number not in reached]


def _set_apart(unread: list[Any], pdf: Any) -> None:
    """Mark the content of elements that are not read as artifacts."""
    references = {one.reference for one in unread}
    root = next(one for one in pdf.objects if _is(one, "/StructTreeRoot"))
    numbers = _at(root["ParentTree"], pdf)["Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in (one for one in pdf.objects if _is(one, "/Page")):
        owned = owners[page["StructParents"]]
        apart = {mcid for mcid, owner in enumerate(owned) if owner in references}
        written = _at(page["Contents"], pdf).stream
        for place, piece in enumerate(written):
            if isinstance(piece, dict) and piece.get("MCID") in apart:
                written[place - 1] = "/Artifact"
                written[place] = type(piece)({"Type": "/Pagination"})
        owned[:] = ["null" if owner in references else owner for owner in owned]
