"""A planned synthesis, analysed: the pooled effect and how far it stands up."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.records.planned import PlannedSynthesis
from evidence.synthesis.choices import Choices
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effect_sizes import USES, effect_sizes
from evidence.synthesis.leave_one_out import leave_one_out
from evidence.synthesis.member import member_rows
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.results import Analysis, NotEstimable, StudyEffect
from evidence.synthesis.shared_control import share_control
from evidence.synthesis.subgroups import subgroups as by_subgroup
from evidence.synthesis.variations import Material, variations


def analyse(
    planned: PlannedSynthesis,
    *,
    tau2_method: str = "REML",
    ci_method: str = "hartung-knapp",
    shared_control: str | None = None,
    outliers: Sequence[str] = (),
    subgroups: bool = False,
    level: float = 0.95,
) -> Analysis:
    """Analyse a planned synthesis: effects, pooled effect, variations, leave-one-out, subgroups.

    Parameters
    ----------
    planned : PlannedSynthesis
        The synthesis with its rows, as ``open_tables(folder).synthesis(id)`` gives it.
    tau2_method : str
        Estimator of the variance between studies, spelled as metafor spells it.
    ci_method : {"hartung-knapp", "hartung-knapp-unguarded", "t", "wald"}
        Interval and test of the pooled effect.
    shared_control : {"merge", "split", "correlated"}, optional
        How a control group that several comparisons share is dealt with. Without a choice such
        a synthesis is not pooled, and the result says so.
    outliers : sequence of str
        Trials to leave out one by one among the variations; the pooled effect keeps them.
    subgroups : bool
        Whether to pool by what was given and test for interaction.
    level : float
        Confidence level.

    Returns
    -------
    Analysis
        With every row of the synthesis either among the effects or left out with its reason. A
        synthesis planned only to be shown has effects and no pooled one.

    Raises
    ------
    ChoiceUnknown
        For an option, or an outlier, that does not exist.

    Notes
    -----
    The pooled effect is that of :func:`evidence.pool`; the default methods and their reasons are
    decision record 0002.

    References
    ----------
    Röver C, Knapp G, Friede T (2015). https://doi.org/10.1186/s12874-015-0091-1

    Examples
    --------
    >>> import evidence as ev
    >>> tables = ev.open_tables("data")
    >>> analysis = analyse(tables.synthesis(next(iter(tables.syntheses))))
    >>> len(analysis.leave_one_out) == len(analysis.effects)
    True
    """
    choices = Choices(
        tau2_method=tau2_method,
        ci_method=ci_method,
        shared_control=shared_control or "none",
        level=level,
    )
    effects = effect_sizes(planned)
    if planned.synthesis.action == "show":
        return _unpooled(planned, effects, "only_shown")
    shared = share_control(effects, choices.shared_control)
    if isinstance(shared, NotEstimable):
        return replace(_unpooled(planned, effects, shared.reason), pooled=shared)
    material = Material(
        effects=effects, shared=shared, set_aside=_set_aside(planned), choices=choices
    )
    split = by_subgroup(shared, choices) if subgroups else None
    return replace(
        _unpooled(planned, effects, ""),
        effects=shared.effects.effects,
        pooled=pool_shared(shared, choices),
        variations=variations(material, outliers),
        leave_one_out=leave_one_out(shared, choices),
        subgroups=split.groups if split else (),
        subgroup_test=split.test if split else None,
    )


def _unpooled(planned: PlannedSynthesis, effects: EffectSet, reason: str) -> Analysis:
    return Analysis(
        synthesis_id=planned.synthesis.id,
        outcome_id=planned.outcome.id,
        measure=effects.measure,
        instrument_id=planned.synthesis.instrument_id,
        effects=effects.effects,
        left_out=effects.left_out,
        pooled=NotEstimable(wanted="pooled", reason=reason, values={}),
        variations=(),
        leave_one_out=(),
        subgroups=(),
        subgroup_test=None,
    )


def _set_aside(planned: PlannedSynthesis) -> tuple[StudyEffect, ...]:
    """Effects of the rows set aside, with labels that tell them from the primary ones."""
    ids = {
        tuple(row.id for row in member_rows(member))
        for member in planned.members
        if member.use == "set aside"
    }
    every = effect_sizes(planned, use=USES).effects
    return tuple(effect for effect in every if effect.row_ids in ids)
