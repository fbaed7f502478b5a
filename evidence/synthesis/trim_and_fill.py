"""A synthesis with the studies filled in that a symmetric funnel would need."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.stats.small_study import trim_and_fill as trimming
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import StudyData, few, require_choice, study_data
from evidence.synthesis.small_study_results import TrimAndFill

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]


def trim_and_fill(
    effects: "Effects",
    *,
    estimator: str = "L0",
    side: str | None = None,
    tau2_method: str = "REML",
    model: str = "random",
    level: float = 0.95,
    **columns: Any,
) -> TrimAndFill | NotEstimable:
    """Fill in the studies a symmetric funnel would need, and pool with them.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    estimator : {"L0", "R0", "Q0"}
        Of the number missing.
    side : {"left", "right"}, optional
        Where studies may be missing; found from the data when not given.
    tau2_method, model, level
        How effects are pooled, with the normal (Wald) interval.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    TrimAndFill or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.

    References
    ----------
    Duval S, Tweedie R (2000). doi:10.1111/j.0006-341X.2000.00455.x

    Examples
    --------
    >>> table = {"yi": [0.1, 0.15, 0.2, 0.5, 0.8], "vi": [0.01, 0.02, 0.03, 0.1, 0.2]}
    >>> trim_and_fill(table, side="left", model="common").k0
    2
    """
    require_choice("estimator", estimator, trimming.ESTIMATORS)
    require_choice("side", side or "left", trimming.SIDES)
    require_choice("model", model, ("random", "common"))
    data = study_data(effects, door=trim_and_fill, least=3, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    if side is None and np.ptp(data.vi) == 0:
        return NotEstimable(wanted="trim_and_fill", reason="studies_equally_large", values={})
    method = tau2_method if model == "random" else "EE"
    try:
        done = trimming.trim_and_fill(
            data.yi, data.vi, estimator=estimator, side=side, method=method, level=level
        )
    except trimming.NumberUndefined:
        return NotEstimable(wanted="trim_and_fill", reason="q0_does_not_exist", values={})
    return _filled(data, done, estimator, method, level)


def _filled(
    data: StudyData, done: trimming.TrimAndFill, estimator: str, method: str, level: float
) -> TrimAndFill:
    pooled = done.fit.pooled
    return TrimAndFill(
        measure=data.measure,
        estimator=estimator,
        side=done.side,
        k0=done.k0,
        k0_se=done.se,
        p_value=None if math.isnan(done.p_value) else done.p_value,
        estimate=pooled.estimate,
        se=pooled.se,
        ci_low=pooled.ci_low,
        ci_high=pooled.ci_high,
        level=level,
        k=data.k,
        tau2=done.fit.tau2,
        tau2_method=method,
        filled=tuple(done.filled_yi.tolist()),
        converged=done.converged and done.fit.converged,
        local_maxima=done.fit.local_maxima,
        advice=(*few(data), *(() if done.converged else ("not_converged",))),
    )
