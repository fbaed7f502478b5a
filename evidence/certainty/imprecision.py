"""Imprecision: the interval against thresholds first, then the number of people.

References
----------
Guyatt G, et al. Core GRADE 2: choosing the target of certainty rating and assessing imprecision.
BMJ 2025;389:e081904. https://doi.org/10.1136/bmj-2024-081904
Zeng L, et al. GRADE guidance 34. J Clin Epidemiol 2022;150:216-24.
https://doi.org/10.1016/j.jclinepi.2022.07.014
Schünemann HJ, et al. GRADE guidance 35. J Clin Epidemiol 2022;150:225-42.
https://doi.org/10.1016/j.jclinepi.2022.07.015
"""

from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.bounds import Bounds, bounds_of
from evidence.certainty.information import Information, information_of
from evidence.certainty.suggestion import Suggestion, not_checkable
from evidence.certainty.target import Target
from evidence.certainty.thresholds import FAR_BELOW_OIS
from evidence.vocabulary import Domain

SOURCE = "https://doi.org/10.1136/bmj-2024-081904; https://doi.org/10.1016/j.jclinepi.2022.07.014"
MOST = 3
Room = tuple[int, int]
"""The least and the most levels a reading leaves to people."""


def imprecision(body: BodyOfEvidence, target: Target | None = None) -> Suggestion:
    """Suggest levels for imprecision.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.
    target : Target, optional
        What the certainty is about, where people have said; else it is read from where the
        estimate lies.

    Returns
    -------
    Suggestion
        ``numbers`` hold the readings by other thresholds too (``by_null``, ``by_important``,
        ``by_bands``), so that a decision can be seen against each.

    Notes
    -----
    An interval that crosses the threshold of the target: one level, two where it holds important
    benefit and important harm, three where it holds large benefit and large harm; people may add
    one below three. With bands of size: as many levels as boundaries within the interval, up to
    three. An interval that crosses none of a large effect with fewer people than one adequate
    trial needs: one level, and room for two below 30 per cent of them. The number of people never
    makes the suggestion smaller, so a wider interval never gives fewer levels.
    """
    bounds = bounds_of(body)
    if bounds.low is None or bounds.high is None or bounds.estimate is None:
        if body.why_missing:
            return _unknown(body, "not_pooled")
        return _unknown(body, "no_measure" if body.measure is None else "no_interval")
    used = target or target_by_place(bounds)
    readings = _readings(bounds)
    name = _reading_for(used, bounds, stated=target is not None)
    crossed = readings[name] if name in readings else readings["null"]
    information = information_of(body, bounds)
    few = _few_people(information)
    levels, most = max(crossed[0], few[0]), max(crossed[1], few[1])
    return Suggestion(
        domain=Domain.IMPRECISION,
        levels=levels,
        at_most=most,
        reason=_reason(crossed, few),
        rule="bands" if name == "bands" else "thresholds",
        source=SOURCE,
        numbers=_numbers(bounds, information, readings, name),
        words={
            "threshold": bounds.rule,
            "target": used.value,
            "target_from": "people" if target else "estimate",
            "information": information.why,
            **({"bands": bounds.bands_rule} if bounds.bands else {}),
            **({"scale": "absolute"} if bounds.absolute else {}),
            **({"level": "unknown"} if body.level is None else {}),
        },
    )


def target_by_place(bounds: Bounds) -> Target:
    """Return the target where people have named none: by where the estimate lies.

    An estimate at or beyond the smallest important effect suggests an important effect, a nearer
    one little or none (Core GRADE 2); without such a threshold the target is any effect.
    """
    if bounds.important is None or bounds.estimate is None:
        return Target.EFFECT
    low, high = bounds.important
    return Target.IMPORTANT if not low < bounds.estimate < high else Target.LITTLE


def boundaries(target: Target, bounds: Bounds) -> tuple[float, ...]:
    """Return the values an interval should not hold for a target other than a size.

    Parameters
    ----------
    target : Target
        What the certainty is about.
    bounds : Bounds
        The boundaries.

    Returns
    -------
    tuple of float
        No effect, for any effect; the important effect on the estimate's side, for an important
        one; both, for little or none.
    """
    if bounds.important is None or target is Target.EFFECT:
        return (0.0,)
    if target is Target.LITTLE:
        return bounds.important
    return (bounds.important[1] if (bounds.estimate or 0.0) >= 0 else bounds.important[0],)


def _readings(bounds: Bounds) -> dict[str, Room]:
    found = {"null": _by_crossing(Target.EFFECT, bounds)}
    if bounds.important is not None:
        found["important"] = _by_crossing(Target.IMPORTANT, bounds)
        found["little"] = _by_crossing(Target.LITTLE, bounds)
    if bounds.bands:
        cuts = [sign * cut for cut in bounds.bands for sign in (-1, 1)]
        within = min(MOST, sum(bounds.holds(cut) for cut in cuts))
        found["bands"] = (within, within)
    return found


def _by_crossing(target: Target, bounds: Bounds) -> Room:
    if not any(bounds.holds(value) for value in boundaries(target, bounds)):
        return 0, 0
    if bounds.large is not None and all(bounds.holds(value) for value in bounds.large):
        return 3, 3
    if bounds.important is not None and all(bounds.holds(value) for value in bounds.important):
        return 2, 3
    return 1, 2


def _reading_for(target: Target, bounds: Bounds, *, stated: bool) -> str:
    """Return the reading that decides: the panel's bands, else the threshold of the target."""
    by_size = target.is_size if stated else bounds.bands_rule == "panel"
    if bounds.bands and by_size:
        return "bands"
    return {Target.EFFECT: "null", Target.LITTLE: "little"}.get(target, "important")


def _few_people(information: Information) -> Room:
    share = information.share
    if share is None or share >= 1:
        return 0, 0
    far = share < FAR_BELOW_OIS.value
    if information.is_large:
        return 1, 2 if far else 1
    return 0, 1


def _reason(crossed: Room, few: Room) -> str:
    if crossed[0] == 0:
        return "few_people" if few[0] else "crosses_none"
    return {1: "crosses_one", 2: "crosses_both", 3: "crosses_far"}[crossed[0]]


def _numbers(
    bounds: Bounds, information: Information, readings: dict[str, Room], name: str
) -> dict[str, float]:
    found: dict[str, float | None] = {
        "people": information.people,
        "ois": information.needed,
        "ois_difference": information.difference,
        "ois_share": information.share,
        "ris": information.required,
        "holds_null": float(bounds.holds(0.0)),
    }
    if bounds.important is not None:
        found |= {"mid_low": bounds.important[0], "mid_high": bounds.important[1]}
    if bounds.absolute:
        found |= {"absolute_low": bounds.low, "absolute_high": bounds.high}
    found |= {f"by_{reading}": float(room[0]) for reading, room in readings.items()}
    return {key: value for key, value in found.items() if value is not None}


def _unknown(body: BodyOfEvidence, missing: str) -> Suggestion:
    numbers = {} if body.n is None else {"people": body.n}
    return not_checkable(Domain.IMPRECISION, missing, "thresholds", SOURCE, numbers=numbers)
