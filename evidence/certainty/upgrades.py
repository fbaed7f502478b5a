"""Reasons to rate non-randomised evidence up.

References
----------
Guyatt GH, et al. GRADE guidelines 9: rating up the quality of evidence. J Clin Epidemiol
2011;64:1311-6. https://doi.org/10.1016/j.jclinepi.2011.06.004
"""

import math
from collections.abc import Mapping

from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.suggestion import Suggestion, not_checkable
from evidence.certainty.thresholds import LARGE_RATIO, VERY_LARGE_RATIO
from evidence.stats.risk_from_odds import risk_ratio_from_odds_ratio
from evidence.vocabulary import Domain, Measure

RULE = "large_ratio"
SOURCE = LARGE_RATIO.source
UNCODED = "uncoded"


def upgrades(
    body: BodyOfEvidence, lowered: Mapping[Domain, int | None] | None = None
) -> tuple[Suggestion, ...]:
    """Suggest levels up for non-randomised evidence.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.
    lowered : mapping of Domain to int or None, optional
        Levels down decided or suggested; evidence that is rated down is not rated up.

    Returns
    -------
    tuple of Suggestion
        For a large effect, a dose-response gradient and opposing confounding. The last two are
        not coded anywhere and never worked out. Empty for randomised trials.

    Notes
    -----
    A risk ratio above 2 or below 0.5: one level; above 5 or below 0.2: two. An odds ratio is
    turned into a risk ratio first, where the control risk is known.
    """
    if body.randomised is not False:
        return ()
    return (
        _large_effect(body, lowered or {}),
        not_checkable(Domain.DOSE_RESPONSE, UNCODED, UNCODED, SOURCE),
        not_checkable(Domain.OPPOSING_CONFOUNDING, UNCODED, UNCODED, SOURCE),
    )


def _large_effect(body: BodyOfEvidence, lowered: Mapping[Domain, int | None]) -> Suggestion:
    ratio = _risk_ratio(body)
    if ratio is None:
        return not_checkable(Domain.LARGE_EFFECT, "no_risk_ratio", RULE, SOURCE)
    change = max(ratio, 1 / ratio)
    reached = (change > LARGE_RATIO.value) + (change > VERY_LARGE_RATIO.value)
    held = any(levels for domain, levels in lowered.items() if not domain.raises)
    levels = 0 if held else reached
    reason = "rated_down" if held and reached else ("not_large", "large", "very_large")[reached]
    return Suggestion(
        domain=Domain.LARGE_EFFECT,
        levels=levels,
        at_most=levels,
        reason=reason,
        rule=RULE,
        source=SOURCE,
        numbers={"risk_ratio": ratio},
    )


def _risk_ratio(body: BodyOfEvidence) -> float | None:
    if body.estimate is None or body.measure not in (Measure.RR, Measure.OR):
        return None
    ratio = math.exp(body.estimate)
    if body.measure is Measure.RR:
        return ratio
    risk = body.control_risk
    return None if risk is None else float(risk_ratio_from_odds_ratio([ratio], [risk])[0])
