"""Records of what is asked: recommendations, questions, outcomes, scales and syntheses."""

from collections.abc import Mapping

from evidence.records.question import (
    Construct,
    Instrument,
    Outcome,
    Question,
    Recommendation,
    Synthesis,
    Thresholds,
)
from evidence.tables.row_parts import provenance_of, text_of, word_of
from evidence.tables.typed_table import TypedRow
from evidence.vocabulary import HigherIs, Measure


def recommendation(row: TypedRow) -> Recommendation:
    """Return the recommendation of a row."""
    return Recommendation(
        id=row.text("recommendation_id"),
        title=text_of(row, "title"),
        strength=row.text("strength"),
        provenance=provenance_of(row),
    )


def question(row: TypedRow) -> Question:
    """Return the PICO question of a row."""
    return Question(
        id=row.text("question_id"),
        recommendation_id=row.text("recommendation_id"),
        text=text_of(row, "text"),
        population=text_of(row, "population"),
        intervention=text_of(row, "intervention"),
        comparison=text_of(row, "comparison"),
        provenance=provenance_of(row),
    )


def construct(row: TypedRow) -> Construct:
    """Return the thing measured that a row names."""
    return Construct(
        id=row.text("construct_id"),
        name=text_of(row, "name"),
        family=row.text("family"),
        higher_is=HigherIs(row.text("higher_is")),
    )


def outcome(row: TypedRow, constructs: Mapping[str, Construct]) -> Outcome:
    """Return the outcome of a row, with the construct it names."""
    return Outcome(
        id=row.text("outcome_id"),
        question_id=row.text("question_id"),
        construct=constructs[row.text("construct_id")],
        in_pico=row.text("in_pico") == "yes",
        order=row.count("order") or 0,
        importance=row.text("importance"),
        thresholds=_thresholds(row),
        provenance=provenance_of(row),
    )


def _thresholds(row: TypedRow) -> Thresholds | None:
    if not row.text("threshold_scale"):
        return None
    return Thresholds(
        scale=row.text("threshold_scale"),
        small=row.value("threshold_small"),
        moderate=row.value("threshold_moderate"),
        large=row.value("threshold_large"),
        mid=row.value("threshold_mid"),
        source_id=row.text("threshold_source_id"),
    )


def instrument(row: TypedRow) -> Instrument:
    """Return the scale of a row."""
    return Instrument(
        id=row.text("instrument_id"),
        name=row.text("name"),
        construct_id=row.text("construct_id"),
        range_min=row.value("range_min"),
        range_max=row.value("range_max"),
        higher_is=word_of(row, "higher_is", HigherIs),
        mid=row.value("mid"),
        mid_source_id=row.text("mid_source_id"),
        typical_sd=row.value("typical_sd"),
        typical_sd_source_id=row.text("typical_sd_source_id"),
        provenance=provenance_of(row),
    )


def synthesis(row: TypedRow) -> Synthesis:
    """Return the planned synthesis of a row, without its members."""
    return Synthesis(
        id=row.text("synthesis_id"),
        label=row.text("label"),
        outcome_id=row.text("outcome_id"),
        title=text_of(row, "title"),
        measure=Measure(row.text("measure")),
        instrument_id=row.text("instrument_id"),
        action=row.text("action"),
        reason=text_of(row, "reason"),
        provenance=provenance_of(row),
    )
