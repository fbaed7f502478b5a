"""What lies on either side of no effect, and how far from it a difference matters."""

from dataclasses import replace

from evidence.findings.finding import QuestionFindings
from evidence.records.published import PublishedEstimate
from evidence.records.question import Construct, Instrument
from evidence.vocabulary import Language, Measure
from evidence.wording.direction import Direction, direction, direction_of, null_value
from evidence.wording.phrases import phrase


def favours(
    measure: Measure,
    construct: Construct | None,
    instrument: Instrument | None,
    language: Language,
) -> tuple[str, str]:
    """Return the labels to the left and to the right of no effect, for effects of our own.

    Parameters
    ----------
    measure : Measure
        Measure of the effects.
    construct : Construct or None
        What is measured; None where nobody has said.
    instrument : Instrument or None
        The scale, where effects are on one.
    language : Language
        Language of the labels.

    Returns
    -------
    tuple of str
        Which side favours the intervention, by what a higher value means; empty where nobody
        has said what is measured.
    """
    if construct is None:
        return ("", "")
    return side_labels(direction(_above_null(measure), measure, construct, instrument), language)


def side_labels(higher: Direction | None, language: Language) -> tuple[str, str]:
    """Return the labels by what a higher value means; empty where nobody knows."""
    if higher is None:
        return ("", "")
    sides = ("comparison", "intervention")
    if higher is not Direction.IMPROVED:
        sides = ("intervention", "comparison")
    left, right = (phrase(f"figure.favours_{side}", language) for side in sides)
    return (
        phrase("figure.favours_left", language, side=left),
        phrase("figure.favours_right", language, side=right),
    )


def higher_means(estimate: PublishedEstimate, question: QuestionFindings) -> Direction | None:
    """Return what a higher value of a published estimate means, a turned sign included."""
    construct = next(one for one in question.constructs if one.id == estimate.construct_id)
    higher = replace(estimate, estimate=_above_null(estimate.measure))
    return direction_of(higher, construct, instrument_of(question, estimate.instrument_id))


def _above_null(measure: Measure | None) -> float:
    return null_value(measure) + 1.0


def important_difference(
    question: QuestionFindings, outcome_id: str, measure: Measure | None, instrument_id: str
) -> float | None:
    """Return the smallest important difference on the scale of the effects, where one is set.

    The panel's own comes first, then the instrument's; one on another scale does not count.
    """
    scale = {Measure.SMD: "SMD", Measure.MD: instrument_id}.get(measure, "") if measure else ""
    if not scale:
        return None
    for outcome in question.outcomes:
        panel = outcome.thresholds
        if outcome.id == outcome_id and panel and panel.scale == scale and panel.mid is not None:
            return panel.mid
    own = (one.mid for one in question.instruments if one.id == scale)
    return next(own, None)


def construct_of(question: QuestionFindings, outcome_id: str) -> Construct | None:
    """Return what an outcome measures, or None for effects of no outcome of the question."""
    return next((one.construct for one in question.outcomes if one.id == outcome_id), None)


def instrument_of(question: QuestionFindings, instrument_id: str) -> Instrument | None:
    """Return the scale with an id, or None where effects are on no single one."""
    return next((one for one in question.instruments if one.id == instrument_id), None)
