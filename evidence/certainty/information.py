"""Whether there are as many people as one adequately large trial would have asked."""

import math
from dataclasses import dataclass

from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.bounds import Bounds
from evidence.certainty.thresholds import (
    IMPLAUSIBLY_LARGE_REDUCTION,
    IMPLAUSIBLY_LARGE_SMD,
    OIS_ALPHA,
    OIS_POWER,
    OIS_RISK_REDUCTION,
)
from evidence.stats.trial_size import trial_size_for_means, trial_size_for_risks
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """People there are, people needed, and what the need was worked out from.

    ``needed`` is None where it cannot be had; ``why`` then says what is missing, else how it was
    had (``means`` or ``risks``). ``difference`` is standardised, or the risk the control groups'
    would be reduced to. ``required`` is the need inflated by the spread between studies.
    """

    people: float | None
    needed: float | None
    difference: float | None
    is_large: bool | None
    why: str
    required: float | None = None

    @property
    def share(self) -> float | None:
        """People there are as a share of those needed."""
        if self.people is None or not self.needed:
            return None
        return self.people / self.needed


def information_of(body: BodyOfEvidence, bounds: Bounds) -> Information:
    """Return the optimal information size of a body of evidence.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.
    bounds : Bounds
        The boundaries; the smallest important effect is the difference a trial should find.

    Returns
    -------
    Information
        For means from the smallest important difference in standard deviations; for risks from
        the control groups' risk reduced by a quarter.

    Notes
    -----
    The required information size is the optimal one over ``1 - D2``, D2 the diversity. It is
    shown beside and lowers nothing: heterogeneity has a domain of its own.

    References
    ----------
    Guyatt G, et al. Core GRADE 2. BMJ 2025;389:e081904. https://doi.org/10.1136/bmj-2024-081904
    Wetterslev J, et al. BMC Med Res Methodol 2009;9:86. https://doi.org/10.1186/1471-2288-9-86
    """
    if body.measure in (Measure.SMD, Measure.MD):
        return _of_means(body, bounds)
    if body.measure in (Measure.RR, Measure.OR, Measure.RD):
        return _of_risks(body)
    return Information(people=body.n, needed=None, difference=None, is_large=None, why="measure")


def _of_means(body: BodyOfEvidence, bounds: Bounds) -> Information:
    sd = 1.0 if body.measure is Measure.SMD else body.sd
    if sd is None:
        return Information(people=body.n, needed=None, difference=None, is_large=None, why="sd")
    large = abs(body.estimate or 0.0) / sd >= IMPLAUSIBLY_LARGE_SMD.value
    if bounds.important is None:
        return Information(people=body.n, needed=None, difference=None, is_large=large, why="mid")
    wanted = bounds.important[1] / sd
    size = trial_size_for_means(wanted, alpha=OIS_ALPHA.value, power=OIS_POWER.value)
    return Information(
        people=body.n,
        needed=math.ceil(size),
        difference=wanted,
        is_large=large,
        why="means",
        required=_inflated(size, body),
    )


def _of_risks(body: BodyOfEvidence) -> Information:
    large = _is_large_change(body)
    risk = body.control_risk
    if risk is None or not 0 < risk < 1:
        why = "control_risk"
        return Information(people=body.n, needed=None, difference=None, is_large=large, why=why)
    reduced = risk * (1 - OIS_RISK_REDUCTION.value)
    size = trial_size_for_risks(risk, reduced, alpha=OIS_ALPHA.value, power=OIS_POWER.value)
    return Information(
        people=body.n,
        needed=math.ceil(size),
        difference=reduced,
        is_large=large,
        why="risks",
        required=_inflated(size, body),
    )


def _is_large_change(body: BodyOfEvidence) -> bool | None:
    """Tell whether a relative change is large, whichever way it goes."""
    if body.measure is Measure.RD or body.estimate is None:
        return None
    return abs(body.estimate) > -math.log(1 - IMPLAUSIBLY_LARGE_REDUCTION.value)


def _inflated(size: float, body: BodyOfEvidence) -> float | None:
    if body.diversity is None or body.diversity >= 1:
        return None
    return math.ceil(size / (1 - body.diversity))
