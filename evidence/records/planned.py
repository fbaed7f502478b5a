"""A planned synthesis with everything it needs, ready to be analysed."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.records.question import Construct, Instrument, Outcome, Synthesis
from evidence.records.reported import Member
from evidence.records.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSynthesis:
    """A synthesis, the outcome it answers and the rows that speak for each trial.

    ``studies`` and ``instruments`` are keyed by id and hold those the members name.
    """

    synthesis: Synthesis
    outcome: Outcome
    construct: Construct
    members: tuple[Member, ...]
    studies: Mapping[str, Study]
    instruments: Mapping[str, Instrument]
