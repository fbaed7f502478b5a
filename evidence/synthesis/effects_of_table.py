"""The effects an analyst already has in a table: checked, named, ready to pool."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Bools, Floats
from evidence.stats.refusal import refuse
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import ArmData, StudyEffect
from evidence.synthesis.table_rows import columns_of, names_of, not_numbers
from evidence.synthesis.wald import LEVEL, wald_interval
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

MEASURE_COLUMN = "measure"
"""Where a table says what its effects are; :func:`evidence.escalc` writes it."""

KNOWN = dict.fromkeys(one.value for one in Measure)
"""Names of measures, in order."""


def effects_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: Measure | str | None = None,
    yi: str = "yi",
    vi: str = "vi",
    sei: str | None = None,
    study: str | None = "study",
) -> EffectSet:
    """Return the effects in two columns of a table, or refuse the rows that are none.

    Parameters
    ----------
    table : DataFrame, mapping of str to sequence, or list of records
        One row an effect.
    measure : str, optional
        What the effects are, as metafor names it, which settles the scale they are read on.
        Without it the column ``measure`` says so, where every row of it names one and the same;
        else they are ``"GEN"``, read as they are. Effects of several measures that mean the same,
        such as SMD and PBIT, are ``"GEN"`` when that is said.
    yi, vi : str
        Columns with effects (logarithms for ratios) and their sampling variances.
    sei : str, optional
        Column with standard errors, used in place of ``vi``.
    study : str or None
        Column that names the studies; without one called so they are numbered. None where every
        row is a study of its own, whatever the names.

    Returns
    -------
    EffectSet

    Raises
    ------
    TypeError
        For what is no table.
    ValueError
        Naming every row that cannot be used by its position (counted from zero) and why.
        Nothing is left out in silence.
    ChoiceUnknown
        For a column or a measure that does not exist, with those that do.

    Examples
    --------
    >>> found = effects_of({"yi": [0.1, 0.3], "se": [0.2, 0.1]}, sei="se", measure="SMD")
    >>> [round(effect.vi, 3) for effect in found.effects]
    [0.04, 0.01]
    """
    table = columns_of(table)
    spread = vi if sei is None else sei
    for option, column in (("yi", yi), ("vi" if sei is None else "sei", spread)):
        if column not in table:
            raise ChoiceUnknown(option, column, [str(name) for name in table])
    effects, spreads = numbers(table[yi]), numbers(table[spread])
    if len(effects) != len(spreads):
        raise ValueError(f"{yi} has {len(effects)} rows and {spread} has {len(spreads)}")
    variances = spreads if sei is None else spreads**2
    with np.errstate(divide="ignore", over="ignore"):
        weightless = (spreads > 0) & np.isinf(1 / variances)
    other, beside = not_numbers(yi, table[yi]), not_numbers(spread, table[spread])
    refuse_rows(
        other,
        (yi, ~np.isfinite(effects) & ~other[1], "not a finite number"),
        beside,
        (spread, ~np.isfinite(spreads) & ~beside[1], "not a finite number"),
        (spread, spreads <= 0, "not above 0"),
        (spread, weightless, "too small to divide by"),
    )
    names = names_of(table, study, len(effects))
    rows = zip(names, effects.tolist(), variances.tolist(), strict=True)
    return EffectSet(
        measure=measure_of(table, measure), effects=tuple(_effect(*row) for row in rows)
    )


def measure_of(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]", named: Measure | str | None
) -> Measure:
    """Return what the effects of a table are: as named, or as the table says.

    Raises
    ------
    ChoiceUnknown
        For a measure that does not exist, one the table contradicts, or a table with several.

    Examples
    --------
    >>> measure_of({"measure": ["RR", "RR"]}, None).value
    'RR'
    """
    if named is not None and named not in KNOWN:
        raise ChoiceUnknown("measure", str(named), list(KNOWN))
    column = table.get(MEASURE_COLUMN, ())
    said = sorted({str(value) for value in column})
    # A column of that name may hold something else, such as the names of scales.
    if not said or not KNOWN.keys() >= set(said):
        return Measure(named or Measure.GEN)
    if len(said) > 1:
        if named == Measure.GEN:
            return Measure.GEN
        raise ChoiceUnknown("measure", str(named or ", ".join(said)), [Measure.GEN.value])
    if named is not None and named not in said:
        raise ChoiceUnknown("measure", str(named), said)
    return Measure(said[0])


def numbers(column: Iterable[Any]) -> Floats:
    """Return a column as numbers, NaN for what is none.

    A text with digits is none either: whether its comma is a decimal sign is not for us to say.

    Examples
    --------
    >>> numbers([1, "2,5", None]).tolist()
    [1.0, nan, nan]
    """
    return np.array([_number(value) for value in column], dtype=np.float64)


def _number(value: Any) -> float:
    if isinstance(value, str):
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def refuse_rows(*checks: tuple[str, Bools, str]) -> None:
    """Raise ValueError naming every place where any column is bad, all at once.

    Parameters
    ----------
    *checks : tuple
        A column's name, where it is bad, and what is wrong, as for ``refuse``.
    """
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
