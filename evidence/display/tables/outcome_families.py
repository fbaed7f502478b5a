"""What is reported of a family of outcomes, such as harms: across questions, with the silence."""

from collections.abc import Iterator

from evidence.display.tables.estimate_cell import effect_text, pooled_text, published_text
from evidence.display.tables.summary_of_syntheses import outcome_name
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter, Finding, QuestionFindings
from evidence.records.question import Outcome
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.published_value import timepoint_words

_COLUMNS = ("outcome", "question", "what", "effect")
_KEYS = {"harm": "harms", "work participation": "work"}


def family_table(chapter: Chapter, family: str, language: Language) -> Table:
    """Return everything reported on the outcomes of a family.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    family : {"harm", "work participation"}
        The family, as the table of constructs names it.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        A question without any such outcome has a row that says so.
    """
    name = _KEYS[family]
    return Table(
        id=f"family-{name}",
        caption=phrase(f"table.family.{name}", language),
        columns=tuple(phrase(f"table.family.{column}", language) for column in _COLUMNS),
        widths=(26, 18, 30, 26),
        rows=tuple(
            row
            for place, question in enumerate(chapter.questions, start=1)
            for row in _of_question(question, place, family, language)
        ),
    )


def _of_question(
    question: QuestionFindings, place: int, family: str, language: Language
) -> Iterator[tuple[Cell, ...]]:
    number = Cell(text=integer(place, language), refs=(question.question.id, "chapter"))
    outcomes = [one for one in question.outcomes if one.construct.family == family]
    silence = Cell(text=phrase("table.not_reported", language))
    if not outcomes:
        none = phrase(f"table.family.no_{_KEYS[family]}", language)
        yield (Cell(text=none, is_header=True), number, silence, silence)
    for outcome in outcomes:
        head = Cell(text=outcome_name(outcome, language), refs=(outcome.id,), is_header=True)
        rows = list(_reported(question, outcome, language))
        yield from ((head, number, *cells) for cells in rows)
        if not rows:
            yield (head, number, silence, silence)


def _reported(
    question: QuestionFindings, outcome: Outcome, language: Language
) -> Iterator[tuple[Cell, Cell]]:
    labels = {review.id: review.label for review in question.reviews}
    for published in question.published:
        estimate = published.estimate
        if estimate.outcome_id == outcome.id:
            refs = (estimate.id, estimate.review_id)
            what = f"{labels[estimate.review_id]}\n{timepoint_words(estimate, language)}"
            value = Cell(
                text=published_text(estimate, language), refs=(estimate.id,), source=estimate.id
            )
            yield Cell(text=what, refs=refs), value
    for finding in question.findings:
        if finding.synthesis.outcome_id == outcome.id:
            yield from _of_synthesis(finding, language)


def _of_synthesis(finding: Finding, language: Language) -> Iterator[tuple[Cell, Cell]]:
    refs = (finding.synthesis.id,)
    analysis = finding.analysis
    ours = phrase("table.sof.ours", language, label=finding.synthesis.label)
    if not isinstance(analysis.pooled, NotEstimable):
        text = f"{analysis.measure} {pooled_text(analysis.pooled, language)}"
        yield Cell(text=ours, refs=refs), Cell(text=text, refs=refs, source=refs[0])
        return
    for effect in analysis.effects:
        text = f"{analysis.measure} {effect_text(effect, analysis.measure, language)}"
        own = (finding.synthesis.id, *effect.row_ids)
        yield Cell(text=f"{ours}: {effect.label}", refs=own), Cell(text=text, refs=own)
