"""The word somebody probably meant."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

# Comparing with every word of a very long list would take longer than the check itself.
MOST_COMPARED = 2000


class Nearest:
    """Right words, prepared for finding the one nearest to what was written.

    Parameters
    ----------
    words : iterable of str
        The right words.

    Examples
    --------
    >>> Nearest(["high", "moderate", "low"]).to("Modreate")
    'moderate'
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, str] = {}
        self._by_length: dict[int, list[str]] = {}
        for word in words:
            plain = _plain(word)
            if plain not in self._words:
                self._words[plain] = word
                self._by_length.setdefault(len(plain), []).append(plain)

    def to(self, found: str) -> str:
        """Return the right word nearest to a wrong one, or an empty text where none is near."""
        wanted = _plain(found)
        if wanted in self._words:
            return self._words[wanted]
        compared = list(islice(self._near_in_length(len(wanted)), MOST_COMPARED))
        matches = get_close_matches(wanted, compared, n=1, cutoff=0.6)
        return self._words[matches[0]] if matches else ""

    def _near_in_length(self, length: int) -> Iterator[str]:
        for near in sorted(self._by_length, key=lambda other: (abs(other - length), other)):
            yield from self._by_length[near]


def _plain(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum())
