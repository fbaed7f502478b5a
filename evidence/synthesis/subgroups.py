"""Subgroups by what was given, and the test between them.

Vocabulary
----------
interaction : that the effect is not the same in all subgroups
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from evidence.stats.heterogeneity import cochran_q
from evidence.synthesis.choices import Choices
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.given import NOTHING, Given
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.results import NotEstimable, PooledEffect, Subgroup, SubgroupTest
from evidence.synthesis.shared_control import Shared


class Subgroups(NamedTuple):
    """Every subgroup with its pooled effect, and the test between them."""

    groups: tuple[Subgroup, ...]
    test: SubgroupTest | NotEstimable


def grouped(effects: EffectSet, groups: Sequence[str]) -> EffectSet:
    """Return effects with the name of the subgroup of each."""
    pairs = zip(effects.effects, groups, strict=True)
    return replace(effects, effects=tuple(replace(one, group=group) for one, group in pairs))


def subgroups(shared: Shared, choices: Choices, given: Given = NOTHING) -> Subgroups:
    """Pool each subgroup by itself and test whether their effects differ.

    Parameters
    ----------
    shared : Shared
        The effects as pooled; ``group`` says which subgroup each belongs to.
    choices : Choices
        The methods of every pooling.
    given : Given
        A variance between studies that holds in every subgroup, if any.

    Returns
    -------
    Subgroups
        In the order the groups are first met; a group of one effect has no summary and no part
        in the test. Nothing is estimable where arms of different subgroups were merged; the
        test is not with fewer than two summaries, or where subgroups share a control group that
        was not split between them.

    Notes
    -----
    Each subgroup has a variance between studies of its own, unless one is given. The test is
    Cochran's Q over the subgroups' pooled effects and their standard errors as shown, chi-square
    with one degree of freedom fewer than subgroups. With few studies a subgroup it finds little;
    it compares studies, not people drawn by lot.

    References
    ----------
    Borenstein M, Higgins JPT (2013). https://doi.org/10.1007/s11121-013-0377-7
    """
    effects = shared.effects.effects
    mixed = [effect.label for effect in effects if not effect.group]
    if mixed:
        return Subgroups((), _untested("subgroups_merged", labels="; ".join(mixed)))
    places: dict[str, list[int]] = {}
    for i, effect in enumerate(effects):
        places.setdefault(effect.group, []).append(i)
    groups = tuple(
        Subgroup(group=name, members=tuple(at), pooled=pool_shared(shared.part(at), choices, given))
        for name, at in places.items()
    )
    return Subgroups(groups, _interaction(shared, groups))


def _interaction(shared: Shared, groups: tuple[Subgroup, ...]) -> SubgroupTest | NotEstimable:
    effects = shared.effects.effects
    sharing = [
        effects[i].label
        for places in shared.effects.by_control().values()
        if len({effects[i].group for i in places}) > 1
        for i in places
    ]
    if sharing:
        return _untested("subgroups_share_control", labels="; ".join(sharing))
    pooled = {one.group: one.pooled for one in groups if isinstance(one.pooled, PooledEffect)}
    if len(pooled) < 2:
        return _untested("too_few_subgroups", groups=str(len(pooled)))
    found = cochran_q(
        [one.estimate for one in pooled.values()], [one.se**2 for one in pooled.values()]
    )
    left_out = tuple(one.group for one in groups if one.group not in pooled)
    return SubgroupTest(q=found.q, df=found.df, p_value=found.p_value, left_out=left_out)


def _untested(reason: str, **values: str) -> NotEstimable:
    return NotEstimable(wanted="subgroup_test", reason=reason, values=values)
