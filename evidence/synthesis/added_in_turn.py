"""An analysis pooled anew as each trial came."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.synthesis.as_pooled import choices_as_pooled, effects_as_pooled
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.results import Analysis, NotEstimable, PooledEffect, StudyEffect
from evidence.synthesis.shared_control import share_control


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The effects a trial adds, its year where known, and all so far pooled."""

    added: tuple[StudyEffect, ...]
    year: int | None
    pooled: PooledEffect | NotEstimable


def added_in_turn(analysis: Analysis, years: Mapping[str, int]) -> tuple[Step, ...]:
    """Pool the trials of an analysis from the first to the last, by the methods it was done with.

    Parameters
    ----------
    analysis : Analysis
        With a pooled effect.
    years : mapping of str to int
        The year of each trial by its id; trials without come last, equal years as in the
        analysis.

    Returns
    -------
    tuple of Step
        One a trial, with all its comparisons at once; the last is the pooled effect itself.
        Empty where nothing was pooled. Where effects share people the joint model of the
        analysis pools each step, which :func:`evidence.cumulative` does not.

    References
    ----------
    Lau J et al. (1992). https://doi.org/10.1056/NEJM199207233270406
    """
    if isinstance(analysis.pooled, NotEstimable):
        return ()
    choices = choices_as_pooled(analysis.pooled)
    shared = share_control(effects_as_pooled(analysis), choices.shared_control)
    if isinstance(shared, NotEstimable):
        return ()
    trials: dict[str, list[int]] = {}
    for position, effect in enumerate(analysis.effects):
        trials.setdefault(effect.study_id, []).append(position)
    order = sorted(trials, key=lambda trial: (trial not in years, years.get(trial, 0)))
    steps, so_far = [], list[int]()
    for trial in order:
        so_far = sorted((*so_far, *trials[trial]))
        step = Step(
            added=tuple(analysis.effects[position] for position in trials[trial]),
            year=years.get(trial),
            pooled=pool_shared(shared.part(so_far), choices),
        )
        steps.append(step)
    return tuple(steps)
