"""Pool a table of effects an analyst already has: a DataFrame or columns in, a result out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Bools, Floats
from evidence.stats.refusal import refuse
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.pool import pool
from evidence.synthesis.results import ArmData, NotEstimable, PooledEffect, StudyEffect
from evidence.synthesis.wald import LEVEL, wald_interval
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


def pool_frame(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    yi: str = "yi",
    vi: str = "vi",
    study: str = "study",
    measure: Measure | str = Measure.MD,
    **choices: Any,
) -> PooledEffect | NotEstimable:
    """Pool the effects in two columns of a table.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a study.
    yi, vi : str
        Columns with effects (logarithms for ratios) and their sampling variances.
    study : str
        Column that names the studies; not needed.
    measure : {"MD", "SMD", "RR", "OR", "RD"}
        What the effects are, which settles the scale they are read on.
    **choices
        As for :func:`evidence.pool`.

    Returns
    -------
    PooledEffect or NotEstimable

    Raises
    ------
    ValueError
        Naming every row that cannot be pooled by its position (counted from zero) and why.
        Nothing is left out in silence.
    ChoiceUnknown
        For a column or an option that does not exist, with those that do.

    Examples
    --------
    >>> result = pool_frame({"yi": [0.1, 0.3, 0.5], "vi": [0.02, 0.03, 0.02]}, measure="SMD")
    >>> round(result.estimate, 4)
    0.3
    """
    return pool(effects_of(table, yi=yi, vi=vi, study=study, measure=measure), **choices)


def effects_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    yi: str = "yi",
    vi: str = "vi",
    study: str = "study",
    measure: Measure | str = Measure.MD,
) -> EffectSet:
    """Return the effects in two columns of a table, or refuse them; see :func:`pool_frame`."""
    if measure not in list(Measure):
        raise ChoiceUnknown("measure", str(measure), [one.value for one in Measure])
    for option, column in (("yi", yi), ("vi", vi)):
        if column not in table:
            raise ChoiceUnknown(option, column, [str(name) for name in table])
    effects, variances = _numbers(table[yi]), _numbers(table[vi])
    if len(effects) != len(variances):
        raise ValueError(f"{yi} has {len(effects)} rows and {vi} has {len(variances)}")
    _refuse_rows(
        (yi, ~np.isfinite(effects), "not a finite number"),
        (vi, ~np.isfinite(variances), "not a finite number"),
        (vi, variances <= 0, "not above 0"),
    )
    names = table[study] if study in table else range(1, len(effects) + 1)
    rows = zip(map(str, names), effects.tolist(), variances.tolist(), strict=True)
    return EffectSet(measure=Measure(measure), effects=tuple(_effect(*row) for row in rows))


def _numbers(column: Iterable[Any]) -> Floats:
    return np.array([_number(value) for value in column], dtype=np.float64)


def _number(value: Any) -> float:
    # A text with digits is refused too: whether its comma is a decimal sign is not for us to say.
    return float("nan") if value is None or isinstance(value, str) else float(value)


def _refuse_rows(*checks: tuple[str, Bools, str]) -> None:
    told = []
    for name, bad, why in checks:
        try:
            refuse(name, bad, why)
        except ValueError as fault:
            told.append(str(fault))
    if told:
        raise ValueError("; ".join(told))


def _effect(label: str, yi: float, vi: float) -> StudyEffect:
    low, high = wald_interval(yi, vi)
    return StudyEffect(
        study_id=label,
        label=label,
        group="",
        yi=yi,
        vi=vi,
        ci_low=low,
        ci_high=high,
        level=LEVEL,
        experimental=ArmData(),
        comparator=ArmData(),
        control_id="",
        route="given",
        obtained=None,
        row_ids=(),
        source_ids=(),
    )
