"""A decision held against what the rule suggests: fine, a question, a conflict, or no telling."""

from dataclasses import dataclass
from enum import StrEnum

from evidence.certainty.suggestion import Suggestion
from evidence.certainty.thresholds import I2_CONSIDERABLE, I2_MAY_NOT_MATTER
from evidence.records.judgement import Judgement
from evidence.vocabulary import Domain


class Standing(StrEnum):
    """How a decision stands to the numbers."""

    OK = "ok"
    QUERY = "query"
    CONFLICT = "conflict"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One domain: suggestion, decision and how they stand; ``why`` is a key of the phrases."""

    domain: Domain
    suggestion: Suggestion
    judgement: Judgement | None
    standing: Standing
    why: str


def held_against(suggestion: Suggestion, judgement: Judgement | None) -> Held:
    """Hold a decision against a suggestion.

    Parameters
    ----------
    suggestion : Suggestion
        What the rule suggests.
    judgement : Judgement or None
        What people decided in the same domain, if anything.

    Returns
    -------
    Held
        A departure without a reason is a conflict, as is one from thresholds the working group
        has set itself, and rating down for imprecision where no interval is printed. A departure
        with a reason from a named default is a question.
    """
    standing, why = _stand(suggestion, judgement)
    return Held(
        domain=suggestion.domain,
        suggestion=suggestion,
        judgement=judgement,
        standing=standing,
        why=why,
    )


def _stand(suggestion: Suggestion, judgement: Judgement | None) -> tuple[Standing, str]:
    if judgement is None:
        return _undecided(suggestion)
    levels = judgement.decided_levels
    if levels is None:
        return Standing.NOT_CHECKABLE, "levels_not_stated"
    if not suggestion.is_checkable:
        return _against_nothing(suggestion, levels)
    if suggestion.leaves_room_for(levels):
        return Standing.OK, "within"
    if not judgement.reason:
        return Standing.CONFLICT, "departs_without_reason"
    clear = _clear_conflict(suggestion, levels)
    return (Standing.CONFLICT, clear) if clear else (Standing.QUERY, "departs_with_reason")


def _undecided(suggestion: Suggestion) -> tuple[Standing, str]:
    if suggestion.reason == "mismatches":
        return Standing.CONFLICT, "mismatch_undecided"
    if not suggestion.is_checkable:
        high = suggestion.numbers.get("i2", 0.0) >= I2_CONSIDERABLE.value
        return (Standing.QUERY, "i2_high") if high else (Standing.NOT_CHECKABLE, "undecided")
    if suggestion.levels:
        return Standing.QUERY, "suggested_undecided"
    return Standing.OK, "none_suggested"


def _against_nothing(suggestion: Suggestion, levels: int) -> tuple[Standing, str]:
    if suggestion.domain is Domain.IMPRECISION and suggestion.reason == "no_interval" and levels:
        return Standing.CONFLICT, "imprecise_without_interval"
    if suggestion.reason == "mismatches":
        return Standing.QUERY, "mismatches_decided"
    i2 = suggestion.numbers.get("i2")
    if suggestion.domain is Domain.INCONSISTENCY and i2 is not None:
        if levels and i2 < I2_MAY_NOT_MATTER.value:
            return Standing.QUERY, "i2_low"
        if not levels and i2 >= I2_CONSIDERABLE.value:
            return Standing.QUERY, "i2_high"
    return Standing.NOT_CHECKABLE, "no_suggestion"


def _clear_conflict(suggestion: Suggestion, levels: int) -> str:
    if suggestion.domain is Domain.IMPRECISION and suggestion.words["threshold"] == "panel":
        over = levels > (suggestion.at_most or 0)
        return "crosses_nothing" if over else "crosses_undecided"
    if suggestion.domain is not Domain.INCONSISTENCY:
        return ""
    numbers = suggestion.numbers
    one_side = 0 in (numbers["above"], numbers["below"])
    i2 = numbers.get("i2", 0.0)
    if levels and one_side and i2 < I2_MAY_NOT_MATTER.value:
        return "consistent_rated_down"
    if not levels and not one_side and i2 >= I2_CONSIDERABLE.value:
        return "inconsistent_not_rated"
    return ""
