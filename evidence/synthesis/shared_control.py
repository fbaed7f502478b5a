"""A control group that several comparisons share, so that nobody is counted twice.

Vocabulary
----------
merge : the treated arms become one arm, compared once
split : the control group's people are divided between the comparisons
correlated : every comparison stays whole and their covariance enters the pooling
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.covariance_blocks import Block
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.merged_arms import merged_effect
from evidence.synthesis.results import NotEstimable, StudyEffect
from evidence.synthesis.shared_covariance import shared_blocks
from evidence.synthesis.split_control import split_effect

CHOICES = ("none", "merge", "split", "correlated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Effects that may be pooled, and what was done so that they may.

    ``blocks`` hold the covariance of effects that are not independent. ``adjustments`` are keys
    of the phrases (``adjustment.<key>``); ``touched`` are the positions they speak of.
    """

    effects: EffectSet
    choice: str = "none"
    blocks: tuple[Block, ...] = ()
    adjustments: tuple[str, ...] = ()
    touched: frozenset[int] = frozenset()

    def part(self, positions: Sequence[int]) -> "Shared":
        """Return some of the effects as they are, with what was done to these alone."""
        kept = self.effects.only(*(self.effects.effects[i] for i in positions))
        touched = frozenset(new for new, old in enumerate(positions) if old in self.touched)
        parts = (_part_of(block, positions) for block in self.blocks)
        blocks = tuple(block for block in parts if len(block.places) > 1)
        if not touched or len(blocks) < bool(self.blocks):
            return Shared(effects=kept)
        return replace(self, effects=kept, blocks=blocks, touched=touched)


def share_control(
    effects: EffectSet, choice: str = "none", *, correlation: float | None = None
) -> Shared | NotEstimable:
    """Return effects in which no control group is counted twice, or why there are none.

    Parameters
    ----------
    effects : EffectSet
        One effect a comparison; those that name the same comparator arm share its people.
    choice : {"none", "merge", "split", "correlated"}
        How a shared control group is dealt with; ``"none"`` refuses one. A choice is recorded
        only where there is something to choose.
    correlation : float, optional
        Of ``"correlated"``: assumed between two comparisons with one control group, in place of
        what its own numbers give.

    Returns
    -------
    Shared or NotEstimable
        Not estimable when a trial stands twice without a shared control group to tell how
        (``duplicate_study``, ``duplicate_comparison``), when nothing was chosen
        (``shared_control``), or when the choice asks for numbers nobody reported.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist.

    References
    ----------
    Higgins JPT, Eldridge S, Li T. Including variants on randomized trials. Cochrane Handbook for
    Systematic Reviews of Interventions, chapter 23. https://training.cochrane.org/handbook/archive/v6/chapter-23
    """
    if choice not in CHOICES:
        raise ChoiceUnknown("shared_control", choice, CHOICES)
    twice = _counted_twice(effects)
    if twice is not None:
        return twice
    groups = effects.by_control()
    if not groups:
        return Shared(effects=effects)
    if choice == "none":
        labels = [effects.effects[i].label for places in groups.values() for i in places]
        return _refused("shared_control", "; ".join(labels))
    if choice == "correlated":
        blocks, assumed = shared_blocks(effects, correlation)
        adjustments = ("correlation_assumed",) if assumed else ("control_correlated",)
        return Shared(
            effects=effects,
            choice=choice,
            blocks=blocks,
            adjustments=adjustments,
            touched=frozenset(i for places in groups.values() for i in places),
        )
    return _merged(effects) if choice == "merge" else _split(effects)


def _part_of(block: Block, positions: Sequence[int]) -> Block:
    old = block.places.tolist()
    new = [place for place, position in enumerate(positions) if position in old]
    inside = [old.index(positions[place]) for place in new]
    return Block(np.array(new, dtype=np.intp), block.covariance[np.ix_(inside, inside)])


def _counted_twice(effects: EffectSet) -> NotEstimable | None:
    trials: dict[str, list[StudyEffect]] = {}
    for effect in effects.effects:
        trials.setdefault(effect.study_id, []).append(effect)
    for trial in trials.values():
        for one, other in combinations(trial, 2):
            reason = _same_people(one, other)
            if reason:
                return _refused(reason, f"{one.label}; {other.label}")
    return None


def _same_people(one: StudyEffect, other: StudyEffect) -> str:
    """Say why two effects of a trial may not stand together; empty where they may."""
    if not (one.arm_id and one.control_id and other.arm_id and other.control_id):
        return "duplicate_study"
    if one.control_id == other.control_id:
        return "duplicate_comparison" if one.arm_id == other.arm_id else ""
    return "duplicate_study" if _people(one) & _people(other) else ""


def _people(effect: StudyEffect) -> set[str]:
    return {*effect.arm_id.split("+"), effect.control_id}


def _refused(reason: str, labels: str) -> NotEstimable:
    return NotEstimable(wanted="pooled", reason=reason, values={"labels": labels})


def _merged(effects: EffectSet) -> Shared | NotEstimable:
    made: dict[int, StudyEffect] = dict(enumerate(effects.effects))
    groups = effects.by_control()
    for places in groups.values():
        group = [effects.effects[i] for i in places]
        merged = merged_effect(group, effects.measure)
        if isinstance(merged, str):
            return _refused(merged, "; ".join(effect.label for effect in group))
        for i in places:
            del made[i]
        made[places[0]] = merged
    order = sorted(made)
    firsts = {places[0] for places in groups.values()}
    return Shared(
        effects=effects.only(*(made[i] for i in order)),
        choice="merge",
        adjustments=("arms_merged",),
        touched=frozenset(new for new, old in enumerate(order) if old in firsts),
    )


def _split(effects: EffectSet) -> Shared | NotEstimable:
    made = list(effects.effects)
    touched: set[int] = set()
    adjustments = ["control_split"]
    for arm, places in effects.by_control().items():
        for number, i in enumerate(places, start=1):
            split = split_effect(made[i], effects.measure, parts=len(places))
            if isinstance(split, str):
                return _refused(split, made[i].label)
            if split.comparator.mean is None and split.comparator.events is None:
                adjustments.append("control_split_by_variance")
            # The shares are different people, so they are different arms.
            made[i] = replace(split, control_id=f"{arm}/{number}")
            touched.add(i)
    return Shared(
        effects=effects.only(*made),
        choice="split",
        adjustments=tuple(dict.fromkeys(adjustments)),
        touched=frozenset(touched),
    )
