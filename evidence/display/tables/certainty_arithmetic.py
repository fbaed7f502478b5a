"""Each certainty rating as a sum: start, levels off in each domain, computed and stated level."""

from collections.abc import Sequence

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.records.judgement import Judgement
from evidence.vocabulary import Certainty, Domain, Language
from evidence.wording.certainty_words import level_label
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

DOMAINS = {
    Domain.RISK_OF_BIAS: "bias",
    Domain.INCONSISTENCY: "inconsistency",
    Domain.INDIRECTNESS: "indirectness",
    Domain.IMPRECISION: "imprecision",
    Domain.PUBLICATION_BIAS: "publication_bias",
}
"""The domains that lower a rating, with the key of each one's short name in a heading."""


def certainty_table(chapter: Chapter, language: Language) -> Table:
    """Return one row a rating that has a stated level or a decision.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        Wide, with notes on what is not mentioned and on the target of certainty.
    """
    ratings = rated(chapter)
    names = ("about", "start", *DOMAINS.values(), "computed", "stated", "agrees")
    return Table(
        id="certainty-arithmetic",
        caption=phrase("table.certainty.caption", language),
        columns=tuple(phrase(f"table.certainty.{name}", language) for name in names),
        widths=(15, 8, 10, 10, 10, 10, 10, 9, 9, 9),
        rows=tuple(_row(rating, language) for rating in ratings),
        footnotes=_notes(ratings, language),
        is_wide=True,
    )


def rated(chapter: Chapter) -> list[CertaintyRating]:
    """Return every rating of the chapter that has a stated level or a decision."""
    ratings = [p.rating for question in chapter.questions for p in question.published]
    ratings += [f.rating for question in chapter.questions for f in question.findings]
    return [rating for rating in ratings if rating.stated or rating.judgements]


def _row(rating: CertaintyRating, language: Language) -> tuple[Cell, ...]:
    refs = (rating.about_id, *(judgement.id for judgement in rating.judgements))
    decided = {judgement.domain: judgement for judgement in rating.judgements}
    agrees = {True: "table.yes", False: "table.no", None: "table.cannot_say"}[rating.agrees]
    return (
        Cell(text=rating.about_id, refs=refs[:1], is_header=True, source=rating.about_id),
        Cell(text=level_label(rating.start, language), refs=refs),
        *(Cell(text=_levels(decided.get(name), language), refs=refs) for name in DOMAINS),
        Cell(text=_level(rating.computed, language), refs=refs),
        Cell(text=_level(rating.stated, language), refs=refs),
        Cell(text=phrase(agrees, language)),
    )


def _level(level: Certainty | None, language: Language) -> str:
    return phrase("table.cannot_say", language) if level is None else level_label(level, language)


def _levels(judgement: Judgement | None, language: Language) -> str:
    if judgement is None:
        return phrase("table.certainty.no_decision", language)
    if judgement.decided_levels is None:
        return phrase("table.certainty.unknown", language)
    return number(-judgement.decided_levels, 0, language)


def _notes(ratings: Sequence[CertaintyRating], language: Language) -> tuple[Statement, ...]:
    without = [rating.about_id for rating in ratings if not rating.target]
    notes = [Statement(text=phrase("table.certainty.unmentioned", language))]
    if any(rating.computed is None for rating in ratings):
        notes.append(Statement(text=phrase("table.certainty.one_each", language)))
    if without and len(without) == len(ratings):
        notes.append(Statement(text=phrase("table.certainty.target", language)))
    elif without:
        counts = {
            "count": integer(len(without), language),
            "all": integer(len(ratings), language),
        }
        text = phrase("table.certainty.target_some", language, **counts)
        notes.append(Statement(text=text, refs=("chapter",)))
    return tuple(notes)
