"""Effects told on a known scale, in smallest important differences, or as risks."""

import numpy as np

from evidence.findings.control_groups import Risk, control_groups, controls_of, usual_risk
from evidence.findings.familiar_scale import own_scale
from evidence.findings.retold import (
    AbsoluteRisk,
    FamiliarScale,
    NotRetold,
    OnScale,
    Retold,
    Span,
)
from evidence.records.published import PublishedEstimate
from evidence.records.question import Construct
from evidence.stats.floats import Floats
from evidence.stats.risk_from_odds import (
    number_needed,
    risk_from_odds_ratio,
    risk_from_risk_ratio,
)
from evidence.stats.smd_reexpressed import Reexpressed, in_scale_units, points_in_mid_units
from evidence.synthesis.results import Analysis, NotEstimable
from evidence.tables.tables import Tables
from evidence.vocabulary import HigherIs, Measure


def retell_published(
    tables: Tables, estimate: PublishedEstimate, scale: FamiliarScale | None
) -> Retold | None:
    """Return a published estimate told otherwise.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    estimate : PublishedEstimate
        The estimate.
    scale : FamiliarScale or None
        The scale its outcome's standardised effects are told on.

    Returns
    -------
    OnScale, AbsoluteRisk, NotRetold or None
        None where there is no estimate, or its measure is none of a guideline's.
    """
    if estimate.estimate is None:
        return None
    outcome = tables.outcomes[estimate.outcome_id]
    effect = Span(estimate=estimate.estimate, low=estimate.ci_low, high=estimate.ci_high)
    if estimate.measure is Measure.SMD:
        higher = _higher_is_better(estimate.higher_favours, outcome.construct)
        return _standardised(tables, scale, effect, higher)
    if estimate.measure is Measure.MD:
        return _difference(tables, estimate.instrument_id, effect)
    groups = control_groups(tables, outcome.construct.id, Measure.RR)
    return _absolute(estimate.measure, effect, usual_risk(groups))


def retell_synthesis(
    tables: Tables, analysis: Analysis, scale: FamiliarScale | None
) -> Retold | None:
    """Return a synthesis of ours told otherwise; None where nothing was pooled."""
    if isinstance(analysis.pooled, NotEstimable):
        return None
    outcome = tables.outcomes[analysis.outcome_id]
    value, low, high = analysis.pooled.as_read()
    effect = Span(estimate=value, low=low, high=high)
    if analysis.measure is Measure.SMD:
        better = outcome.construct.higher_is is HigherIs.BETTER
        return _standardised(tables, scale, effect, better)
    if analysis.measure is Measure.MD:
        return _difference(tables, analysis.instrument_id, effect)
    return _absolute(analysis.measure, effect, usual_risk(controls_of(analysis.effects)))


def _higher_is_better(favours: str, construct: Construct) -> bool | None:
    """Return whether a higher effect is better; None where its source leaves that unclear."""
    if favours == "unclear":
        return None
    if favours:
        return favours == "intervention"
    return construct.higher_is is HigherIs.BETTER


def _standardised(
    tables: Tables, scale: FamiliarScale | None, effect: Span, higher_is_better: bool | None
) -> Retold:
    if higher_is_better is None:
        return NotRetold(reason="no_sign")
    if scale is None or scale.sd is None:
        return NotRetold(reason="no_sd")
    better = tables.instruments[scale.instrument_id].higher_is is HigherIs.BETTER
    known = effect if better is higher_is_better else _turned(effect)
    told = in_scale_units(_array(known), sd=scale.sd)
    return _on_scale(scale, told)


def _difference(tables: Tables, instrument_id: str, effect: Span) -> Retold:
    instrument = tables.instruments.get(instrument_id)
    if instrument is None:
        return NotRetold(reason="no_scale")
    if instrument.mid is None:
        return NotRetold(reason="no_mid")
    return _on_scale(own_scale(instrument), Reexpressed(np.array(_array(effect)), (), {}))


def _on_scale(scale: FamiliarScale, told: Reexpressed) -> OnScale:
    if scale.mid is None:
        return OnScale(scale=scale, points=_span(told.value), mids=None, route=told.route)
    units = points_in_mid_units(told.value, mid=scale.mid)
    route = (*told.route, *units.route)
    return OnScale(scale=scale, points=_span(told.value), mids=_span(units.value), route=route)


def _absolute(measure: Measure | None, effect: Span, risk: Risk | None) -> Retold | None:
    if measure is Measure.RD:
        return AbsoluteRisk(assumed=None, controls=None, difference=effect, needed=_needed(effect))
    if measure not in (Measure.RR, Measure.OR):
        return None
    if risk is None:
        return NotRetold(reason="no_risk")
    formula = risk_from_odds_ratio if measure is Measure.OR else risk_from_risk_ratio
    difference = _span(formula(_array(effect), risk.risk) - risk.risk)
    return AbsoluteRisk(
        assumed=risk.risk,
        controls=risk.groups,
        difference=difference,
        needed=_needed(difference),
    )


def _needed(difference: Span) -> Span | None:
    """Return the number needed to treat, positive; None where the interval holds no difference."""
    low, high = difference.low, difference.high
    if low is None or high is None or low <= 0 <= high:
        return None
    needed = np.abs(number_needed(_array(difference)))
    return Span(estimate=float(needed[0]), low=float(min(needed[1:])), high=float(max(needed[1:])))


def _array(effect: Span) -> list[float]:
    """Return a value and, where there are any, its limits."""
    limits = (effect.low, effect.high)
    known = [limit for limit in limits if limit is not None]
    return [effect.estimate, *(known if len(known) == len(limits) else ())]


def _span(values: Floats) -> Span:
    estimate, *limits = (float(value) for value in values)
    if not limits:
        return Span(estimate=estimate)
    return Span(estimate=estimate, low=min(limits), high=max(limits))


def _turned(effect: Span) -> Span:
    low, high = effect.low, effect.high
    return Span(
        estimate=-effect.estimate,
        low=None if high is None else -high,
        high=None if low is None else -low,
    )
