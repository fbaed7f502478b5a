"""The sentences of a chapter that a change touches: those made anew, and those of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from evidence.findings.finding import Chapter
from evidence.records.published import Claim
from evidence.vocabulary import Language
from evidence.wording.finding_sentences import state_finding
from evidence.wording.sentences import state_outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """Sentences about an outcome or a synthesis that are gone, and those that replace them."""

    about_id: str
    question_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def changed_sentences(old: Chapter, new: Chapter, language: Language) -> tuple[SentenceChange, ...]:
    """Compare the sentences on results of two versions of a chapter.

    Parameters
    ----------
    old, new : Chapter
        The versions.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of SentenceChange
        One for each outcome or synthesis whose sentences differ, with only those that differ.
    """
    before, after = _stated(old, language), _stated(new, language)
    changes = []
    for about in dict.fromkeys((*after, *before)):
        gone, come = _differing(before.get(about, ()), after.get(about, ()))
        if gone or come:
            question, one = about
            changes.append(
                SentenceChange(about_id=one, question_id=question, before=gone, after=come)
            )
    return tuple(changes)


def claims_about(chapter: Chapter, ids: frozenset[str]) -> tuple[Claim, ...]:
    """Return the sentences of the published page that speak of any of some results.

    Parameters
    ----------
    chapter : Chapter
        The chapter, with what its page claims.
    ids : frozenset of str
        Ids of results.

    Returns
    -------
    tuple of Claim
        Each once, in the order of the page.
    """
    found = {
        claim.id: claim
        for question in chapter.questions
        for claim in question.claims
        if ids & set(claim.about_ids)
    }
    return tuple(found.values())


def _stated(chapter: Chapter, language: Language) -> Mapping[tuple[str, str], tuple[str, ...]]:
    def each() -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
        for question in chapter.questions:
            name = question.question.id
            for outcome in question.outcomes:
                told = state_outcome(question, outcome, language)
                yield (name, outcome.id), tuple(one.text for one in told)
            for finding in question.findings:
                told = state_finding(finding, question, language)
                yield (name, finding.synthesis.id), tuple(one.text for one in told)

    return dict(each())


def _differing(
    before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gone: list[str] = []
    come: list[str] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            gone += before[first:last]
            come += after[start:end]
    return tuple(gone), tuple(come)
