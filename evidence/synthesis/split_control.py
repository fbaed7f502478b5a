"""One comparison with its share of a control group."""

from dataclasses import replace

from evidence.stats.split_control import split_variance
from evidence.synthesis.from_arms import effect_from_arms
from evidence.synthesis.results import ArmData, StudyEffect
from evidence.synthesis.wald import LEVEL, wald_interval
from evidence.vocabulary import Measure


def split_effect(effect: StudyEffect, measure: Measure, *, parts: int) -> StudyEffect | str:
    """Return an effect as if only its share of the control group had been there.

    Parameters
    ----------
    effect : StudyEffect
        The effect with the whole control group.
    measure : Measure
        The measure of the effect.
    parts : int
        How many comparisons share the control group.

    Returns
    -------
    StudyEffect or str
        The effect with a Wald interval of its new variance; or a reason: a ratio without the
        arms' own events (``split_needs_events``), a difference without the arms' sizes
        (``split_needs_sizes``), a share without people (``split_too_small``).

    Notes
    -----
    Mean and standard deviation stay, people and events are divided.
    """
    share = _share(effect.comparator, parts)
    if share.n is not None and share.n < 1:
        return "split_too_small"
    sign = -1.0 if effect.turned else 1.0
    found = effect_from_arms(measure, effect.experimental, share)
    if found is not None:
        yi, vi = sign * found.yi, found.vi
    elif measure not in (Measure.MD, Measure.SMD):
        return "split_needs_events"
    elif effect.experimental.n is None or effect.comparator.n is None:
        return "split_needs_sizes"
    else:
        sizes = (effect.experimental.n, effect.comparator.n)
        yi, vi = effect.yi, float(split_variance(effect.vi, *sizes, parts=parts).item())
    low, high = wald_interval(yi, vi)
    return replace(effect, yi=yi, vi=vi, ci_low=low, ci_high=high, level=LEVEL, comparator=share)


def _share(whole: ArmData, parts: int) -> ArmData:
    return replace(
        whole,
        n=None if whole.n is None else whole.n / parts,
        events=None if whole.events is None else whole.events / parts,
    )
