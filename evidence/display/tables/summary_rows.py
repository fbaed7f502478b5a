"""Which outcomes the summary of findings has room for, and which estimates speak for each."""

from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.question import Outcome
from evidence.wording.certainty_words import level_of

MOST = 7
"""Outcomes a summary of findings has at most, as GRADE advises."""

IMPORTANCE = ("critical", "important", "", "not important")
"""From the most important; what nobody has rated stands before what is said not to matter."""


def outcomes_in_summary(question: QuestionFindings, most: int = MOST) -> tuple[Outcome, ...]:
    """Return the first outcomes by importance, then by the panel's order; in that order.

    References
    ----------
    Guyatt GH, et al. GRADE guidelines 12. Preparing summary of findings tables: binary outcomes.
    J Clin Epidemiol 2013;66:158-72. https://doi.org/10.1016/j.jclinepi.2012.01.012
    """
    ranked = sorted(question.outcomes, key=lambda one: (_rank(one), one.order))
    kept = {one.id for one in ranked[:most]}
    return tuple(one for one in question.outcomes if one.id in kept)


def estimates_shown(question: QuestionFindings, outcome: Outcome) -> list[PublishedFinding]:
    """Return the published estimates of an outcome that stand in its rows.

    Where a source rates some of its estimates of an outcome, those of other sources are left to
    the plot of reviews.
    """
    found = [p for p in question.published if p.estimate.outcome_id == outcome.id]
    rating = {p.estimate.provenance.source_id for p in found if level_of(p.rating)}
    return [p for p in found if p.estimate.provenance.source_id in rating] or found


def _rank(outcome: Outcome) -> int:
    known = outcome.importance in IMPORTANCE
    return IMPORTANCE.index(outcome.importance if known else "")
