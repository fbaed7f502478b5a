"""A chapter's findings put together as the report it becomes."""

from collections.abc import Iterator

from evidence.display.tables.empty_cells import empty_cells_table
from evidence.display.tables.gaps import gaps_table
from evidence.documents.annexes import annexes
from evidence.documents.bibliography import references
from evidence.documents.figure_files import FigureFiles
from evidence.documents.question_part import question_part
from evidence.documents.report import RecommendationPart, Report
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import counted, phrase
from evidence.wording.statement import Statement

_SHOWN_OF_HASH = 12


def assemble(chapter: Chapter, figures: FigureFiles, language: Language) -> Report:
    """Put the report together: every sentence, table and figure it prints.

    Parameters
    ----------
    chapter : Chapter
        The findings of every question.
    figures : FigureFiles
        Where drawings are made and kept.
    language : Language
        Language of the reader.

    Returns
    -------
    Report
        All that a template may print.

    Raises
    ------
    EvidenceError
        If a source is cited that the chapter does not hold.
    """
    overview = chapter.overview
    sources = {source.id: source for q in chapter.questions for source in q.sources}
    return Report(
        language=language,
        title=_title(chapter, language),
        version=overview.version,
        draft_mark=phrase("document.draft", language),
        imprint=phrase(
            "document.imprint",
            language,
            version=overview.version,
            hash=overview.data_sha256[:_SHOWN_OF_HASH],
        ),
        totals=tuple(_totals(chapter, language)),
        recommendations=tuple(_recommendations(chapter, language)),
        questions=tuple(
            question_part(findings, place, figures, language)
            for place, findings in enumerate(chapter.questions, start=1)
        ),
        gaps=gaps_table(chapter, language),
        empty_cells=empty_cells_table(chapter, language),
        references=references(filter(None, cited(chapter)), sources, language),
        annexes=annexes(chapter, figures, language),
    )


def cited(chapter: Chapter) -> Iterator[str]:
    """Yield the ids of the sources a report cites, in its order."""
    for question in chapter.questions:
        yield question.question.provenance.source_id
        reviews = {review.id: review.source_id for review in question.reviews}
        studies = {study.id: study.source_id for study in question.studies}
        for role in question.roles:
            yield from (reviews.get(role.review_id, ""), studies.get(role.study_id, ""))
        for review in question.reviews:
            yield review.source_id
        for finding in question.findings:
            for effect in finding.analysis.effects:
                yield studies.get(effect.study_id, "")
                yield from effect.source_ids
    for question in chapter.questions:
        yield from (row.source_id for row in question.manifest.rows)


def _title(chapter: Chapter, language: Language) -> str:
    titles = dict.fromkeys(
        question.recommendation.title.in_language(language) for question in chapter.questions
    )
    return next(iter(titles)) if len(titles) == 1 else chapter.overview.title


def _recommendations(chapter: Chapter, language: Language) -> Iterator[RecommendationPart]:
    given = {q.recommendation.id: q.recommendation for q in chapter.questions}
    for recommendation in given.values():
        word = phrase(f"document.strength.{recommendation.strength or 'unknown'}", language)
        refs = (recommendation.id,)
        yield RecommendationPart(
            title=Statement(text=recommendation.title.in_language(language), refs=refs),
            strength=Statement(
                text=phrase("document.strength", language, strength=word), refs=refs
            ),
        )


def _totals(chapter: Chapter, language: Language) -> Iterator[Statement]:
    questions = chapter.questions
    counts = {
        "questions": len(questions),
        "estimates": len({p.estimate.id for q in questions for p in q.published}),
        "syntheses": len({f.synthesis.id for q in questions for f in q.findings}),
        "rows": len({row.id for q in questions for row in q.manifest.rows}),
        "sources": len({source.id for q in questions for source in q.sources}),
    }
    for name, count in counts.items():
        text = counted(f"document.totals.{name}", count, language, n=integer(count, language))
        yield Statement(text=text, refs=("chapter",))
