"""What was said in the hearing, and what came of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingComment:
    """A comment, what it is about and the decision; the decision is empty while none is made.

    ``led_to`` names the rows, pages of analyses or versions in which the change stands.
    """

    id: str
    received: str
    sender: str
    comment: str
    claim_id: str
    recommendation_id: str
    decision: str
    change: str
    note: str
    led_to: tuple[str, ...] = ()
