"""The same synthesis under other choices: how far the answer stands up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from evidence.errors import ChoiceUnknown
from evidence.synthesis.choices import Choices
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.pool import pool_by, pool_shared
from evidence.synthesis.results import StudyEffect, Variation
from evidence.synthesis.shared_control import CHOICES, Shared
from evidence.vocabulary import Obtained


class Methods(NamedTuple):
    """A model with its estimator of tau squared and its interval."""

    model: str
    tau2_method: str
    ci_method: str


METHODS = {
    "common_effect": Methods("common", "REML", "wald"),
    "DL_wald": Methods("random", "DL", "wald"),
    "PM_hk": Methods("random", "PM", "hartung-knapp"),
    "REML_wald": Methods("random", "REML", "wald"),
    "REML_hk": Methods("random", "REML", "hartung-knapp"),
}
"""Other methods tried on the same effects; one that is the main choice is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a synthesis can be varied over.

    Parameters
    ----------
    effects : EffectSet
        The primary rows' effects, before a shared control group is dealt with.
    shared : Shared
        The same as pooled.
    set_aside : tuple of StudyEffect
        Effects of the rows kept for sensitivity analyses.
    choices : Choices
        The main choices.
    """

    effects: EffectSet
    shared: Shared
    set_aside: tuple[StudyEffect, ...]
    choices: Choices


def variations(material: Material, outliers: Sequence[str] = ()) -> tuple[Variation, ...]:
    """Pool a synthesis under every other choice that makes a difference to what is pooled.

    Parameters
    ----------
    material : Material
        The effects, those set aside, and the main choices.
    outliers : sequence of str
        Trials (ids or labels) to leave out, each by itself.

    Returns
    -------
    tuple of Variation
        Other methods (``common_effect``, ``DL_wald``, ``PM_hk``, ``REML_wald``); only numbers
        had first-hand; without each outlier; with each row set aside in place of its trial's
        own rows (``set_aside_instead``), or added where the trial has none
        (``set_aside_added``); the other ways with a shared control group.

    Raises
    ------
    ChoiceUnknown
        For an outlier that is not among the trials.
    """
    return (
        *_other_methods(material),
        *_first_hand(material),
        *_without(material, outliers),
        *_with_set_aside(material),
        *_other_sharing(material),
    )


def _other_methods(material: Material) -> Iterator[Variation]:
    for key, methods in METHODS.items():
        choices = replace(material.choices, **methods._asdict())
        if choices != material.choices:
            yield Variation(key=key, left_out=(), pooled=pool_shared(material.shared, choices))


def _without(material: Material, outliers: Sequence[str]) -> Iterator[Variation]:
    effects = material.shared.effects.effects
    for name in outliers:
        named = [name in (effect.study_id, effect.label) for effect in effects]
        if not any(named):
            raise ChoiceUnknown("outliers", name, sorted({one.study_id for one in effects}))
        yield _kept(material, "without_outlier", [not one for one in named])


def _first_hand(material: Material) -> Iterator[Variation]:
    effects = material.shared.effects.effects
    first = [effect.obtained is Obtained.FIRST_HAND for effect in effects]
    if not all(first):
        yield _kept(material, "first_hand", first)


def _kept(material: Material, key: str, keep: Sequence[bool]) -> Variation:
    effects = material.shared.effects.effects
    return Variation(
        key=key,
        left_out=tuple(one.label for one, kept in zip(effects, keep, strict=True) if not kept),
        pooled=pool_shared(
            material.shared.part([i for i, kept in enumerate(keep) if kept]), material.choices
        ),
    )


def _with_set_aside(material: Material) -> Iterator[Variation]:
    primary = material.effects.effects
    for extra in material.set_aside:
        replaced = _replaced(primary, extra)
        rest = [one for one in primary if one not in replaced]
        yield Variation(
            key="set_aside_instead" if replaced else "set_aside_added",
            left_out=tuple(one.label for one in replaced),
            pooled=pool_by(material.effects.only(*rest, extra), material.choices),
            put_in=(extra.label,),
        )


def _replaced(primary: Sequence[StudyEffect], extra: StudyEffect) -> list[StudyEffect]:
    """Return what a row set aside stands in for: the same comparison, or else its whole trial."""
    trial = [one for one in primary if one.study_id == extra.study_id]
    comparison = (extra.arm_id, extra.control_id)
    same = [one for one in trial if (one.arm_id, one.control_id) == comparison]
    return same or trial


def _other_sharing(material: Material) -> Iterator[Variation]:
    if not material.effects.by_control():
        return
    for choice in CHOICES[1:]:
        if choice != material.shared.choice:
            choices = replace(material.choices, shared_control=choice)
            yield Variation(
                key=f"shared_{choice}", left_out=(), pooled=pool_by(material.effects, choices)
            )
