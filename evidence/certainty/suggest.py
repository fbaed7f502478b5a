"""Suggestions in every domain for one body of evidence."""

from evidence.certainty.bodies import own_body, published_body
from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.imprecision import imprecision
from evidence.certainty.inconsistency import inconsistency
from evidence.certainty.indirectness import indirectness
from evidence.certainty.publication_bias import publication_bias
from evidence.certainty.risk_of_bias import risk_of_bias
from evidence.certainty.suggestion import Suggestion
from evidence.certainty.target import Target
from evidence.certainty.upgrades import upgrades
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import Analysis
from evidence.tables.tables import Tables
from evidence.vocabulary import Certainty


def suggest(tables: Tables, about: "str | Analysis", *, target: str = "") -> tuple[Suggestion, ...]:
    """Suggest levels in every GRADE domain, with the numbers behind each; people decide.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    about : str or Analysis
        Id of a published estimate, or a synthesis as ``analyse`` gives it.
    target : str, optional
        What the certainty is about, as the table of judgements spells it; without one it is read
        from where the estimate lies.

    Returns
    -------
    tuple of Suggestion
        The five lowering domains in GRADE's order, then the raising ones for non-randomised
        evidence. ``levels`` is None where a rule cannot tell, and ``reason`` says why.

    Raises
    ------
    ChoiceUnknown
        If there is no such estimate or target.

    References
    ----------
    Guyatt G, et al. Core GRADE 2. BMJ 2025;389:e081904. https://doi.org/10.1136/bmj-2024-081904

    Examples
    --------
    >>> import evidence as ev
    >>> tables = ev.open_tables("data")
    >>> found = suggest(tables, next(iter(tables.estimates)))
    >>> [one.domain.value for one in found][3]
    'imprecision'
    """
    chosen = _target(target)
    if isinstance(about, Analysis):
        return suggestions(own_body(tables, about), chosen)
    if about not in tables.estimates:
        raise ChoiceUnknown("about", about, list(tables.estimates))
    return suggestions(published_body(tables, tables.estimates[about]), chosen)


def suggestions(body: BodyOfEvidence, target: Target | None = None) -> tuple[Suggestion, ...]:
    """Return the suggestions for a body of evidence, in GRADE's order of domains."""
    lowering = (
        risk_of_bias(body),
        inconsistency(body, target),
        indirectness(body),
        imprecision(body, target),
        publication_bias(body),
    )
    return (*lowering, *upgrades(body, {one.domain: one.levels for one in lowering}))


def start_of(body: BodyOfEvidence) -> Certainty:
    """Return where the design lets a rating begin: low for non-randomised studies, else high."""
    return Certainty.LOW if body.randomised is False else Certainty.HIGH


def _target(written: str) -> Target | None:
    if not written:
        return None
    known = [one.value for one in Target]
    if written not in known:
        raise ChoiceUnknown("target", written, known)
    return Target(written)
