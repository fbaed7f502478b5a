"""A certainty rating: what was decided, and whether it adds up."""

from dataclasses import dataclass

from evidence.records.judgement import Judgement
from evidence.vocabulary import Certainty, Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyRating:
    """The certainty of one estimate or synthesis.

    Parameters
    ----------
    about_id : str
        The estimate or synthesis rated.
    stated : Certainty or None
        The level people have stated; None where there is none.
    start : Certainty
        Where the design lets a rating begin (high for randomised trials).
    computed : Certainty or None
        Start less levels down plus levels up; None where a level is not stated.
    judgements : tuple of Judgement
        The decisions, in GRADE's order of domains.
    missing : tuple of Domain
        Lowering domains without a recorded decision.
    target : str
        What the certainty is about; empty where nobody has said.
    agrees : bool or None
        Whether stated and computed level agree; None where one is missing.
    """

    about_id: str
    stated: Certainty | None
    start: Certainty
    computed: Certainty | None
    judgements: tuple[Judgement, ...]
    missing: tuple[Domain, ...]
    target: str
    agrees: bool | None
