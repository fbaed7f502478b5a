"""What a rule suggests for one domain, with the numbers behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.vocabulary import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A suggestion for one domain: people decide, this only shows what the numbers say.

    Parameters
    ----------
    domain : Domain
        The domain.
    levels : int or None
        Levels down (up, in a raising domain); None where the rule cannot tell.
    at_most : int or None
        As many levels as the rule leaves to people; the same as ``levels`` where it leaves none.
    reason : str
        Why: a key of the phrases (``grade.reason.<domain>.<reason>``).
    rule : str
        The rule followed: a key of the phrases (``grade.rule.<rule>``).
    source : str
        Where the rule comes from.
    numbers : mapping of str to float
        The indicators, unrounded, by key of the phrases (``grade.number.<key>``).
    words : mapping of str to str
        What was chosen on the way: threshold rule, target, what is missing.
    """

    domain: Domain
    levels: int | None
    at_most: int | None
    reason: str
    rule: str
    source: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_checkable(self) -> bool:
        """Whether the rule could tell."""
        return self.levels is not None

    def leaves_room_for(self, levels: int) -> bool:
        """Tell whether a decision lies within what is suggested."""
        if self.levels is None or self.at_most is None:
            return True
        return self.levels <= levels <= self.at_most


def not_checkable(
    domain: Domain,
    reason: str,
    rule: str,
    source: str,
    *,
    numbers: Mapping[str, float] | None = None,
    words: Mapping[str, str] | None = None,
) -> Suggestion:
    """Return that a rule cannot tell, and what is missing."""
    return Suggestion(
        domain=domain,
        levels=None,
        at_most=None,
        reason=reason,
        rule=rule,
        source=source,
        numbers=numbers or {},
        words=words or {},
    )
