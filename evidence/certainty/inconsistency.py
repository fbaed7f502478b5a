"""Inconsistency: sides of the threshold, overlap of intervals, prediction; never I squared alone.

References
----------
Guyatt G, et al. Core GRADE 3: assessing inconsistency. BMJ 2025;389:e081905.
https://doi.org/10.1136/bmj-2024-081905
Nikolakopoulou A, et al. CINeMA. PLoS Med 2020;17:e1003082.
https://doi.org/10.1371/journal.pmed.1003082
"""

from bisect import bisect_right
from collections.abc import Sequence

from evidence.certainty.body import BodyOfEvidence, StudySeen
from evidence.certainty.bounds import Bounds, bounds_of
from evidence.certainty.imprecision import target_by_place
from evidence.certainty.suggestion import Suggestion, not_checkable
from evidence.certainty.target import Target
from evidence.certainty.thresholds import FEWEST_FOR_PREDICTION
from evidence.vocabulary import Domain

RULE = "sides_and_prediction"
SOURCE = "https://doi.org/10.1136/bmj-2024-081905; https://doi.org/10.1371/journal.pmed.1003082"
MOST = 2


def inconsistency(body: BodyOfEvidence, target: Target | None = None) -> Suggestion:
    """Suggest levels for inconsistency.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence, with its studies.
    target : Target, optional
        What the certainty is about, where people have said.

    Returns
    -------
    Suggestion
        Not checkable for an estimate without its studies, and below three studies.

    Notes
    -----
    Two things are looked at. The studies: estimates on both sides of the threshold, and pairs of
    intervals that do not overlap. The prediction interval: how many boundaries (the threshold and
    the important effect to the other side) it holds beyond those the confidence interval already
    holds. Without a sign in the studies nothing is suggested, with room for what the prediction
    says; with one, the prediction's levels; with both signs, at least one. I squared is shown and
    decides nothing.
    """
    shown = _shown(body)
    if not body.studies:
        reason = "studies_unknown" if body.is_published else "no_effects"
        return not_checkable(Domain.INCONSISTENCY, reason, RULE, SOURCE, numbers=shown)
    if len(body.studies) < FEWEST_FOR_PREDICTION.value or body.estimate is None:
        return not_checkable(Domain.INCONSISTENCY, "too_few", RULE, SOURCE, numbers=shown)
    bounds = bounds_of(body)
    used = target or target_by_place(bounds)
    limits = _limits(used, bounds)
    above, below = sides(body.studies, limits[0])
    apart = non_overlapping_pairs(body.studies)
    predicted = _by_prediction(body, limits)
    both_sides = above > 0 and below > 0
    signs = both_sides + (apart > 0)
    levels = 0 if signs == 0 else max(predicted, signs - 1)
    return Suggestion(
        domain=Domain.INCONSISTENCY,
        levels=levels,
        at_most=max(levels, predicted),
        reason=_reason(levels, predicted, signs, both_sides=both_sides),
        rule=RULE,
        source=SOURCE,
        numbers={
            **shown,
            "threshold": limits[0],
            "above": float(above),
            "below": float(below),
            "pairs_apart": float(apart),
            "pairs": float(len(body.studies) * (len(body.studies) - 1) // 2),
            "by_prediction": float(predicted),
        },
        words={
            "threshold": bounds.rule,
            "target": used.value,
            "prediction": "no" if body.prediction_low is None else "yes",
        },
    )


def sides(studies: Sequence[StudySeen], threshold: float) -> tuple[int, int]:
    """Count study estimates above and below a threshold; one on it is on neither side."""
    above = sum(study.yi > threshold for study in studies)
    return above, sum(study.yi < threshold for study in studies)


def non_overlapping_pairs(studies: Sequence[StudySeen]) -> int:
    """Count pairs of studies whose confidence intervals have nothing in common."""
    lows = sorted(study.ci_low for study in studies)
    # Of two intervals apart exactly one begins beyond the end of the other.
    return sum(len(lows) - bisect_right(lows, study.ci_high) for study in studies)


def _limits(target: Target, bounds: Bounds) -> tuple[float, ...]:
    """Return the threshold of the target on the estimate's side, then the one opposite.

    The studies' own effects are on the analysis scale, so absolute thresholds do not serve here.
    """
    if bounds.important is None or bounds.absolute:
        return (0.0,)
    low, high = bounds.important
    near, far = (high, low) if (bounds.estimate or 0.0) >= 0 else (low, high)
    return (0.0, far) if target is Target.EFFECT else (near, far)


def _by_prediction(body: BodyOfEvidence, limits: tuple[float, ...]) -> int:
    if body.prediction_low is None or body.prediction_high is None:
        return 0
    if body.ci_low is None or body.ci_high is None:
        return 0
    predicted = sum(body.prediction_low < limit < body.prediction_high for limit in limits)
    confident = sum(body.ci_low < limit < body.ci_high for limit in limits)
    return min(MOST, max(0, predicted - confident))


def _shown(body: BodyOfEvidence) -> dict[str, float]:
    found = {
        "i2": body.i2,
        "tau2": body.tau2,
        "q_p": body.q_p_value,
        "prediction_low": body.prediction_low,
        "prediction_high": body.prediction_high,
        "k": None if body.k is None else float(body.k),
    }
    return {key: value for key, value in found.items() if value is not None}


def _reason(levels: int, predicted: int, signs: int, *, both_sides: bool) -> str:
    if levels == 0 and signs:
        return "sides_but_overlap" if both_sides else "apart_on_one_side"
    if levels == 0:
        return "only_prediction" if predicted else "consistent"
    if predicted >= levels:
        return "prediction_beyond" if levels == MOST else "prediction_crosses"
    return "studies_apart" if both_sides else "prediction_crosses"
