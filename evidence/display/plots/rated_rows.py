"""The ratings of a question as rows of a figure: what they are called, and themselves in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.certainty.rating import CertaintyRating
from evidence.display.plots.geometry import Value
from evidence.findings.finding import QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.certainty_words import certainty_word, level_of, reasons
from evidence.wording.lists import sentence
from evidence.wording.phrases import phrase
from evidence.wording.published_value import timepoint_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A rating with the outcome it is for and what its row is called."""

    outcome: str
    label: str
    rating: CertaintyRating


def rated_rows(question: QuestionFindings, language: Language) -> Iterator[Rated]:
    """Yield the ratings of a question that have a level, outcome by outcome."""
    for outcome in question.outcomes:
        name = sentence(outcome.construct.name.in_language(language))
        for published in question.published:
            estimate = published.estimate
            if estimate.outcome_id != outcome.id or level_of(published.rating) is None:
                continue
            given = (
                estimate.intervention.name.in_language(language) if estimate.intervention else ""
            )
            words = [sentence(given), timepoint_words(estimate, language)]
            label = ", ".join(word for word in words if word)
            yield Rated(outcome=name, label=label, rating=published.rating)
        for finding in question.findings:
            if finding.synthesis.outcome_id == outcome.id and level_of(finding.rating) is not None:
                label = phrase(
                    "figure.certainty_bars.ours", language, label=finding.synthesis.label
                )
                yield Rated(outcome=name, label=label, rating=finding.rating)


def in_words(one: Rated, language: Language) -> str:
    """Return from where to where a rating goes, and because of what."""
    row = phrase(
        "figure.certainty_bars.alt_row",
        language,
        label=f"{one.outcome}, {one.label}",
        start=certainty_word(one.rating.start, language),
        level=certainty_word(level_of(one.rating), language),
    )
    why = reasons(one.rating, language)
    if not why:
        return row
    return phrase("figure.certainty_bars.alt_because", language, row=row, reasons=why)


def rated_data(one: Rated) -> Iterator[dict[str, Value]]:
    """Yield a rating and its decisions as rows of data; an unknown number of levels is None."""
    level = level_of(one.rating)
    ends = {"start": one.rating.start.value, "level": level.value if level else None}
    about = {"about": one.rating.about_id, "outcome": one.outcome, "label": one.label}
    yield {"row": "rating", **about, **ends}
    for judgement in one.rating.judgements:
        sign = 1 if judgement.domain.raises else -1
        levels = judgement.decided_levels
        change = None if levels is None else sign * levels
        yield {"row": "domain", **about, "domain": judgement.domain.value, "change": change}
