"""Signs the figures' font cannot draw: shown as �, and named below the figure.

A font without a sign draws an empty box, which may pass for the sign itself. A reader of ours sees
the sign for an unknown one and is told which it was; the words and the numbers of the figure keep
the text as it was written.
"""

import unicodedata
from collections.abc import Iterable

from evidence.display.plots.geometry import Weight
from evidence.display.plots.measure import INVISIBLE, UNKNOWN, has_glyph
from evidence.display.plots.notes import Note
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

_MOST = 6


def drawable(text: str, weight: Weight = "normal") -> str:
    """Return a text as the font can draw it.

    Examples
    --------
    >>> drawable("Šárá 🧪")
    'Šárá �'
    """
    return "".join(
        one if has_glyph(one, weight) else UNKNOWN
        for one in text
        if has_glyph(one, weight) or unicodedata.category(one) not in INVISIBLE
    )


def unknown_notes(texts: Iterable[str], language: Language) -> tuple[Note, ...]:
    """Return the note that names the signs the font lacks, where there are any."""
    signs = sorted(set().union(*texts))
    lacking = [one for one in signs if drawable(one) == UNKNOWN != one]
    if not lacking:
        return ()
    named = [_named(one) for one in lacking[:_MOST]]
    if len(lacking) > _MOST:
        named.append("…")
    text = phrase("figure.unknown_signs", language, sign=UNKNOWN, signs=", ".join(named))
    return (Note(text=text, role="unknown"),)


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
