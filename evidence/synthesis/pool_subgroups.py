"""Subgroups of a table pooled, with one variance between studies each or one for all."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.shared_spread import pool_with_shared_spread
from evidence.synthesis.choices import Choices, Chosen, choose
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.given import NOTHING, Given, require_use_of_tau2
from evidence.synthesis.named_columns import groups_named
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.shared_control import share_control
from evidence.synthesis.subgroup_results import PooledSubgroups
from evidence.synthesis.subgroups import grouped, subgroups
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

SPREADS = ("own", "shared")


def pool_subgroups(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    by: str,
    *,
    spread: str = "own",
    measure: Measure | str | None = None,
    yi: str = "yi",
    vi: str = "vi",
    sei: str | None = None,
    study: str = "study",
    **choices: Unpack[Chosen],
) -> PooledSubgroups | NotEstimable:
    """Pool each subgroup of a table and test whether their effects differ.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row an effect, as :func:`evidence.escalc` gives it.
    by : str
        Column that names the subgroups.
    spread : {"own", "shared"}
        Whether each subgroup has a variance between studies of its own, or all have the one that
        the subgroups leave (R's meta: ``tau.common=TRUE``), for subgroups too small to tell.
    measure, yi, vi, sei, study : str
        As for :func:`evidence.pool`.
    **choices
        The methods of every pooling, as for :func:`evidence.pool`.

    Returns
    -------
    PooledSubgroups or NotEstimable
        A subgroup of one effect has no summary and no part in the test. Not estimable where
        a variance is to be shared and there are no more effects than subgroups.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        Naming every row that cannot be pooled, or has no subgroup, by its position.

    Notes
    -----
    The test is Cochran's Q over the subgroups' pooled effects and their standard errors as shown.
    It compares studies, not people drawn by lot, and finds little with few studies.

    References
    ----------
    Borenstein M, Higgins JPT (2013). https://doi.org/10.1007/s11121-013-0377-7

    Examples
    --------
    >>> table = {"yi": [0.1, 0.3, 0.6, 0.9], "vi": [0.02, 0.03, 0.02, 0.03],
    ...          "dose": ["low", "low", "high", "high"]}
    >>> print(pool_subgroups(table, "dose", spread="shared", ci_method="wald"))
    2 subgroups by dose, tau2 shared: Q = 9.269 (df = 1, p = 0.002331)
    """
    if spread not in SPREADS:
        raise ChoiceUnknown("spread", spread, SPREADS)
    chosen = choose(**choices)
    effects = effects_of(table, measure=measure, yi=yi, vi=vi, sei=sei, study=study)
    named = grouped(effects, groups_named(table, "by", by))
    given = _given(named, chosen) if spread == "shared" else NOTHING
    if isinstance(given, NotEstimable):
        return given
    shared = share_control(named, chosen.shared_control)
    if isinstance(shared, NotEstimable):
        return shared
    found = subgroups(shared, chosen, given)
    return PooledSubgroups(by=by, spread=spread, groups=found.groups, test=found.test)


def _given(effects: EffectSet, choices: Choices) -> Given | NotEstimable:
    """Return the variance between studies that the subgroups leave."""
    require_use_of_tau2(choices)
    if choices.shared_control != "none":
        raise ChoiceUnknown("shared_control", choices.shared_control, ("none",))
    groups = [effect.group for effect in effects.effects]
    if len(groups) <= len(set(groups)):
        values = {"groups": str(len(set(groups)))}
        return NotEstimable(wanted="subgroups", reason="too_few_for_shared_spread", values=values)
    yi = np.array([effect.yi for effect in effects.effects])
    vi = np.array([effect.vi for effect in effects.effects])
    together = pool_with_shared_spread(yi, vi, groups, method=choices.tau2_method)
    return Given(tau2=together.tau2)
