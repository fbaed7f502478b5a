"""Gather everything a question's chapter rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.certainty.bodies import own_body
from evidence.certainty.rate import rate
from evidence.certainty.suggest import start_of
from evidence.findings.familiar_scale import familiar_scale
from evidence.findings.finding import Finding, PublishedFinding, QuestionFindings
from evidence.findings.forest_layout import ForestLayout, layouts_by_id
from evidence.findings.manifest import manifest, rows_behind
from evidence.findings.named import sources_named
from evidence.findings.retell import retell_published, retell_synthesis
from evidence.findings.retold import FamiliarScale, OnScale
from evidence.multiverse.results import Multiverse
from evidence.synthesis.results import Analysis
from evidence.tables.tables import Tables


def answer(
    tables: Tables,
    question_id: str,
    analyses: Sequence[Analysis] = (),
    multiverses: Sequence[Multiverse] = (),
    forests: Sequence[ForestLayout] = (),
) -> QuestionFindings:
    """Answer a question: published estimates, own syntheses, ratings and their sources.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    question_id : str
        Key of the question.
    analyses : sequence of Analysis
        The syntheses run for it; their ratings are read from the judgements.
    multiverses : sequence of Multiverse
        Those of the syntheses that have one, as :func:`evidence.run_multiverse` gives them.
    forests : sequence of ForestLayout
        The order and the columns of forest plots that are not laid out as usual.

    Returns
    -------
    QuestionFindings
        Everything documents need, with a manifest of the rows used.

    Raises
    ------
    ChoiceUnknown
        If there is no such question, or a layout names what is not there.

    Examples
    --------
    >>> from evidence.tables.open_tables import open_tables
    >>> tables = open_tables("data")
    >>> answer(tables, next(iter(tables.questions)), []).findings
    ()
    """
    question = tables.question(question_id)
    outcomes = tables.outcomes_of(question_id)
    known = {outcome.id: familiar_scale(tables, outcome) for outcome in outcomes}
    published = _published(tables, known)
    under = {one.synthesis_id: one for one in multiverses}
    laid_out = layouts_by_id(forests, analyses, tuple(tables.studies.values()))
    findings = tuple(_finding(tables, one, under, laid_out, known) for one in analyses)
    gathered = {
        "question": question,
        "recommendation": tables.recommendations[question.recommendation_id],
        "outcomes": outcomes,
        "published": published,
        "findings": findings,
        **_about_question(tables, question_id),
        **_about_literature(tables, question_id, published, findings),
        **_about_scales(tables, published, findings),
    }
    rows = rows_behind(tables, gathered)
    named = sources_named(gathered) | sources_named(rows)
    sources = tuple(s for s in tables.sources.values() if s.id in named)
    made_from = manifest(tables, rows, [s.id for s in sources], findings)
    return QuestionFindings(**gathered, sources=sources, manifest=made_from)


def _published(
    tables: Tables, known: Mapping[str, FamiliarScale | None]
) -> tuple[PublishedFinding, ...]:
    return tuple(
        PublishedFinding(
            estimate=estimate,
            rating=rate(
                estimate.id, tables.judgements_about(estimate.id), stated=estimate.certainty
            ),
            retold=retell_published(tables, estimate, known[estimate.outcome_id]),
        )
        for estimate in tables.estimates.values()
        if estimate.outcome_id in known
    )


def _finding(
    tables: Tables,
    analysis: Analysis,
    under: Mapping[str, Multiverse],
    laid_out: Mapping[str, ForestLayout],
    known: Mapping[str, FamiliarScale | None],
) -> Finding:
    return Finding(
        synthesis=tables.syntheses[analysis.synthesis_id],
        analysis=analysis,
        rating=rate(
            analysis.synthesis_id,
            tables.judgements_about(analysis.synthesis_id),
            start=start_of(own_body(tables, analysis)),
        ),
        multiverse=under.get(analysis.synthesis_id),
        forest=laid_out.get(analysis.synthesis_id),
        retold=retell_synthesis(tables, analysis, known.get(analysis.outcome_id)),
    )


def _about_question(tables: Tables, question_id: str) -> dict[str, Any]:
    return {
        "roles": tuple(r for r in tables.review_roles if r.question_id == question_id),
        "searches": tuple(s for s in tables.searches.values() if s.question_id == question_id),
        "flow": tuple(f for f in tables.flow.values() if f.question_id == question_id),
        "excluded": tuple(e for e in tables.excluded if e.question_id == question_id),
        "ongoing": tuple(o for o in tables.ongoing if o.question_id == question_id),
        "claims": tuple(c for c in tables.claims.values() if c.question_id in (question_id, "")),
    }


def _about_literature(
    tables: Tables,
    question_id: str,
    published: tuple[PublishedFinding, ...],
    findings: tuple[Finding, ...],
) -> dict[str, Any]:
    roles = [role for role in tables.review_roles if role.question_id == question_id]
    review_ids = {role.review_id for role in roles} | {p.estimate.review_id for p in published}
    overlap = tuple(o for o in tables.overlap if o.review_id in review_ids)
    study_ids = {role.study_id for role in roles} | {pair.study_id for pair in overlap}
    for finding in findings:
        study_ids |= {effect.study_id for effect in finding.analysis.effects}
        study_ids |= {row.study_id for row in finding.analysis.left_out}
    return {
        "reviews": tuple(r for r in tables.reviews.values() if r.id in review_ids),
        "review_quality": tuple(q for q in tables.review_quality if q.review_id in review_ids),
        "studies": tuple(s for s in tables.studies.values() if s.id in study_ids),
        "risk_of_bias": tuple(r for r in tables.risk_of_bias if r.study_id in study_ids),
        "overlap": overlap,
    }


def _about_scales(
    tables: Tables, published: tuple[PublishedFinding, ...], findings: tuple[Finding, ...]
) -> dict[str, Any]:
    groups = {p.estimate.intervention.id for p in published if p.estimate.intervention}
    scales = {p.estimate.instrument_id for p in published}
    for finding in findings:
        groups |= {effect.group for effect in finding.analysis.effects}
        scales.add(finding.synthesis.instrument_id)
    retold = [one.retold for one in published] + [one.retold for one in findings]
    scales |= {one.scale.instrument_id for one in retold if isinstance(one, OnScale)}
    return {
        "interventions": tuple(i for i in tables.interventions.values() if i.id in groups),
        "instruments": tuple(i for i in tables.instruments.values() if i.id in scales),
        "constructs": tuple(tables.constructs.values()),
    }
