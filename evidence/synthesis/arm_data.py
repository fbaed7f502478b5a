"""What one arm contributes: mean with its standard deviation, or events.

Vocabulary: a *route* is how a number was had; it is a key of the phrases (``route.<route>``).
"""

from typing import NamedTuple

from evidence.records.reported import ArmResult
from evidence.stats.reported import standard_deviation_from_ci, standard_deviation_from_se
from evidence.synthesis.results import ArmData
from evidence.vocabulary import Measure

CI_LEVEL = 0.95
"""Level of an arm's own interval; the tables hold 95 % intervals of means only."""

ROUTES = ("events", "events_corrected", "means_sds", "sd_from_se", "sd_from_ci")
"""From the most direct to the least."""


class ArmRoute(NamedTuple):
    """An arm's data and the route to them."""

    data: ArmData
    route: str


def arm_data(result: ArmResult, measure: Measure) -> ArmRoute | str:
    """Return what an arm contributes to a measure, or the reason why it cannot.

    Parameters
    ----------
    result : ArmResult
        The arm's numbers as reported.
    measure : Measure
        A mean difference asks for means, a ratio or risk difference for events.

    Returns
    -------
    ArmRoute or str
        The data with their route, or a reason (``left_out.<reason>`` in the phrases).

    Notes
    -----
    A standard deviation is ``SE sqrt(n)``, with the SE as reported or as half the width of the
    95 % interval of the mean over the quantile of t on ``n - 1`` degrees of freedom.

    References
    ----------
    Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
    Cochrane Handbook for Systematic Reviews of Interventions, chapter 6. 2nd ed. Wiley 2019.
    """
    if measure in (Measure.MD, Measure.SMD):
        return _mean(result)
    if result.events is None or result.total is None:
        return "no_events"
    # With an empty cell, the formulas add 0.5 to each of the four.
    route = "events" if 0 < result.events < result.total else "events_corrected"
    return ArmRoute(ArmData(n=float(result.total), events=float(result.events)), route)


def _mean(result: ArmResult) -> ArmRoute | str:
    if result.mean is None:
        return "no_mean"
    if result.n is None or result.n < 2:
        return "no_group_size"
    spread = _spread(result, result.n)
    if isinstance(spread, str):
        return spread
    sd, route = spread
    if sd <= 0:
        return "no_spread"
    return ArmRoute(ArmData(n=float(result.n), mean=result.mean, sd=sd), route)


def _spread(result: ArmResult, n: int) -> tuple[float, str] | str:
    kind = result.dispersion_type
    if kind in ("IQR", "range"):
        return "dispersion_not_convertible"
    if kind == "CI":
        low, high = result.dispersion_low, result.dispersion_high
        if low is None or high is None:
            return "no_dispersion"
        sd = standard_deviation_from_ci(low, high, n, level=CI_LEVEL)
        return float(sd.item()), "sd_from_ci"
    if result.dispersion is None:
        return "no_dispersion"
    if kind == "SD":
        return result.dispersion, "means_sds"
    if kind == "SE":
        return float(standard_deviation_from_se(result.dispersion, n).item()), "sd_from_se"
    return "dispersion_unknown"
