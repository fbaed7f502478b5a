"""Whether stated certainty and its judgements agree, in lines for the terminal."""

from evidence.certainty.rate import rate
from evidence.tables.tables import Tables
from evidence.vocabulary import Language
from evidence.wording.certainty_words import certainty_word
from evidence.wording.phrases import phrase


def rating_lines(tables: Tables, language: Language) -> tuple[list[str], list[str]]:
    """Return a line for each rating that does not add up, and a line counting incomplete ones."""
    ratings = [
        rate(estimate.id, tables.judgements_about(estimate.id), stated=estimate.certainty)
        for estimate in tables.estimates.values()
        if estimate.certainty
    ]
    conflicts = [
        phrase(
            "cli.ratings.conflict",
            language,
            id=rating.about_id,
            stated=certainty_word(rating.stated, language),
            computed=certainty_word(rating.computed, language),
        )
        for rating in ratings
        if rating.agrees is False and rating.stated and rating.computed
    ]
    incomplete = sum(1 for rating in ratings if rating.missing)
    counted = phrase(
        "cli.ratings.incomplete", language, count=str(incomplete), all=str(len(ratings))
    )
    return conflicts, [counted] if incomplete else []
