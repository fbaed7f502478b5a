"""The site's one style sheet: that of the documents, and what a site needs besides."""

import base64
from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "evidence" / "documents"
OWN = Path(__file__).parent / "site.css"
FACES = (
    (400, "normal", "Inter-Regular"),
    (400, "italic", "Inter-Italic"),
    (600, "normal", "Inter-SemiBold"),
)


def style() -> str:
    """Return the style sheet with the typefaces inside, so that nothing is fetched."""
    sheets = [(DOCUMENTS / "style" / "screen.css").read_text(encoding="utf-8")]
    sheets.append(OWN.read_text(encoding="utf-8"))
    return "\n".join([*(_face(*face) for face in FACES), *sheets])


def _face(weight: int, slant: str, file: str) -> str:
    data = base64.b64encode((DOCUMENTS / "fonts" / f"{file}.woff2").read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "Evidence Sans"; font-weight: {weight}; font-style: {slant}; '
        f"font-display: swap; src: url(data:font/woff2;base64,{data}) format('woff2'); }}"
    )
