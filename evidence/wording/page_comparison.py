"""The published page beside the tables: each sentence, what is stated here, and whose numbers.

Sentences about the same estimates on one line of the page are taken together, since a number and
its certainty often stand in two sentences.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.published import Claim
from evidence.vocabulary import Language
from evidence.wording.lists import joined
from evidence.wording.number_reading import find_number_words, find_numbers
from evidence.wording.numbers import exact
from evidence.wording.phrases import phrase
from evidence.wording.published_value import printed_value, timepoint_words
from evidence.wording.sentences import state_published


class Verdict(StrEnum):
    """What a comparison found."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageComparison:
    """A sentence of the page, or sentences that belong together, beside what is stated here.

    ``details`` says which numbers differ, or why nothing can be compared; ``refs`` are the ids
    of the claims and of what they are compared with.
    """

    line: int
    published: str
    regenerated: str
    verdict: Verdict
    details: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the tables hold on some claims: a text, its numbers and where they come from.

    ``whole`` is true where each of the numbers should stand on the page, too; ``counted`` where
    the claims are about steps of the search alone, so that any other number is another count.
    """

    text: str
    numbers: frozenset[float]
    refs: tuple[str, ...]
    whole: bool
    counted: bool = False


def compare_page(
    questions: Sequence[QuestionFindings],
    language: Language,
    *,
    page_language: Language = Language.NB,
) -> tuple[PageComparison, ...]:
    """Compare every recorded sentence of the published page with the tables.

    Parameters
    ----------
    questions : sequence of QuestionFindings
        The chapter's questions; a sentence of the whole chapter is compared once.
    language : Language
        Language of the reader.
    page_language : Language
        Language of the page, which decides what a comma means.

    Returns
    -------
    tuple of PageComparison
        In the order of the page. Two sentences have the same numbers when each number of one
        stands in the other; the size rule, the review's year and the level of an interval are not
        compared, since the page does not print them.
    """
    claims = {claim.id: claim for question in questions for claim in question.claims}
    published = {
        found.estimate.id: (found, question)
        for question in questions
        for found in question.published
    }
    years = {float(one.year) for question in questions for one in question.sources if one.year}
    ordered = sorted(claims.values(), key=lambda claim: claim.line)
    compared = []
    for group in _grouped(ordered, set(published)):
        about = _about(group)
        estimates = [published[one] for one in about if one in published]
        held = _of_estimates(estimates, language) or _of_counts(about, questions, language)
        said = _said(group, page_language) - years
        compared.append(_compare(group, said, held, language))
    return tuple(compared)


def verdict_word(verdict: Verdict, language: Language) -> str:
    """Return a verdict in words.

    Examples
    --------
    >>> verdict_word(Verdict.SAME, Language.NB)
    'samme tall'
    """
    return phrase(f"comparison.verdict.{verdict}", language)


def _grouped(claims: Sequence[Claim], estimates: Collection[str]) -> list[list[Claim]]:
    """Return neighbours on a line that are about a common estimate together, others alone."""
    groups: list[list[Claim]] = []
    for claim in claims:
        if groups and groups[-1][0].line == claim.line:
            before = set(_about(groups[-1])) & set(claim.about_ids)
            if before.intersection(estimates):
                groups[-1].append(claim)
                continue
        groups.append([claim])
    return groups


def _said(claims: Sequence[Claim], language: Language) -> set[float]:
    """Return the numbers in sentences: those in digits, or where there are none, in words."""
    quotes = [claim.provenance.quote for claim in claims]
    digits = {value for quote in quotes for value in find_numbers(quote, language)}
    return digits or {value for quote in quotes for value in find_number_words(quote, language)}


def _about(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for claim in claims for one in claim.about_ids))


def _of_estimates(
    found: Sequence[tuple[PublishedFinding, QuestionFindings]], language: Language
) -> _Held | None:
    """Return the estimates as stated here, and the numbers printed of them."""
    if not found:
        return None
    stated = [state_published(one, question, language) for one, question in found]
    printed = [
        text
        for one, _ in found
        if one.estimate.estimate is not None
        for text in (
            printed_value(one.estimate, language),
            timepoint_words(one.estimate, language),
        )
    ]
    return _Held(
        text=joined([statement.text for statement in stated]),
        numbers=frozenset(value for text in printed for value in find_numbers(text, language)),
        refs=tuple(dict.fromkeys(ref for statement in stated for ref in statement.refs)),
        whole=True,
    )


def _of_counts(
    about: Collection[str], questions: Sequence[QuestionFindings], language: Language
) -> _Held:
    """Return the counts held of reviews and of the search."""
    reviews = {
        review.id: (review.k_trials, review.n_participants)
        for question in questions
        for review in question.reviews
        if review.id in about
    }
    steps = {
        step.id: (step.count,)
        for question in questions
        for step in question.flow
        if step.id in about
    }
    held: dict[str, tuple[int | None, ...]] = {**reviews, **steps}
    numbers = dict.fromkeys(float(n) for counts in held.values() for n in counts if n is not None)
    words = _printed(numbers, language)
    return _Held(
        text=phrase("comparison.table_numbers", language, numbers=words) if numbers else "",
        numbers=frozenset(numbers),
        refs=tuple(held),
        whole=False,
        counted=not reviews,
    )


def _compare(
    claims: Sequence[Claim], said: Collection[float], held: _Held, language: Language
) -> PageComparison:
    verdict, details = _judge(set(said), held, language)
    return PageComparison(
        line=claims[0].line,
        published=joined([claim.provenance.quote for claim in claims]),
        # Numbers beside a sentence that has none would only stand in the way.
        regenerated=held.text if said or held.whole else "",
        verdict=verdict,
        details=details,
        refs=(*(claim.id for claim in claims), *held.refs),
    )


def _judge(said: set[float], held: _Held, language: Language) -> tuple[Verdict, tuple[str, ...]]:
    if not said:
        return Verdict.NOT_CHECKABLE, (phrase("comparison.reason.no_number", language),)
    if not held.numbers:
        return Verdict.NOT_CHECKABLE, (phrase("comparison.reason.no_row", language),)
    missing = {
        "only_page": said - held.numbers,
        "only_tables": held.numbers - said if held.whole else set(),
    }
    details = tuple(
        phrase(f"comparison.reason.{side}", language, numbers=_printed(numbers, language))
        for side, numbers in missing.items()
        if numbers
    )
    if not details:
        return Verdict.SAME, ()
    return (Verdict.DIFFERS if held.whole or held.counted else Verdict.NOT_CHECKABLE), details


def _printed(numbers: Collection[float], language: Language) -> str:
    # Not commas: they are decimal marks in two of the languages.
    return "; ".join(exact(value, language) for value in sorted(numbers))
