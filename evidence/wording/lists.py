"""Words in a row and words at the head of a sentence."""

from collections.abc import Sequence

from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def listed(items: Sequence[str], language: Language) -> str:
    """Return items with commas and an "and" before the last.

    Examples
    --------
    >>> listed(["a", "b", "c"], Language.NB)
    'a, b og c'
    """
    if len(items) < 2:
        return "".join(items)
    return phrase("list.last", language, items=", ".join(items[:-1]), last=items[-1])


def sentence(text: str) -> str:
    """Return text with a capital first letter; a Greek symbol keeps its case.

    Examples
    --------
    >>> sentence("walking"), sentence("τ² by DL")
    ('Walking', 'τ² by DL')
    """
    if "\N{GREEK CAPITAL LETTER ALPHA}" <= text[:1] <= "\N{GREEK SMALL LETTER OMEGA}":
        return text
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """Return a name as it stands inside a sentence; abbreviations keep their capitals.

    Examples
    --------
    >>> inside("Fysisk funksjon"), inside("SF-36"), inside("ReCOVery-app")
    ('fysisk funksjon', 'SF-36', 'ReCOVery-app')
    """
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:] == first[1:].lower() and first[1:] else text


def joined(sentences: Sequence[str]) -> str:
    """Return sentences as one paragraph; empty ones are left out."""
    return " ".join(text for text in sentences if text)
