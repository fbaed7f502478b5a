"""Covariance of comparisons that share a control group, from the group's own numbers."""

from collections.abc import Sequence

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.floats import Floats
from evidence.stats.shared_control import (
    SharedControl,
    shared_control_blocks,
    shared_control_covariance,
)
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import StudyEffect
from evidence.vocabulary import Measure

ASSUMED_CORRELATION = 0.5
"""What two comparisons with one control have between them when all three groups are alike."""

CORRECTION = 0.5
"""Added to each cell of a control group without events, or with nothing else, as to an effect's."""


def shared_blocks(
    effects: EffectSet, correlation: float | None = None
) -> tuple[tuple[Block, ...], bool]:
    """Return a covariance matrix for each shared control group, and whether any is assumed.

    Parameters
    ----------
    effects : EffectSet
        Effects of which some name the same comparator arm.
    correlation : float, optional
        Assumed between two comparisons whatever is known of the group's own numbers.

    Returns
    -------
    tuple of Block, bool
        A group whose comparisons do not all give the same numbers for the control has a
        correlation of 0.5 between them assumed.
    """
    blocks: list[Block] = []
    assumed = False
    for places in effects.by_control().values():
        group = [effects.effects[i] for i in places]
        vi = np.array([effect.vi for effect in group])
        known = None if correlation is not None else _known(group, effects.measure)
        if known is None:
            assumed = True
            covariance = _assumed(vi, ASSUMED_CORRELATION if correlation is None else correlation)
        else:
            covariance = shared_control_blocks(vi, [0] * len(group), known)[0].covariance
        blocks.append(Block(np.array(places), covariance))
    return tuple(blocks), assumed


def _known(group: Sequence[StudyEffect], measure: Measure) -> SharedControl | None:
    control = group[0].comparator
    if any(effect.comparator != control for effect in group) or control.n is None:
        return None
    sizes = [effect.experimental.n for effect in group if effect.experimental.n is not None]
    if control.sd is not None and len(sizes) == len(group):
        return shared_control_covariance(
            measure.value,
            n_control=[control.n] * len(group),
            sd_control=control.sd,
            yi=[effect.yi for effect in group],
            n_total=control.n + sum(sizes),
        )
    if control.events is None:
        return None
    corrected = control.events in (0, control.n)
    return shared_control_covariance(
        measure.value,
        n_control=[control.n + 2 * CORRECTION * corrected] * len(group),
        events_control=control.events + CORRECTION * corrected,
    )


def _assumed(vi: Floats, correlation: float) -> Floats:
    covariance = correlation * np.sqrt(np.outer(vi, vi))
    np.fill_diagonal(covariance, vi)
    return np.asarray(covariance)
