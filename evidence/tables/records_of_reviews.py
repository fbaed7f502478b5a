"""Records of reviews and the published page: what others have pooled, judged and said."""

from collections.abc import Mapping

from evidence.records.directness import Directness
from evidence.records.judgement import Judgement
from evidence.records.overlap import Overlap
from evidence.records.published import Claim, PublishedEstimate, Review
from evidence.records.rater_level import RaterLevel
from evidence.records.review_quality import ReviewQuality
from evidence.records.role import ReviewRole
from evidence.records.study import Intervention
from evidence.tables.references import ids_in
from evidence.tables.row_parts import provenance_of, text_of, word_of
from evidence.tables.typed_table import TypedRow
from evidence.vocabulary import Certainty, Domain, Measure, Timepoint


def review(row: TypedRow, overall: Mapping[str, ReviewQuality]) -> Review:
    """Return the review of a row, with the overall judgement of its quality where there is one."""
    quality = overall.get(row.text("review_id"))
    return Review(
        id=row.text("review_id"),
        label=row.text("label"),
        source_id=row.text("review_source_id"),
        kind=row.text("kind"),
        k_trials=row.count("k_trials"),
        n_participants=row.count("n_participants"),
        search_date=row.text("search_date"),
        quality_as_printed=quality.judgement if quality else "",
        quality_tool=quality.tool if quality else "",
        provenance=provenance_of(row),
    )


def review_role(row: TypedRow) -> ReviewRole:
    """Return the part a review or trial plays for a question."""
    return ReviewRole(
        question_id=row.text("question_id"),
        review_id=row.text("review_id"),
        study_id=row.text("study_id"),
        role=row.text("role"),
        text=text_of(row, "text"),
        provenance=provenance_of(row),
    )


def review_quality(row: TypedRow) -> ReviewQuality:
    """Return one judgement of a review."""
    return ReviewQuality(
        review_id=row.text("review_id"),
        tool=row.text("tool"),
        item=row.text("item"),
        judgement=row.text("judgement"),
        provenance=provenance_of(row),
    )


def overlap(row: TypedRow) -> Overlap:
    """Return whether a review includes a trial."""
    return Overlap(
        review_id=row.text("review_id"),
        study_id=row.text("study_id"),
        included=row.text("included"),
        provenance=provenance_of(row),
    )


def published_estimate(
    row: TypedRow, interventions: Mapping[str, Intervention]
) -> PublishedEstimate:
    """Return a pooled estimate as printed."""
    return PublishedEstimate(
        id=row.text("estimate_id"),
        review_id=row.text("review_id"),
        outcome_id=row.text("outcome_id"),
        construct_id=row.text("construct_id"),
        intervention=interventions.get(row.text("intervention_id")),
        comparison=row.text("comparison"),
        timepoint=word_of(row, "timepoint", Timepoint),
        timepoint_text=row.text("timepoint_text"),
        measure=word_of(row, "measure", Measure),
        measure_as_printed=row.text("measure_as_printed"),
        instrument_id=row.text("instrument_id"),
        estimate=row.value("estimate"),
        ci_low=row.value("ci_low"),
        ci_high=row.value("ci_high"),
        ci_level=row.value("ci_level"),
        k=row.count("k"),
        n=row.count("n"),
        i2=row.value("i2"),
        size_word=row.text("size_word"),
        certainty=word_of(row, "certainty", Certainty),
        decimals=row.count("decimals") or 0,
        higher_favours=row.text("higher_favours"),
        provenance=provenance_of(row),
    )


def judgement(row: TypedRow) -> Judgement:
    """Return a decision in one GRADE domain."""
    return Judgement(
        id=row.text("judgement_id"),
        about_id=_about(row),
        domain=Domain(row.text("domain")),
        suggested_levels=row.count("suggested_levels"),
        decided_levels=row.count("decided_levels"),
        reason=row.text("reason"),
        decided_by=row.text("decided_by"),
        decided_on=row.text("decided_on"),
        target=row.text("target"),
        numbers_sha256=row.text("numbers_sha256"),
        provenance=provenance_of(row),
    )


def rater_level(row: TypedRow) -> RaterLevel:
    """Return what one rater gave in a GRADE domain."""
    return RaterLevel(
        about_id=_about(row),
        domain=Domain(row.text("domain")),
        rater=row.text("rater"),
        levels=row.count("levels") or 0,
        reason=row.text("reason"),
        rated_on=row.text("rated_on"),
        provenance=provenance_of(row),
    )


def directness(row: TypedRow) -> Directness:
    """Return whether the evidence fits one element of the question."""
    return Directness(
        about_id=_about(row),
        element=row.text("element"),
        fits=row.text("fits"),
        reason=row.text("reason"),
        decided_by=row.text("decided_by"),
        provenance=provenance_of(row),
    )


def _about(row: TypedRow) -> str:
    return row.text("estimate_id") or row.text("synthesis_id")


def claim(row: TypedRow) -> Claim:
    """Return a sentence of the published page and what it claims."""
    return Claim(
        id=row.text("claim_id"),
        question_id=row.text("question_id"),
        line=row.count("line") or 0,
        kind=row.text("kind"),
        claims=row.text("claims"),
        about_ids=ids_in(row.text("about_ids")),
        provenance=provenance_of(row),
    )
