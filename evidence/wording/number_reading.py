"""Numbers read back from print: the inverse of ``wording/numbers.py``.

Accepts what people and pages write: comma or point, hyphen, minus or dash, hard or thin spaces.
"""

import re

from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_HYPHENS = "\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{EN DASH}"
_TO_PLAIN = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-"))
_WRITTEN = re.compile(r"([+-]?)(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?")
_IN_TEXT = re.compile(
    r"(?:(?<![\w.,-])[+-])?(?:(?<![\w.,])|(?<=[a-zæøå]{4}))(?<![^\W\d]-)"
    r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,]\d+)*(?!\w)"
)


def parse_number(text: str, language: Language | None = None) -> float:
    """Return the number a text writes; the inverse of this module's functions.

    Parameters
    ----------
    text : str
        A number with comma or point, any hyphen or minus, hard or thin spaces, with or without
        a per cent sign.
    language : Language or None
        Decides what a comma before three digits means; without it such a text is refused.

    Returns
    -------
    float
        The number; per cent stay per cent.

    Raises
    ------
    ValueError
        The text is no number, or may mean two (``1,234``).

    Examples
    --------
    >>> parse_number("−0,52"), parse_number("76,6 %")
    (-0.52, 76.6)
    """
    plain = text.strip().removesuffix("%").strip().translate(_TO_PLAIN)
    if language is Language.EN:
        plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise ValueError(f"{text!r} is not a number")
    sign, whole, fraction = found.groups()
    if language is None and fraction and len(fraction) == 3 and re.fullmatch(r"[1-9]\d?\d?", whole):
        raise ValueError(f"{text!r} may be a decimal number or thousands")
    return float(f"{sign}{whole.replace(' ', '')}.{fraction or '0'}")


def find_numbers(text: str, language: Language | None = None) -> tuple[float, ...]:
    """Return every number standing in a text, in order; digits of names are not numbers.

    A number that has lost the space before it (``inkluderte18``) is still read.

    Examples
    --------
    >>> find_numbers("−0,52 (95 % KI −0,69 til −0,35), SF-36, I2=76,6%", Language.NB)
    (-0.52, 95.0, -0.69, -0.35, 76.6)
    """
    return tuple(
        parse_number(found.group(), language)
        for found in _IN_TEXT.finditer(text.translate(_TO_PLAIN))
    )


def find_number_words(text: str, language: Language) -> tuple[float, ...]:
    """Return every number from two to twelve written as a word; one is most often an article.

    Examples
    --------
    >>> find_number_words("Ni studier, en metaanalyse og to andre.", Language.NB)
    (9.0, 2.0)
    """
    words = phrase("number.words_from_two", language).split()
    values = {word: float(value) for value, word in enumerate(words, start=2)}
    return tuple(values[word] for word in re.findall(r"\w+", text.lower()) if word in values)
