"""A synthesis adjusted for small-study effects, by several methods side by side."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.stats.small_study.adequately_powered import adequately_powered
from evidence.stats.small_study.henmi_copas import henmi_copas
from evidence.stats.small_study.limit_meta_analysis import limit_meta_analysis
from evidence.stats.small_study.p_uniform import p_uniform
from evidence.stats.small_study.p_uniform_star import p_uniform_star
from evidence.stats.small_study.precision_effect import pet_peese
from evidence.stats.small_study.selection_likelihood import p_values
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import (
    EFFECT_IN_ERROR,
    StudyData,
    few,
    require_choice,
    study_data,
)
from evidence.synthesis.small_study_results import AdjustedEffect

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]

SIDES = ("greater", "less")
MANY = 20
"""Below this many studies regression towards zero error is unstable (10.1177/1948550617693062)."""


def adjusted_effect(
    effects: "Effects",
    *,
    method: str = "PET-PEESE",
    side: str = "greater",
    tau2_method: str = "REML",
    level: float = 0.95,
    **columns: Any,
) -> AdjustedEffect | NotEstimable:
    """Adjust a pooled effect for small-study effects or selection by significance.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    method : str
        ``"PET-PEESE"``, ``"limit"`` (limit meta-analysis), ``"WAAP-WLS"``, ``"p-uniform"``,
        ``"p-uniform*"`` or ``"henmi-copas"`` (metafor's ``hc``). Selection models have a function
        of their own.
    side : {"greater", "less"}
        The direction that results are expected, or favoured, in.
    tau2_method : str
        For limit meta-analysis.
    level : float
        Confidence level.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    AdjustedEffect or NotEstimable
        These methods disagree, and none is right in all circumstances: they are for comparison.

    References
    ----------
    Carter EC, Schönbrodt FD, Gervais WM, Hilgard J (2019). doi:10.1177/2515245919847196

    Examples
    --------
    >>> table = {"yi": [0.1, 0.2, 0.4, 0.7], "vi": [0.01, 0.02, 0.05, 0.1]}
    >>> adjusted_effect(table).chosen
    'PET'
    """
    require_choice("method", method, tuple(METHODS))
    require_choice("side", side, SIDES)
    data = study_data(effects, door=adjusted_effect, least=3, columns=columns, wanted=method)
    if isinstance(data, NotEstimable):
        return data
    by_size = method in ("PET-PEESE", "limit")
    if by_size and np.ptp(data.vi) == 0:
        return NotEstimable(wanted=method, reason="studies_equally_large", values={})
    turned = data.yi if side == "greater" else -data.yi
    significant = p_values(turned, data.vi, two_sided=False) < 0.025
    if method.startswith("p-uniform") and not significant.any():
        return NotEstimable(wanted=method, reason="none_significant", values={})
    return METHODS[method](data, side, tau2_method, level)


def _pet_peese(data: StudyData, side: str, tau2_method: str, level: float) -> AdjustedEffect:
    found = pet_peese(data.yi, data.vi, direction=side, level=level)
    chosen = found.estimate
    advice: tuple[str, ...] = () if data.k >= MANY else ("fewer_than_twenty",)
    if data.measure in EFFECT_IN_ERROR:
        advice += (EFFECT_IN_ERROR[data.measure],)
    return AdjustedEffect(
        method="PET-PEESE",
        measure=data.measure,
        estimate=chosen.limit,
        se=chosen.intercept_se,
        ci_low=chosen.limit_low,
        ci_high=chosen.limit_high,
        level=level,
        p_value=found.p_effect,
        k=data.k,
        used=data.k,
        chosen=found.chosen,
        advice=advice,
    )


def _limit(data: StudyData, side: str, tau2_method: str, level: float) -> AdjustedEffect:
    found = limit_meta_analysis(data.yi, data.vi, method=tau2_method, level=level)
    return AdjustedEffect(
        method="limit",
        measure=data.measure,
        estimate=found.estimate,
        se=found.se,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        level=level,
        p_value=found.p_value,
        k=data.k,
        used=data.k,
        chosen="beta0",
        tau2=found.tau2,
        tau2_method=tau2_method,
        converged=found.converged,
        local_maxima=found.local_maxima,
        advice=few(data),
    )


def _waap(data: StudyData, side: str, tau2_method: str, level: float) -> AdjustedEffect:
    found = adequately_powered(data.yi, data.vi, level=level)
    pooled = found.uwls if found.waap is None else found.waap
    return AdjustedEffect(
        method="WAAP-WLS",
        measure=data.measure,
        estimate=pooled.estimate,
        se=pooled.se,
        ci_low=pooled.ci_low,
        ci_high=pooled.ci_high,
        level=level,
        p_value=pooled.p_value,
        k=data.k,
        used=data.k if found.waap is None else int(found.powered.sum()),
        chosen="UWLS" if found.waap is None else "WAAP",
        advice=few(data),
    )


def _p_uniform(data: StudyData, side: str, tau2_method: str, level: float) -> AdjustedEffect:
    found = p_uniform(data.yi, data.vi, side=side, level=level)
    return AdjustedEffect(
        method="p-uniform",
        measure=data.measure,
        estimate=found.estimate,
        se=None,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        level=level,
        p_value=float("nan"),
        k=data.k,
        used=found.k,
        advice=(*few(data), "assumes_one_effect"),
    )


def _p_uniform_star(data: StudyData, side: str, tau2_method: str, level: float) -> AdjustedEffect:
    found = p_uniform_star(data.yi, data.vi, side=side, level=level)
    advice = few(data)
    if not 0 < found.significant < data.k:
        advice += ("only_one_kind",)
    if not found.converged:
        advice += ("not_converged",)
    return AdjustedEffect(
        method="p-uniform*",
        measure=data.measure,
        estimate=found.estimate,
        se=None,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        level=level,
        p_value=found.effect.p_value,
        k=data.k,
        used=data.k,
        tau2=found.tau2,
        tau2_method="ML",
        converged=found.converged,
        local_maxima=found.local_maxima,
        advice=advice,
    )


def _henmi_copas(data: StudyData, side: str, tau2_method: str, level: float) -> AdjustedEffect:
    found = henmi_copas(data.yi, data.vi, level=level)
    return AdjustedEffect(
        method="henmi-copas",
        measure=data.measure,
        estimate=found.estimate,
        se=found.se,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        level=level,
        p_value=float("nan"),
        k=data.k,
        used=data.k,
        tau2=found.tau2,
        tau2_method="DL",
        advice=few(data),
    )


METHODS: dict[str, Callable[[StudyData, str, str, float], AdjustedEffect]] = {
    "PET-PEESE": _pet_peese,
    "limit": _limit,
    "WAAP-WLS": _waap,
    "p-uniform": _p_uniform,
    "p-uniform*": _p_uniform_star,
    "henmi-copas": _henmi_copas,
}
