"""Bodies of evidence from the tables: a published estimate, or a synthesis of our own."""

import math
from collections.abc import Iterator, Sequence

from evidence.certainty.body import BodyOfEvidence, Match, StudySeen
from evidence.certainty.risk_of_bias import risk_class
from evidence.records.published import PublishedEstimate
from evidence.records.question import Instrument, Outcome
from evidence.stats.reported import pooled_standard_deviation
from evidence.stats.sequential.information_size import diversity
from evidence.synthesis.results import Analysis, ArmData, NotEstimable, PooledEffect, StudyEffect
from evidence.tables.tables import Tables

NOT_RANDOMISED = "non-randomised"
OVERALL = "overall"


def published_body(tables: Tables, estimate: PublishedEstimate) -> BodyOfEvidence:
    """Return the body of evidence behind a published estimate, as far as it is printed.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    estimate : PublishedEstimate
        The estimate; its studies are not known.

    Returns
    -------
    BodyOfEvidence
        On the analysis scale. Whether the review's studies are randomised is not in the tables.
    """
    outcome = tables.outcomes.get(estimate.outcome_id)
    scale = tables.instruments.get(estimate.instrument_id)
    printed = (estimate.estimate, estimate.ci_low, estimate.ci_high)
    ratio = estimate.measure is not None and estimate.measure.is_ratio
    effect, low, high = (_logarithm(one) if ratio else one for one in printed)
    return BodyOfEvidence(
        about_id=estimate.id,
        is_published=True,
        outcome=outcome,
        instrument=scale,
        measure=estimate.measure,
        estimate=effect,
        ci_low=low,
        ci_high=high,
        level=None if estimate.ci_level is None else estimate.ci_level / 100,
        k=estimate.k,
        n=estimate.n,
        i2=estimate.i2,
        sd=scale.typical_sd if scale else None,
        sd_source="instrument" if scale and scale.typical_sd else "",
        randomised=None,
        matches=tuple(_matches(tables, estimate.id, outcome, scale, estimate.construct_id)),
    )


def own_body(tables: Tables, analysis: Analysis) -> BodyOfEvidence:
    """Return the body of evidence of a synthesis of our own.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    analysis : Analysis
        The synthesis, done.

    Returns
    -------
    BodyOfEvidence
        With every study; without an estimate where it was not pooled, and why.
    """
    outcome = tables.outcomes.get(analysis.outcome_id)
    scale = tables.instruments.get(analysis.instrument_id)
    pooled = analysis.pooled
    studies = _studies(tables, analysis, outcome)
    sd, sd_source = _sd(analysis.effects, scale)
    known = {
        "about_id": analysis.synthesis_id,
        "is_published": False,
        "outcome": outcome,
        "instrument": scale,
        "measure": analysis.measure,
        "studies": studies,
        "control_risk": _control_risk(analysis.effects),
        "sd": sd,
        "sd_source": sd_source,
        "randomised": _randomised(studies),
        "matches": tuple(_matches(tables, analysis.synthesis_id, outcome, scale, "")),
    }
    if isinstance(pooled, NotEstimable):
        return BodyOfEvidence(**known, why_missing=pooled.reason)  # type: ignore[arg-type]
    prediction = None if isinstance(pooled.prediction, NotEstimable) else pooled.prediction
    return BodyOfEvidence(
        **known,  # type: ignore[arg-type]
        estimate=pooled.estimate,
        ci_low=pooled.ci_low,
        ci_high=pooled.ci_high,
        level=pooled.level,
        k=pooled.k,
        n=pooled.n,
        i2=pooled.heterogeneity.i2,
        tau2=pooled.heterogeneity.tau2,
        q_p_value=pooled.heterogeneity.p_value,
        prediction_low=prediction.low if prediction else None,
        prediction_high=prediction.high if prediction else None,
        diversity=_diversity(analysis.effects, pooled),
        shares_controls=pooled.shared_control == "correlated",
    )


def _studies(tables: Tables, analysis: Analysis, outcome: Outcome | None) -> tuple[StudySeen, ...]:
    effects, pooled = analysis.effects, analysis.pooled
    equal = [100 / max(1, len(effects))] * len(effects)
    weights = equal if isinstance(pooled, NotEstimable) else pooled.weights
    construct = outcome.construct.id if outcome else ""
    risks = _risks(tables, construct)
    return tuple(
        StudySeen(
            study_id=effect.study_id,
            label=effect.label,
            yi=effect.yi,
            vi=effect.vi,
            ci_low=effect.ci_low,
            ci_high=effect.ci_high,
            weight=weight,
            risk=risks.get(effect.study_id, ""),
            n1=effect.experimental.n,
            n2=effect.comparator.n,
            events1=effect.experimental.events,
            events2=effect.comparator.events,
            randomised=_design(tables, effect.study_id) != NOT_RANDOMISED,
        )
        for effect, weight in zip(effects, weights, strict=True)
    )


def _design(tables: Tables, study_id: str) -> str:
    study = tables.studies.get(study_id)
    return study.design if study else ""


def _risks(tables: Tables, construct: str) -> dict[str, str]:
    """Return each study's overall level: that of the outcome, else that of the whole trial."""
    found: dict[str, str] = {}
    for wanted in ("", construct):
        for row in tables.risk_of_bias:
            level = risk_class(row.level)
            if row.domain.casefold() == OVERALL and row.construct_id == wanted and level:
                found[row.study_id] = level
    return found


def _randomised(studies: Sequence[StudySeen]) -> bool | None:
    designs = {study.randomised for study in studies}
    return designs.pop() if len(designs) == 1 else None


def _control_risk(effects: Sequence[StudyEffect]) -> float | None:
    """Return the risk in the control groups taken together, each counted once."""
    controls: dict[str, ArmData] = {}
    for place, effect in enumerate(effects):
        controls[effect.control_id or f"#{place}"] = effect.comparator
    arms = [(arm.events, arm.n) for arm in controls.values()]
    if not arms or any(events is None or not n for events, n in arms):
        return None
    risk = sum(events or 0 for events, _ in arms) / sum(n or 0 for _, n in arms)
    return risk if 0 < risk < 1 else None


def _sd(effects: Sequence[StudyEffect], scale: Instrument | None) -> tuple[float | None, str]:
    """Return the scale's usual SD, else that of the trials' groups pooled."""
    if scale is not None and scale.typical_sd is not None:
        return scale.typical_sd, "instrument"
    arms = [arm for effect in effects for arm in (effect.experimental, effect.comparator)]
    known = [(arm.n, arm.sd) for arm in arms if arm.n and arm.n > 1 and arm.sd]
    if scale is None or len(known) < len(arms) or not known:
        return None, ""
    sizes, spreads = zip(*known, strict=True)
    return pooled_standard_deviation(spreads, sizes), "trials"


def _diversity(effects: Sequence[StudyEffect], pooled: PooledEffect) -> float | None:
    if pooled.shared_control == "correlated" or len(effects) < 2:
        return None
    yi, vi = [one.yi for one in effects], [one.vi for one in effects]
    return diversity(yi, vi, tau2=pooled.heterogeneity.tau2).d2


def _matches(
    tables: Tables,
    about_id: str,
    outcome: Outcome | None,
    scale: Instrument | None,
    construct_id: str,
) -> Iterator[Match]:
    judged = [row for row in tables.directness if row.about_id == about_id]
    for row in judged:
        yield Match(element=row.element, fits=row.fits, reason=row.reason)
    if outcome is None or any(row.element == "outcome" for row in judged):
        return
    wanted = outcome.construct.id
    if construct_id:
        fits = "yes" if construct_id == wanted else "no"
        yield Match(element="outcome", fits=fits, coded_as="estimates.construct_id")
    else:
        # What a synthesis' trials measured is the outcome's construct, or the tables are refused.
        fits = "yes" if scale is None or scale.construct_id == wanted else "no"
        yield Match(element="outcome", fits=fits, coded_as="results.construct_id")


def _logarithm(value: float | None) -> float | None:
    return math.log(value) if value is not None and value > 0 else None
