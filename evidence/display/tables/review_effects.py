"""The numbers behind a plot of reviews side by side."""

from evidence.display.tables.estimate_cell import published_text
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.question import Outcome
from evidence.vocabulary import Language
from evidence.wording.certainty_words import level_label, level_of
from evidence.wording.phrases import phrase
from evidence.wording.published_value import timepoint_words


def review_effects_table(question: QuestionFindings, outcome: Outcome, language: Language) -> Table:
    """Return one row a published estimate of an outcome."""
    found = [p for p in question.published if p.estimate.outcome_id == outcome.id]
    title = outcome.construct.name.in_language(language)
    return Table(
        id=f"reviews-of-{outcome.id}",
        caption=phrase("table.review_effects.caption", language, title=title),
        columns=(
            phrase("table.review_effects.review", language),
            phrase("table.sof.comparison", language),
            phrase("table.sof.outcome", language),
            phrase("table.sof.effect", language),
            phrase("table.sof.certainty", language),
        ),
        widths=(18, 18, 24, 24, 16),
        rows=tuple(_row(question, published, language) for published in found),
        refs=(outcome.id,),
    )


def _row(
    question: QuestionFindings, published: PublishedFinding, language: Language
) -> tuple[Cell, ...]:
    estimate = published.estimate
    labels = {review.id: review.label for review in question.reviews}
    given = estimate.intervention.name.in_language(language) if estimate.intervention else ""
    refs = (estimate.id,)
    return (
        Cell(
            text=labels.get(estimate.review_id, estimate.review_id),
            refs=(estimate.review_id,),
            is_header=True,
        ),
        Cell(text=given or phrase("table.not_reported", language), refs=refs),
        Cell(text=timepoint_words(estimate, language), refs=refs),
        Cell(text=published_text(estimate, language), refs=refs, source=estimate.id),
        Cell(text=level_label(level_of(published.rating), language), refs=refs),
    )
