"""A published estimate as a row, as words and as data; every number as it was printed."""

import math
from collections.abc import Mapping, Sequence

from evidence.display.plots.effect_text import MISSING, effect_cells, shown
from evidence.display.plots.geometry import Value
from evidence.display.plots.panel import Mark, Row
from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.published import PublishedEstimate
from evidence.vocabulary import Language
from evidence.wording.certainty_words import HOLLOW, certainty_word, level_label, level_of
from evidence.wording.lists import sentence
from evidence.wording.numbers import integer, percent
from evidence.wording.phrases import phrase
from evidence.wording.published_value import measure_word, printed_value, timepoint_words


def is_drawn(found: PublishedFinding) -> bool:
    """Return whether an estimate has a number and a measure that says where it belongs."""
    return _mark(found.estimate) is not None


def review_row(found: PublishedFinding, question: QuestionFindings, language: Language) -> Row:
    """Return the row of a published estimate."""
    estimate = found.estimate
    intervention = estimate.intervention
    cells = {
        "review": review_label(estimate, question),
        "intervention": sentence(intervention.name.in_language(language))
        if intervention
        else MISSING,
        "timepoint": sentence(timepoint_words(estimate, language)),
        "certainty": _certainty(found, language),
    }
    for key, count in (("k", estimate.k), ("n", estimate.n)):
        cells[key] = MISSING if count is None else integer(count, language)
    cells |= _effect(estimate, language)
    return Row(role="published", ref=estimate.id, cells=cells, mark=_mark(estimate))


def effect_header(group: Sequence[PublishedFinding], language: Language) -> str:
    """Return the heading of the estimates, with a level where all intervals have the same."""
    names = {measure_word(one.estimate, language) for one in group}
    first = group[0].estimate
    measure = names.pop() if len(names) == 1 else phrase(f"measure.{first.measure}", language)
    levels = {one.estimate.ci_level for one in group if one.estimate.ci_low is not None}
    if not levels:
        return phrase("figure.effect_bare", language, measure=measure)
    level = levels.pop() if len(levels) == 1 else None
    if level is None:
        return phrase("figure.effect_any_level", language, measure=measure)
    return phrase("figure.effect", language, measure=measure, level=percent(level, language))


def review_words(found: PublishedFinding, question: QuestionFindings, language: Language) -> str:
    """Return a published estimate as a sentence for readers who do not see the figure."""
    estimate = found.estimate
    intervention = estimate.intervention
    value = (
        phrase("figure.estimate_unknown", language)
        if estimate.estimate is None
        else printed_value(estimate, language)
    )
    return phrase(
        "figure.alt.review",
        language,
        review=review_label(estimate, question),
        intervention=intervention.name.in_language(language) if intervention else MISSING,
        timepoint=timepoint_words(estimate, language),
        value=value,
        certainty=certainty_word(level_of(found.rating), language),
    )


def review_data(found: PublishedFinding, question: QuestionFindings) -> Mapping[str, Value]:
    """Return a published estimate as a row of data."""
    estimate, level = found.estimate, level_of(found.rating)
    return {
        "row": "published",
        "id": estimate.id,
        "review": review_label(estimate, question),
        "intervention": estimate.intervention.id if estimate.intervention else None,
        "timepoint": estimate.timepoint.value if estimate.timepoint else None,
        "measure": estimate.measure.value if estimate.measure else estimate.measure_as_printed,
        "instrument": estimate.instrument_id,
        "estimate": estimate.estimate,
        "ci_low": estimate.ci_low,
        "ci_high": estimate.ci_high,
        "level": estimate.ci_level,
        "k": estimate.k,
        "n": estimate.n,
        "certainty": level.value if level else None,
    }


def review_label(estimate: PublishedEstimate, question: QuestionFindings) -> str:
    """Return what figures call the review of an estimate."""
    labels = (one.label for one in question.reviews if one.id == estimate.review_id)
    return next(labels, estimate.review_id)


def _certainty(found: PublishedFinding, language: Language) -> str:
    """Return symbols and word; the hollow circle is the one the font has in the same size."""
    return level_label(level_of(found.rating), language).replace(HOLLOW, "○")


def _effect(estimate: PublishedEstimate, language: Language) -> Mapping[str, str]:
    if estimate.estimate is None:
        return {"estimate": MISSING, "interval": phrase("figure.estimate_unknown", language)}
    if estimate.ci_low is None or estimate.ci_high is None:
        value = shown(estimate.estimate, estimate.decimals, language)
        return {"estimate": value, "interval": phrase("figure.ci_unknown", language)}
    limits = (estimate.ci_low, estimate.ci_high)
    return effect_cells(estimate.estimate, *limits, estimate.decimals, language)


def _mark(estimate: PublishedEstimate) -> Mark | None:
    """Return the circle of an estimate, open where nobody knows how far it may be off."""
    if estimate.estimate is None or estimate.measure is None:
        return None
    limits = (estimate.ci_low, estimate.ci_high)
    if limits[0] is None or limits[1] is None:
        values = [estimate.estimate]
    else:
        values = [estimate.estimate, limits[0], limits[1]]
    if estimate.measure.is_ratio:
        if min(values) <= 0:
            return None
        values = [math.log(value) for value in values]
    if len(values) == 1:
        return Mark(shape="open circle", estimate=values[0], low=None, high=None)
    return Mark(shape="circle", estimate=values[0], low=values[1], high=values[2])
