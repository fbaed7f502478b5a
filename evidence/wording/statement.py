"""A sentence for a reader, with the ids its numbers come from."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Text ready to print; ``refs`` are ids of the estimates, syntheses and sources behind it.

    ``is_item`` says that it is one item of a list, which the statement before the first of them
    begins. ``language`` is named where the text may be in another one than the page.
    """

    text: str
    refs: tuple[str, ...] = ()
    is_item: bool = False
    language: str | None = None


def listing(lead: str, items: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return a list as statements: what it is of, then its items; nothing without any.

    Parameters
    ----------
    lead : str
        The sentence the list begins with; it refers to what all the items refer to alike.
    items : iterable of Statement
        The items; each becomes one of the list.

    Returns
    -------
    tuple of Statement
    """
    told = tuple(Statement(text=one.text, refs=one.refs, is_item=True) for one in items)
    if not told:
        return ()
    same = len({one.refs for one in told}) == 1
    return (Statement(text=lead, refs=told[0].refs if same else ()), *told)
