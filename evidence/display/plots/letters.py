"""Letters for columns whose names have no room over them."""

from collections.abc import Iterable, Iterator
from string import ascii_uppercase


def lettered(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return names with letters; after Z they begin again, doubled.

    Examples
    --------
    >>> list(lettered(["randomisation", "deviations"]))
    [('A', 'randomisation'), ('B', 'deviations')]
    """
    for place, name in enumerate(names):
        times, letter = divmod(place, len(ascii_uppercase))
        yield ascii_uppercase[letter] * (times + 1), name
