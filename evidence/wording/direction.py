"""Which way an effect points for the person: better, worse or neither."""

from enum import StrEnum

from evidence.records.published import PublishedEstimate
from evidence.records.question import Construct, Instrument
from evidence.vocabulary import HigherIs, Language, Measure
from evidence.wording.lists import inside
from evidence.wording.phrases import phrase

KINDS = {
    ("symptom", HigherIs.WORSE): "less",
    ("function", HigherIs.WORSE): "less",
    ("quality of life", HigherIs.WORSE): "less",
    ("function", HigherIs.BETTER): "better",
    ("quality of life", HigherIs.BETTER): "better",
    ("harm", HigherIs.WORSE): "fewer",
}
"""Words for improvement that read well with the name of an outcome, by its family."""


class Direction(StrEnum):
    """What a difference means for those who got the intervention."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    SAME = "same"


def null_value(measure: Measure | None) -> float:
    """Return the value of no difference on the scale people read: one for ratios, else zero."""
    return 1.0 if measure is not None and measure.is_ratio else 0.0


def direction(
    value: float, measure: Measure | None, construct: Construct, instrument: Instrument | None
) -> Direction:
    """Return which way an effect points.

    Parameters
    ----------
    value : float
        Intervention against comparison, on the scale people read.
    measure : Measure or None
        Its measure.
    construct : Construct
        What is measured; says which way is better where the scale does not.
    instrument : Instrument or None
        The scale, where the effect is on one.

    Returns
    -------
    Direction
        Improved where the value lies on the better side of no difference.
    """
    difference = value - null_value(measure)
    if difference == 0:
        return Direction.SAME
    on_scale = instrument.higher_is if instrument and measure is Measure.MD else None
    higher_is = on_scale or construct.higher_is
    better = (difference > 0) is (higher_is is HigherIs.BETTER)
    return Direction.IMPROVED if better else Direction.WORSENED


def direction_of(
    estimate: PublishedEstimate, construct: Construct, instrument: Instrument | None
) -> Direction | None:
    """Return which way a published estimate points; None without a number or a known sign.

    Some reviews turn the sign of a scale; the table then says whom a higher value favours.
    """
    if estimate.estimate is None or estimate.higher_favours == "unclear":
        return None
    if not estimate.higher_favours:
        return direction(estimate.estimate, estimate.measure, construct, instrument)
    difference = estimate.estimate - null_value(estimate.measure)
    if difference == 0:
        return Direction.SAME
    better = (difference > 0) is (estimate.higher_favours == "intervention")
    return Direction.IMPROVED if better else Direction.WORSENED


def change(way: Direction, construct: Construct, language: Language) -> str:
    """Return the change in words, such as less pain or better function.

    Raises
    ------
    ValueError
        There is no change to name.
    """
    if way is Direction.SAME:
        raise ValueError("no change to name where the effect is no difference")
    kind = KINDS.get((construct.family, construct.higher_is), "other")
    outcome = inside(construct.name.in_language(language))
    return phrase(f"direction.{kind}.{way}", language, outcome=outcome)
