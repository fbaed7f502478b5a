"""Comparisons with one control group taken together as one comparison."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.stats.merge_arms import merge_arms, merge_event_arms
from evidence.synthesis.arm_data import ROUTES
from evidence.synthesis.from_arms import effect_from_arms
from evidence.synthesis.obtained import least_trusted
from evidence.synthesis.results import ArmData, StudyEffect
from evidence.synthesis.wald import LEVEL, wald_interval
from evidence.vocabulary import Measure


def merged_effect(group: Sequence[StudyEffect], measure: Measure) -> StudyEffect | str:
    """Return one effect of all treated arms together against their common control group.

    Parameters
    ----------
    group : sequence of StudyEffect
        Comparisons that name the same comparator arm, on one scale.
    measure : Measure
        The measure of the effects.

    Returns
    -------
    StudyEffect or str
        The effect; or a reason: an arm's own numbers were not reported (``merge_needs_arms``),
        or the control group's numbers are not the same in all of them, as at different
        timepoints (``merge_control_differs``).

    Notes
    -----
    ``group`` is empty where the arms were given different treatments. The route is the least
    direct of those merged.
    """
    first = group[0]
    if any(effect.comparator != first.comparator for effect in group):
        return "merge_control_differs"
    merged = _merged([effect.experimental for effect in group])
    found = None if merged is None else effect_from_arms(measure, merged, first.comparator)
    if merged is None or found is None:
        return "merge_needs_arms"
    yi = -found.yi if first.turned else found.yi
    low, high = wald_interval(yi, found.vi)
    return replace(
        first,
        label=_label([effect.label for effect in group]),
        group=first.group if len({effect.group for effect in group}) == 1 else "",
        yi=yi,
        vi=found.vi,
        ci_low=low,
        ci_high=high,
        level=LEVEL,
        experimental=merged,
        route=max((effect.route for effect in group), key=ROUTES.index),
        obtained=least_trusted([effect.obtained for effect in group]),
        row_ids=tuple(dict.fromkeys(row for effect in group for row in effect.row_ids)),
        source_ids=tuple(dict.fromkeys(one for effect in group for one in effect.source_ids)),
        arm_id="+".join(effect.arm_id for effect in group),
    )


def _merged(arms: Sequence[ArmData]) -> ArmData | None:
    sizes = [arm.n for arm in arms if arm.n is not None]
    means = [arm.mean for arm in arms if arm.mean is not None]
    spreads = [arm.sd for arm in arms if arm.sd is not None]
    events = [arm.events for arm in arms if arm.events is not None]
    if len(sizes) == len(means) == len(spreads) == len(arms):
        whole = merge_arms(sizes, means, spreads)
        return ArmData(n=float(whole.n), mean=float(whole.mean), sd=float(whole.sd))
    if len(sizes) == len(events) == len(arms):
        count = merge_event_arms(events, sizes)
        return ArmData(n=float(count.n), events=float(count.events))
    return None


def _label(labels: Sequence[str]) -> str:
    heads = {label.partition(", ")[0] for label in labels}
    if len(heads) > 1:
        return " + ".join(labels)
    rest = [tail for label in labels if (tail := label.partition(", ")[2])]
    return ", ".join(part for part in (heads.pop(), " + ".join(rest)) if part)
