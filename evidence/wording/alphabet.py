"""The order of names in a language's alphabet."""

import unicodedata

from evidence.vocabulary import Language

_LAST = {letter: f"{{{place}" for place, letter in enumerate("æøå")}
_PLAIN = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "ae", "ł": "l", "ð": "d"})


def alphabetical(text: str, language: Language) -> str:
    """Return what a name is sorted by: accents do not count, æ, ø and å come last in Norwegian.

    Examples
    --------
    >>> names = ["Åsen", "Zwart", "Đuovdna", "Ek"]
    >>> sorted(names, key=lambda name: alphabetical(name, Language.NB))
    ['Đuovdna', 'Ek', 'Zwart', 'Åsen']
    >>> sorted(names, key=lambda name: alphabetical(name, Language.EN))
    ['Åsen', 'Đuovdna', 'Ek', 'Zwart']
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    if language is not Language.EN:
        folded = "".join(_LAST.get(letter, letter) for letter in folded)
    parts = unicodedata.normalize("NFD", folded.translate(_PLAIN))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
