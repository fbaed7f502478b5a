"""Risk of bias: how much of the weight is at low risk, and whether the others show the same.

References
----------
Guyatt G, et al. Core GRADE 4: risk of bias, publication bias, and reasons for rating up certainty.
BMJ 2025;389:e083864. https://doi.org/10.1136/bmj-2024-083864
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.certainty.body import BodyOfEvidence, StudySeen
from evidence.certainty.bounds import bounds_of
from evidence.certainty.suggestion import Suggestion, not_checkable
from evidence.certainty.thresholds import (
    HALF_LOW_RISK,
    HIGH_RISK_DOMINATES,
    MOSTLY_LOW_RISK,
    SIMILAR_RESULTS_P,
)
from evidence.stats.pooling import pool_effects
from evidence.stats.quantiles import two_sided_p
from evidence.vocabulary import Domain

RULE = "weight_at_low_risk"
SOURCE = f"{MOSTLY_LOW_RISK.source}; https://doi.org/10.1136/bmj-2024-083864"
FEWEST = 2
"""Studies in each group from which their pooled effects are compared."""

LOW = frozenset({"low", "low risk", "lav", "lav risiko", "låg", "låg risiko"})
SOME = frozenset(
    {"some concerns", "some risk", "unclear", "moderate", "noe risiko", "noko risiko", "uklar"}
)
HIGH = frozenset(
    {"high", "high risk", "serious", "critical", "høy", "høy risiko", "høg", "høg risiko"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pooled effects of studies at low risk and of the others, and how they differ."""

    low: float
    other: float
    difference: float
    p_value: float


def risk_class(written: str) -> str:
    """Return low, some concerns or high for a level as tools and people write it; else empty.

    Examples
    --------
    >>> risk_class("Noe risiko"), risk_class("Low"), risk_class("?")
    ('some concerns', 'low', '')
    """
    word = written.strip().casefold()
    if word in LOW:
        return "low"
    if word in SOME:
        return "some concerns"
    return "high" if word in HIGH else ""


def risk_of_bias(body: BodyOfEvidence) -> Suggestion:
    """Suggest levels for risk of bias.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence, its studies with weights and assessments.

    Returns
    -------
    Suggestion
        Not checkable without studies, or where what nobody has assessed could change it.

    Notes
    -----
    Share of the weight from studies at low risk: three quarters or more, no level; half or more,
    one; less, two. Where studies at low risk and the others show much the same (a test of
    difference with p above 0.10, and a difference below half the smallest important one), the
    share alone is no reason: the suggestion is none, with room up to the screening's levels.
    Studies with some concerns count among the others.
    """
    if not body.studies:
        reason = "studies_unknown" if body.is_published else "no_effects"
        return not_checkable(Domain.RISK_OF_BIAS, reason, RULE, SOURCE)
    shares = {risk: _share(body.studies, risk) for risk in ("low", "some concerns", "high", "")}
    numbers = {
        "low_share": shares["low"],
        "some_share": shares["some concerns"],
        "high_share": shares["high"],
        "unassessed_share": shares[""],
        "assessed": float(len({study.study_id for study in body.studies if study.risk})),
        "studies": float(len({study.study_id for study in body.studies})),
        "dominates": float(1 - shares["low"] - shares[""] >= HIGH_RISK_DOMINATES.value),
    }
    least, most = (_screened(shares["low"] + more) for more in (shares[""], 0.0))
    if least != most:
        return not_checkable(Domain.RISK_OF_BIAS, "not_assessed", RULE, SOURCE, numbers=numbers)
    compared = compare_by_risk(body)
    similar = compared is not None and _is_similar(body, compared)
    if compared is not None:
        numbers |= {
            "effect_low_risk": compared.low,
            "effect_other": compared.other,
            "difference": compared.difference,
            "difference_p": compared.p_value,
        }
    return Suggestion(
        domain=Domain.RISK_OF_BIAS,
        levels=0 if similar else most,
        at_most=most,
        reason=_reason(most, similar=similar),
        rule=RULE,
        source=SOURCE,
        numbers=numbers,
        words={"compared": "yes" if compared else "no"},
    )


def compare_by_risk(body: BodyOfEvidence) -> Compared | None:
    """Compare the pooled effect of studies at low risk of bias with that of the others.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.

    Returns
    -------
    Compared or None
        None with fewer than two studies on a side, where a study is not assessed, or where
        comparisons share a control group. Both sides are pooled with the synthesis' variance
        between studies.
    """
    low = [study for study in body.studies if study.risk == "low"]
    other = [study for study in body.studies if study.risk not in ("low", "")]
    unknown = len(low) + len(other) < len(body.studies)
    if min(len(low), len(other)) < FEWEST or unknown or body.shares_controls:
        return None
    sides = [_pooled(side, body.tau2 or 0.0) for side in (low, other)]
    difference = sides[1][0] - sides[0][0]
    error = math.hypot(sides[0][1], sides[1][1])
    return Compared(
        low=sides[0][0],
        other=sides[1][0],
        difference=difference,
        p_value=two_sided_p(difference / error, None),
    )


def _pooled(studies: Sequence[StudySeen], tau2: float) -> tuple[float, float]:
    found = pool_effects([one.yi for one in studies], [one.vi for one in studies], tau2=tau2)
    return found.estimate, found.se


def _is_similar(body: BodyOfEvidence, compared: Compared) -> bool:
    important = bounds_of(body).important
    if important is None or bounds_of(body).absolute:
        return False
    near = abs(compared.difference) < min(abs(limit) for limit in important) / 2
    return near and compared.p_value > SIMILAR_RESULTS_P.value


def _share(studies: Sequence[StudySeen], risk: str) -> float:
    total = sum(study.weight for study in studies)
    return sum(study.weight for study in studies if study.risk == risk) / total


def _screened(low_share: float) -> int:
    # Weights are sums of floats: a share that is three quarters on paper may fall short by 1e-16.
    share = low_share + 1e-12
    return 0 if share >= MOSTLY_LOW_RISK.value else 1 if share >= HALF_LOW_RISK.value else 2


def _reason(levels: int, *, similar: bool) -> str:
    if levels == 0:
        return "mostly_low"
    if similar:
        return "similar"
    return "half_low" if levels == 1 else "mostly_other"
