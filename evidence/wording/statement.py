"""A sentence for a reader, with the ids its numbers come from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Text ready to print; ``refs`` are ids of the estimates, syntheses and sources behind it."""

    text: str
    refs: tuple[str, ...] = ()
