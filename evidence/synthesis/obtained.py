"""How far an effect may be trusted: as far as the least trustworthy of its numbers."""

from collections.abc import Sequence

from evidence.vocabulary import Obtained


def least_trusted(ways: Sequence[Obtained | None]) -> Obtained | None:
    """Return the least trustworthy of several ways; None where one of them is unsaid.

    Examples
    --------
    >>> least_trusted([Obtained.SECOND_HAND, Obtained.FIRST_HAND]).value
    'second-hand'
    """
    known = [way for way in ways if way is not None]
    return max(known, key=list(Obtained).index) if known and len(known) == len(ways) else None
