"""What of a chapter a change touches: lines crossed, sentences, figures and the page's claims."""

from dataclasses import dataclass

from evidence.display.plots.changed_figures import changed_figures
from evidence.findings.version_difference import VersionDifference
from evidence.records.published import Claim
from evidence.vocabulary import Language
from evidence.wording.changed_sentences import SentenceChange, changed_sentences, claims_about
from evidence.wording.crossed import Crossing, crossings
from evidence.wording.difference_words import result_name, state_counts
from evidence.wording.phrases import phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Everything a change touches; ``crossed`` holds id, name and lines of each result."""

    crossed: tuple[tuple[str, str, tuple[Crossing, ...]], ...]
    sentences: tuple[SentenceChange, ...]
    figures: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]


def touched(difference: VersionDifference, language: Language) -> Touched:
    """Find what a change touches.

    Parameters
    ----------
    difference : VersionDifference
        The two versions, compared.
    language : Language
        Language of the reader.

    Returns
    -------
    Touched
    """
    old, new = difference.old, difference.new
    crossed = tuple(
        (
            change.id,
            result_name(change, difference, language),
            crossings(change.before, change.after, new, language),
        )
        for change in difference.results
        if change.before is not None and change.after is not None
    )
    return Touched(
        crossed=tuple(one for one in crossed if one[2]),
        sentences=changed_sentences(old, new, language),
        figures=changed_figures(old, new, language),
        claims=claims_about(new, frozenset(change.id for change in difference.results)),
    )


def state_touched(
    difference: VersionDifference, told: Touched, language: Language
) -> tuple[str, ...]:
    """Return how much a change touches, in words; no change says so."""
    if not (difference.results or difference.rows or told.sentences):
        return (phrase("difference.none", language),)
    counts = {
        "results": len(difference.results),
        "rows": len(difference.rows),
        "sentences": len(told.sentences),
        "figures": len(told.figures),
        "claims": len(told.claims),
    }
    stated = (state_counts(counts, language),)
    if difference.results or told.sentences:
        return stated
    return (*stated, phrase("difference.no_results", language))
