"""What small-study methods need of the effects: numbers of people and of events, where known."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evidence.chosen import options_of, require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Floats
from evidence.stats.refusal import refuse
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of, numbers
from evidence.synthesis.moderators import missing_rows, moderators_of, split_formula
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.shared_control import share_control
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

Effects = "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]"

FEW = 10
"""Below this number of studies tests for asymmetry should not be used (doi:10.1136/bmj.d4002)."""

OF_TABLE = {"n1": "n1i", "n2": "n2i", "ai": "ai", "bi": "bi", "ci": "ci", "di": "di"}
"""Columns of a table that hold sizes of groups and cells, as metafor names them."""

EFFECT_IN_ERROR = {
    "SMD": "smd_standard_error",
    "SMDH": "smd_standard_error",
    "OR": "ratio_standard_error",
    "RR": "ratio_standard_error",
}
"""Measures whose standard error depends on the effect itself."""


class StudyData(NamedTuple):
    """Effects of one synthesis with what is known of their groups; NaN is not reported."""

    measure: Measure
    yi: Floats
    vi: Floats
    labels: tuple[str, ...]
    ni: Floats
    groups: dict[str, Floats]

    @property
    def k(self) -> int:
        """Number of effects."""
        return len(self.yi)

    def has(self, *names: str) -> bool:
        """Whether groups' columns are known for all studies."""
        return all(np.isfinite(self.groups[name]).all() for name in names)


def study_data(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    door: Callable[..., object],
    least: int,
    columns: Mapping[str, Any],
    wanted: str | None = None,
) -> StudyData | NotEstimable:
    """Return the effects as columns, or why the method cannot be used on them.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`; a table may hold ``ni``, ``n1i``, ``n2i`` and the cells
        ``ai``, ``bi``, ``ci``, ``di``.
    door : callable
        Who asks: its options are told beside the columns where one does not exist.
    least : int
        Fewest effects.
    columns : mapping
        Names of the columns ``yi``, ``vi``, ``sei``, ``study`` and the ``measure``.
    wanted : str, optional
        What is asked for, where that is not the name of who asks.

    Returns
    -------
    StudyData or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.
    """
    require_options(columns, (*options_of(door), *options_of(effects_of)))
    wanted = wanted or door.__name__
    is_set = isinstance(effects, EffectSet)
    found = effects if isinstance(effects, EffectSet) else effects_of(effects, **columns)
    shared = share_control(found, "none")
    if isinstance(shared, NotEstimable):
        return NotEstimable(wanted=wanted, reason=shared.reason, values=shared.values)
    used = shared.effects.effects
    if len(used) < least:
        values = {"k": str(len(used)), "least": str(least)}
        return NotEstimable(wanted=wanted, reason="too_few_for_method", values=values)
    groups = _of_arms(found) if is_set else _of_table(effects, len(used))  # type: ignore[arg-type]
    total = groups["n1"] + groups["n2"]
    if not is_set and "ni" in effects:  # type: ignore[operator]
        total = numbers(effects["ni"])  # type: ignore[index]
    return StudyData(
        measure=found.measure,
        yi=np.array([effect.yi for effect in used]),
        vi=np.array([effect.vi for effect in used]),
        labels=tuple(effect.label for effect in used),
        ni=total,
        groups=groups,
    )


def _of_arms(found: EffectSet) -> dict[str, Floats]:
    arms = [(effect.experimental, effect.comparator) for effect in found.effects]
    n1, n2, ai, ci = (
        np.array([np.nan if value is None else value for value in column], dtype=np.float64)
        for column in (
            [one.n for one, _ in arms],
            [other.n for _, other in arms],
            [one.events for one, _ in arms],
            [other.events for _, other in arms],
        )
    )
    return {"n1": n1, "n2": n2, "ai": ai, "bi": n1 - ai, "ci": ci, "di": n2 - ci}


def _of_table(table: "Mapping[str, Sequence[Any]]", k: int) -> dict[str, Floats]:
    groups = {
        name: numbers(table[column]) if column in table else np.full(k, np.nan)
        for name, column in OF_TABLE.items()
    }
    for size, yes, no in (("n1", "ai", "bi"), ("n2", "ci", "di")):
        known = groups[yes] + groups[no]
        groups[size] = np.where(np.isnan(groups[size]), known, groups[size])
    return groups


def moderators_in(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]", formula: str | None
) -> Floats | None:
    """Return the model matrix of a formula of a table's columns, None without a formula.

    Raises
    ------
    ChoiceUnknown
        For a column that does not exist, and for effects that are no table.
    ValueError
        Naming rows without their moderators, by position (counted from zero).
    """
    import pandas as pd

    if formula is None:
        return None
    if isinstance(effects, EffectSet):
        raise ChoiceUnknown("moderators", formula, ())
    table, right = pd.DataFrame(effects), split_formula(formula)[1]
    for name, lost in missing_rows(right, table).items():
        refuse(name, lost, "missing or not finite")
    return moderators_of(right, table, redundant="refuse").xi


def require_choice(option: str, found: str, right: Sequence[str]) -> None:
    """Refuse an option that does not exist, with those that do.

    Raises
    ------
    ChoiceUnknown
    """
    if found not in right:
        raise ChoiceUnknown(option, found, tuple(right))


def few(data: StudyData) -> tuple[str, ...]:
    """Return the advice that there are too few studies, where there are."""
    return ("few_studies",) if data.k < FEW else ()
