"""Width of text, measured from the font it is drawn in.

Figures are set in DejaVu Sans, which matplotlib ships, so the same widths hold on every machine.
Widths are sums of the font's advances. A character the font lacks is as wide as the sign for an
unknown one, which is drawn in its place.
"""

import importlib.util
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from evidence.display.plots.geometry import Weight

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
#: Categories of characters that have no width of their own.
INVISIBLE = ("Mn", "Me", "Cf")
#: Texts whose measure is kept: a figure asks for the same ones many times.
_REMEMBERED = 16384
_FILES: Mapping[Weight, str] = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}


def font_file(weight: Weight) -> Path:
    """Return the path of the font, without importing matplotlib.

    Raises
    ------
    FileNotFoundError
        Matplotlib is not installed or has no such font.
    """
    found = importlib.util.find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(_FILES[weight])
    path = Path(found.submodule_search_locations[0], "mpl-data", "fonts", "ttf", _FILES[weight])
    if not path.is_file():
        raise FileNotFoundError(str(path))
    return path


def has_glyph(character: str, weight: Weight = "normal") -> bool:
    """Return whether the font can draw a character.

    Examples
    --------
    >>> has_glyph("đ"), has_glyph("🍕")
    (True, False)
    """
    return ord(character) in _advances(weight)


@lru_cache(maxsize=_REMEMBERED)
def text_width(text: str, size: float, weight: Weight = "normal") -> float:
    """Return the width of one line of text.

    Parameters
    ----------
    text : str
        The line.
    size : float
        Font size in points.
    weight : {"normal", "bold"}
        Weight of the font.

    Returns
    -------
    float
        Width in points.

    Examples
    --------
    >>> text_width("0,52", 10) == text_width("1,39", 10)
    True
    """
    advances = _advances(weight)
    return size * sum(_advance(character, advances) for character in text)


@lru_cache(maxsize=_REMEMBERED)
def wrap(text: str, width: float, size: float, weight: Weight = "normal") -> tuple[str, ...]:
    """Return the text in lines no wider than a width, broken at spaces where it has any.

    Examples
    --------
    >>> wrap("graded activity", 40, 8)
    ('graded', 'activity')
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, size, weight)
        lines.extend(full)
    return (*lines, line)


def _pieces(word: str, width: float, size: float, weight: Weight) -> list[str]:
    """Cut a word too long for a line where the line is full."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, weight) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _advance(character: str, advances: Mapping[int, float]) -> float:
    known = advances.get(ord(character))
    if known is not None:
        return known
    return 0.0 if unicodedata.category(character) in INVISIBLE else advances[ord(UNKNOWN)]


@cache
def _advances(weight: Weight) -> Mapping[int, float]:
    """Return the advance of every character of the font, in em."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(weight), lazy=True) as font:
        per_em: int = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        return {code: widths[name][0] / per_em for code, name in font.getBestCmap().items()}
