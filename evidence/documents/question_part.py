"""One question of the report, put together from its findings."""

from collections.abc import Iterator

from evidence.display.plots.review_level import review_parts
from evidence.display.plots.sheet import part_title
from evidence.display.tables.pico import pico_table
from evidence.display.tables.review_effects import review_effects_table
from evidence.display.tables.reviews import reviews_table
from evidence.display.tables.search import excluded_table, search_table
from evidence.display.tables.summary_of_findings import summary_of_findings
from evidence.documents.figure_files import FigureFiles
from evidence.documents.picture import Picture
from evidence.documents.report import OutcomePart, QuestionPart
from evidence.documents.synthesis_part import synthesis_part
from evidence.findings.finding import QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.lists import inside, sentence
from evidence.wording.phrases import phrase
from evidence.wording.sentences import state_outcome
from evidence.wording.statement import Statement


def question_part(
    findings: QuestionFindings, place: int, figures: FigureFiles, language: Language
) -> QuestionPart:
    """Put one question of the report together.

    Parameters
    ----------
    findings : QuestionFindings
        The question, answered as far as the evidence goes.
    place : int
        Its number in the chapter.
    figures : FigureFiles
        Where drawings are made and kept.
    language : Language
        Language of the reader.

    Returns
    -------
    QuestionPart
        Its sentences, tables and figures.
    """
    question = findings.question
    heading = phrase(
        "document.question", language, number=str(place), title=_heading(findings, language)
    )
    return QuestionPart(
        id=question.id,
        heading=heading,
        question=Statement(text=question.text.in_language(language), refs=(question.id,)),
        pico=pico_table(findings, place, language),
        included=tuple(_included(findings, language)),
        reviews=reviews_table(findings, language),
        search=search_table(findings, language),
        excluded=excluded_table(findings, language),
        outcomes=tuple(_outcomes(findings, language)),
        summary=summary_of_findings(findings, language),
        review_pictures=tuple(_review_pictures(findings, figures, language)),
        syntheses=tuple(
            synthesis_part(finding, findings, figures, language) for finding in findings.findings
        ),
        missing=tuple(_missing(findings, language)),
    )


def _heading(findings: QuestionFindings, language: Language) -> str:
    question = findings.question
    given = sentence(question.intervention.in_language(language))
    people = inside(question.population.in_language(language))
    return phrase("document.question_title", language, intervention=given, population=people)


def _included(findings: QuestionFindings, language: Language) -> Iterator[Statement]:
    reviews = {review.id: review.source_id for review in findings.reviews}
    studies = {study.id: study.source_id for study in findings.studies}
    for role in findings.roles:
        text = role.text.in_language(language)
        named = (role.review_id or role.study_id, role.provenance.source_id)
        about = reviews.get(role.review_id) or studies.get(role.study_id) or ""
        if text:
            refs = tuple(dict.fromkeys(ref for ref in (*named, about) if ref))
            yield Statement(text=text, refs=refs)


def _outcomes(findings: QuestionFindings, language: Language) -> Iterator[OutcomePart]:
    for outcome in findings.outcomes:
        yield OutcomePart(
            id=outcome.id,
            title=sentence(outcome.construct.name.in_language(language)),
            statements=state_outcome(findings, outcome, language),
        )


def _review_pictures(
    findings: QuestionFindings, figures: FigureFiles, language: Language
) -> Iterator[Picture]:
    for outcome in findings.outcomes:
        name = outcome.construct.name.in_language(language)
        caption = phrase("document.figure.reviews", language, outcome=name)
        found = [p.estimate for p in findings.published if p.estimate.outcome_id == outcome.id]
        ids = dict.fromkeys(i for one in found for i in (one.id, one.review_id))
        parts = review_parts(findings, outcome, language)
        for place, figure in enumerate(parts, start=1):
            svg, png = figures.named(figure)
            is_last = place == len(parts)
            yield Picture(
                id=f"fig-reviews-{outcome.id}" + (f"-{place}" if place > 1 else ""),
                svg=svg,
                png=png,
                caption=part_title(caption, place, len(parts), language),
                refs=(outcome.id, *ids),
                data=review_effects_table(findings, outcome, language) if is_last else None,
            )


def _missing(findings: QuestionFindings, language: Language) -> Iterator[Statement]:
    refs = (findings.question.id,)
    if not findings.published:
        yield Statement(text=phrase("document.missing.published", language), refs=refs)
    if not findings.findings:
        yield Statement(text=phrase("document.missing.synthesis", language), refs=refs)
    answered = {p.estimate.outcome_id for p in findings.published}
    answered |= {finding.synthesis.outcome_id for finding in findings.findings}
    for outcome in findings.outcomes:
        if outcome.in_pico and outcome.id not in answered:
            name = outcome.construct.name.in_language(language)
            text = phrase("document.missing.outcome", language, outcome=name)
            yield Statement(text=text, refs=(outcome.id,))
    if not findings.excluded:
        yield Statement(text=phrase("document.missing.excluded", language), refs=refs)
    if not findings.ongoing:
        yield Statement(text=phrase("document.missing.no_ongoing", language), refs=refs)
    for study in findings.ongoing:
        text = phrase("document.missing.ongoing", language, title=study.title, status=study.status)
        yield Statement(text=text, refs=(study.id,))
