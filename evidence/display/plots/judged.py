"""What each tool has judged of a question: trials by risk of bias, reviews by their quality."""

from collections.abc import Mapping

from evidence.findings.finding import QuestionFindings
from evidence.records.review_quality import ReviewQuality
from evidence.records.risk_of_bias import RiskOfBias
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def judged_by(question: QuestionFindings, tool: str) -> tuple[RiskOfBias, ...]:
    """Return the judgements of one tool, of trials or of reviews, as one record each."""
    return tuple(one for one in _all(question) if one.tool == tool)


def tools_of(question: QuestionFindings) -> tuple[str, ...]:
    """Return the tools somebody has named, in the order of the tables."""
    return tuple(dict.fromkeys(one.tool for one in _all(question) if one.tool))


def is_of_reviews(question: QuestionFindings, tool: str) -> bool:
    """Return whether a tool has judged reviews alone."""
    return all(one.tool != tool for one in question.risk_of_bias)


def judged_title(key: str, tool: str, place: int | None, language: Language) -> str:
    """Return the title of a figure of judgements, with its question where it has a number."""
    if place is None:
        return phrase(f"{key}_alone", language, tool=tool)
    return phrase(key, language, tool=tool, question=str(place))


def names_of(question: QuestionFindings) -> Mapping[str, str]:
    """Return what trials and reviews are called, by id."""
    reviews = {review.id: review.label for review in question.reviews}
    return reviews | {study.id: study.label for study in question.studies}


def _all(question: QuestionFindings) -> tuple[RiskOfBias, ...]:
    return (*question.risk_of_bias, *map(_of_review, question.review_quality))


def _of_review(quality: ReviewQuality) -> RiskOfBias:
    return RiskOfBias(
        study_id=quality.review_id,
        construct_id="",
        tool=quality.tool,
        domain=quality.item,
        level=quality.judgement,
        support="",
        provenance=quality.provenance,
    )
