"""The rows of a table that a meta-regression is fitted to, with their moderators, checked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.records.text import Text
from evidence.stats.design import Design, design
from evidence.stats.floats import Bools, Floats
from evidence.stats.refusal import refuse
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of, numbers
from evidence.synthesis.moderators import Terms, missing_rows, moderators_of, split_formula
from evidence.synthesis.regression_choices import RegressionChoices
from evidence.synthesis.results import LeftOut, NotEstimable
from evidence.synthesis.shared_control import share_control
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


class Columns(NamedTuple):
    """Where a table has its effects, and what they are; as for :func:`evidence.pool`."""

    measure: Measure | str | None
    yi: str
    vi: str
    sei: str | None
    study: str | None


class RegressionData(NamedTuple):
    """Effects with their moderators, ready to fit; ``weights`` are the user's own, if any."""

    formula: str
    measure: Measure
    yi: Floats
    vi: Floats
    weights: Floats | None
    design: Design
    terms: Terms
    left_out: tuple[LeftOut, ...]
    table: "pd.DataFrame"


def regression_data(
    formula: str,
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    columns: Columns,
    choices: RegressionChoices,
    *,
    also: str = "",
) -> RegressionData | NotEstimable:
    """Return the effects of a table with their moderators, or refuse its rows.

    Parameters
    ----------
    formula : str
        ``"yi ~ year + alloc"``, or the moderators alone.
    data : DataFrame or mapping of str to sequence
        One row an effect.
    columns : Columns
        Where the effects stand, unless the formula says so.
    choices : RegressionChoices
        What to do with missing moderators and redundant coefficients; the column of weights.
    also : str
        Another formula whose moderators may not be missing either.

    Returns
    -------
    RegressionData or NotEstimable
        Not estimable with no more effects than coefficients, and for studies that stand twice.

    Raises
    ------
    ChoiceUnknown
        For a column that does not exist, with those that do.
    ValueError
        Naming every row that cannot be used by its position (counted from zero) and why.
    """
    import pandas as pd

    named, moderators = split_formula(formula)
    where = columns if named is None else columns._replace(yi=named)
    table = pd.DataFrame(data)
    lost = {**missing_rows(also, table), **missing_rows(moderators, table)}
    weights = _weights(choices.weights, table)
    kept = ~np.any([*lost.values(), np.zeros(len(table), dtype=np.bool_)], axis=0)
    effects = _effects(table, where, lost if choices.missing == "refuse" else {})
    chosen = effects.only(*(effects.effects[place] for place in np.flatnonzero(kept)))
    shared = share_control(chosen, "none")
    if isinstance(shared, NotEstimable):
        return shared
    found = moderators_of(moderators, table[kept], redundant=choices.redundant)
    if len(found.xi) <= found.xi.shape[1]:
        return too_few("regression", found.xi)
    return RegressionData(
        formula=moderators,
        measure=effects.measure,
        yi=np.array([effect.yi for effect in chosen.effects]),
        vi=np.array([effect.vi for effect in chosen.effects]),
        weights=None if weights is None else weights[kept],
        design=design(found.xi),
        terms=found.terms,
        left_out=_left_out(effects, kept),
        table=table[kept],
    )


def too_few(wanted: str, xi: Floats) -> NotEstimable:
    """Return that a model matrix has too few rows for its columns."""
    k, p = xi.shape
    values = {"k": str(k), "p": str(p)}
    return NotEstimable(wanted=wanted, reason="too_few_for_moderators", values=values)


def _left_out(effects: EffectSet, kept: Bools) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(
            study_id=effects.effects[place].study_id,
            row_ids=(str(place),),
            reason="moderator_missing",
            words=Text(""),
        )
        for place in np.flatnonzero(~kept)
    )


def _effects(table: "pd.DataFrame", columns: Columns, lost: Mapping[str, Bools]) -> EffectSet:
    """Read the table's effects; faults of effects and of moderators are told together."""
    told = []
    try:
        effects = effects_of(table, **columns._asdict())
    except ValueError as fault:
        told.append(str(fault))
    for name, missing in lost.items():
        try:
            refuse(name, missing, "missing or not finite")
        except ValueError as fault:
            told.append(str(fault))
    if told:
        raise ValueError("; ".join(told))
    return effects


def _weights(name: str | None, table: "pd.DataFrame") -> Floats | None:
    if name is None:
        return None
    if name not in table:
        raise ChoiceUnknown("weights", name, [str(column) for column in table])
    weights = numbers(table[name])
    refuse(name, ~(np.isfinite(weights) & (weights >= 0)), "not a finite number of at least 0")
    return weights
