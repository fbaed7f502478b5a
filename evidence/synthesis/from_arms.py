"""An effect and its variance from the data of two arms."""

import math
from typing import NamedTuple

from evidence.stats.binary import odds_ratio, risk_difference, risk_ratio
from evidence.stats.continuous import mean_difference, standardised_mean_difference
from evidence.stats.effects import Effects
from evidence.synthesis.results import ArmData
from evidence.vocabulary import Measure


class Estimate(NamedTuple):
    """An effect and its sampling variance, on the analysis scale."""

    yi: float
    vi: float


def effect_from_arms(
    measure: Measure, experimental: ArmData, comparator: ArmData
) -> Estimate | None:
    """Return the effect of one arm against another; None where there is none to have.

    Parameters
    ----------
    measure : Measure
        MD and SMD take means, RR, OR and RD take events.
    experimental, comparator : ArmData
        What the arms contributed.

    Returns
    -------
    Estimate or None
        None where the arms do not hold what the measure asks for, or where the measure is not
        defined (no event in either arm, for a ratio).
    """
    effects = _effects(measure, experimental, comparator)
    if effects is None:
        return None
    yi, vi = float(effects.yi.item()), float(effects.vi.item())
    return Estimate(yi, vi) if math.isfinite(yi) and vi > 0 and math.isfinite(vi) else None


def _effects(measure: Measure, experimental: ArmData, comparator: ArmData) -> Effects | None:
    if measure in (Measure.MD, Measure.SMD):
        one, other = _mean(experimental), _mean(comparator)
        formula = mean_difference if measure is Measure.MD else standardised_mean_difference
        return formula(*one, *other) if one and other else None
    counts, versus = _events(experimental), _events(comparator)
    if counts is None or versus is None:
        return None
    if measure is Measure.RD:
        return risk_difference(*counts, *versus)
    # A trial without an event in either arm says nothing of a ratio, but something of a difference.
    ratio = risk_ratio if measure is Measure.RR else odds_ratio
    return ratio(*counts, *versus, drop00=True)


def _mean(arm: ArmData) -> tuple[float, float, float] | None:
    if arm.n is None or arm.mean is None or arm.sd is None:
        return None
    return arm.n, arm.mean, arm.sd


def _events(arm: ArmData) -> tuple[float, float] | None:
    if arm.n is None or arm.events is None:
        return None
    return arm.events, arm.n
