"""PDF from the report's HTML: tagged for accessibility (PDF/UA-1), with bookmarks."""

import logging
from pathlib import Path
from typing import Any

from lxml import html

from evidence.documents.pdf_tags import complete_tags
from evidence.errors import EvidenceError

_FIGURE_FACES = {"DejaVuSans.ttf": "normal", "DejaVuSans-Bold.ttf": "bold"}


class PdfUnavailable(EvidenceError):
    """WeasyPrint cannot run on this machine; the other documents can be written."""

    def __init__(self, reason: str) -> None:
        super().__init__("document.pdf_unavailable", reason=reason)


def write_pdf(page: str, path: Path) -> None:
    """Write the report's HTML as PDF.

    Parameters
    ----------
    page : str
        The report as HTML.
    path : path
        The file to write; the same page gives the same bytes.

    Raises
    ------
    PdfUnavailable
        If WeasyPrint cannot run here, which is nearly always a missing Pango.
    """
    weasyprint = _weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = weasyprint.HTML(string=_told_in_full(page), base_url=None)
    document.write_pdf(
        str(path),
        finisher=complete_tags,
        stylesheets=[weasyprint.CSS(string=_figure_faces())],
        pdf_variant="pdf/ua-1",
        pdf_identifier=b"evidence",
    )


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as missing:
        raise PdfUnavailable(str(missing)) from missing
    return weasyprint


def _told_in_full(page: str) -> str:
    """Put each figure's description where the PDF takes its alternative text from."""
    tree = html.document_fromstring(page)
    for drawing in tree.iter("svg"):
        title, told = drawing.find("title"), drawing.find("desc")
        if title is not None and told is not None:
            title.text = told.text
    return str(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _figure_faces() -> str:
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return "\n".join(
        f'@font-face {{ font-family: "DejaVu Sans"; font-weight: {weight}; '
        f"src: url('{(folder / name).as_uri()}'); }}"
        for name, weight in _FIGURE_FACES.items()
    )
