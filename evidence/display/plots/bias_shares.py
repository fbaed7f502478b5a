"""The share of each risk of bias in a domain: of the studies, or of their weight in a synthesis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.display.plots.light import SIGNS, level_class
from evidence.findings.finding import Finding, QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.synthesis.results import PooledEffect

NOT_ASSESSED = "none"
"""The class of a study nobody has judged in a domain."""

CLASSES = (*SIGNS, NOT_ASSESSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a bar counts: a study with its weight and its judgements by domain."""

    weight: float
    judged: Mapping[str, RiskOfBias]


def units_of(judged: Sequence[RiskOfBias]) -> tuple[Unit, ...]:
    """Return the studies judged, for each outcome they are judged for, all alike."""
    found: dict[tuple[str, str], dict[str, RiskOfBias]] = {}
    for one in judged:
        found.setdefault((one.study_id, one.construct_id), {})[one.domain] = one
    return tuple(Unit(weight=1.0, judged=own) for own in found.values())


def weighted_units(
    judged: Sequence[RiskOfBias], finding: Finding, question: QuestionFindings
) -> tuple[Unit, ...]:
    """Return the effects of a synthesis with their weights, and what holds for its outcome.

    A judgement of the outcome counts before one of the whole trial.
    """
    analysis = finding.analysis
    outcomes = {one.id: one.construct.id for one in question.outcomes}
    construct = outcomes.get(analysis.outcome_id, "")
    weights = (
        analysis.pooled.weights
        if isinstance(analysis.pooled, PooledEffect)
        else (1.0,) * len(analysis.effects)
    )
    found: dict[str, dict[str, RiskOfBias]] = {}
    for wanted in dict.fromkeys(("", construct)):
        for one in judged:
            if one.construct_id == wanted:
                found.setdefault(one.study_id, {})[one.domain] = one
    return tuple(
        Unit(weight=weight, judged=found.get(effect.study_id, {}))
        for effect, weight in zip(analysis.effects, weights, strict=True)
    )


def shares(units: Sequence[Unit], domain: str) -> Mapping[str, float]:
    """Return the share of each class in a domain, in per cent, from the least risk to the most."""
    weights: dict[str, float] = {}
    for unit in units:
        one = unit.judged.get(domain)
        name = NOT_ASSESSED if one is None else level_class(one.level, one.tool)
        weights[name] = weights.get(name, 0.0) + unit.weight
    total = sum(weights.values())
    return {name: 100 * weights[name] / total for name in CLASSES if name in weights}
