"""Selection models of a synthesis: the effect before publication chose among results."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.stats.pooling import pool_effects
from evidence.stats.small_study.selection_likelihood import p_values
from evidence.stats.small_study.selection_model import SelectionFit, fit_selection_model
from evidence.stats.small_study.selection_setup import ALTERNATIVES, MODELS, Selection
from evidence.stats.tau2 import estimate_tau2
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import StudyData, few, require_choice, study_data
from evidence.synthesis.small_study_results import AdjustedEffect, SelectionModel

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]

SHAPES = {"3PSM": (0.025,), "4PSM": (0.025, 0.5)}
"""The step models that have a name of their own, with their one-sided steps."""
LEAST = 3


def selection_model(
    effects: "Effects",
    *,
    selection: str = "3PSM",
    alternative: str = "greater",
    steps: Sequence[float] | None = None,
    delta: Sequence[float] | None = None,
    model: str = "random",
    level: float = 0.95,
    **columns: Any,
) -> SelectionModel | NotEstimable:
    """Fit a model in which results were published or not for what they showed.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    selection : str
        ``"3PSM"`` (one step, at one-sided 0.025) or ``"4PSM"`` (and at 0.5), or a model by
        metafor's name: ``"stepfun"``, ``"beta"``, ``"halfnorm"``, ``"negexp"``, ``"logistic"``,
        ``"power"``, ``"negexppow"``, ``"trunc"``.
    alternative : {"greater", "less", "two.sided"}
        Which results were favoured: name the direction that benefit has on this scale.
    steps, delta : sequence of float, optional
        Steps (or a threshold, or a cut), and parameters to fix.
    model : {"random", "common"}
        With or without variance between studies; maximum likelihood.
    level : float
        Confidence level.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    SelectionModel or NotEstimable
        Not estimable where a step holds no result, or studies are fewer than parameters.

    Raises
    ------
    ChoiceUnknown
        For an option that does not exist, with those that do.

    References
    ----------
    Vevea JL, Hedges LV (1995). doi:10.1007/BF02294384
    Citkowicz M, Vevea JL (2017). doi:10.1037/met0000119

    Examples
    --------
    >>> table = {"yi": [0.9, 0.8, 0.7, 0.5, 0.1, 0.2], "vi": [0.16, 0.1, 0.1, 0.04, 0.03, 0.01]}
    >>> selection_model(table).counts
    (5, 1)
    """
    names = (*SHAPES, *MODELS)
    require_choice("selection", selection, names)
    require_choice("alternative", alternative, ALTERNATIVES)
    require_choice("model", model, ("random", "common"))
    data = study_data(effects, door=selection_model, least=LEAST, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    edges = steps if steps is not None else SHAPES.get(selection)
    if alternative == "two.sided" and steps is None and selection in SHAPES:
        edges = (0.05, 0.5)[: len(SHAPES[selection])]
    asked = Selection("stepfun" if selection in SHAPES else selection, alternative, edges, delta)
    missing = _cannot(data, asked, model)
    if missing is not None:
        return missing
    method = "ML" if model == "random" else "EE"
    fit = fit_selection_model(data.yi, data.vi, asked, method=method, level=level)
    return _result(data, selection, asked, fit, method)


def _cannot(data: StudyData, asked: Selection, model: str) -> NotEstimable | None:
    """Say why a model cannot be fitted, before it is tried."""
    given = np.atleast_1d(np.asarray([] if asked.steps is None else asked.steps, dtype=np.float64))
    free = {"stepfun": len(given[given < 1]), "beta": 2, "negexppow": 2}.get(asked.model, 1)
    parameters = 1 + (model == "random") + (free if asked.delta is None else 0)
    if data.k < parameters:
        values = {"k": str(data.k), "least": str(parameters)}
        return NotEstimable(wanted="selection_model", reason="too_few_for_method", values=values)
    if asked.model not in ("stepfun", "trunc") or asked.delta is not None:
        return None
    turned = -data.yi if asked.alternative == "less" else data.yi
    if asked.model == "trunc":
        cut = float(given[0]) if len(given) else 0.0
        place = np.asarray(turned <= (-cut if asked.alternative == "less" else cut), dtype=np.intp)
        counts = np.bincount(place, minlength=2)
    else:
        p = p_values(turned, data.vi, two_sided=asked.alternative == "two.sided")
        ends = np.unique(np.append(given, 1.0))
        counts = np.bincount(np.searchsorted(ends, p, side="left"), minlength=len(ends))
    if (counts == 0).any():
        values = {"counts": ", ".join(map(str, counts.tolist()))}
        return NotEstimable(wanted="selection_model", reason="step_without_results", values=values)
    return None


def _result(
    data: StudyData, named: str, asked: Selection, fit: SelectionFit, method: str
) -> SelectionModel:
    mean = fit.coefficients
    steps = () if asked.steps is None else tuple(np.atleast_1d(np.asarray(asked.steps)).tolist())
    return SelectionModel(
        model=named,
        alternative=asked.alternative,
        measure=data.measure,
        estimate=float(mean.estimate[0]),
        se=float(mean.se[0]),
        ci_low=float(mean.ci_low[0]),
        ci_high=float(mean.ci_high[0]),
        level=mean.level,
        p_value=float(mean.p_value[0]),
        k=data.k,
        tau2=fit.tau2,
        tau2_method=method,
        steps=steps,
        delta=tuple(fit.delta.tolist()),
        delta_se=tuple(fit.delta_se.tolist()),
        counts=fit.counts,
        lrt=fit.selection.statistic,
        lrt_df=fit.selection.df,
        lrt_p=fit.selection.p_value,
        log_likelihood=fit.fit.log_likelihood,
        aic=fit.fit.aic,
        bic=fit.fit.bic,
        aicc=fit.fit.aicc,
        converged=fit.converged,
        local_maxima=fit.local_maxima,
        unadjusted=_unadjusted(data, method, mean.level),
        advice=_advice(data, fit),
    )


def _unadjusted(data: StudyData, method: str, level: float) -> AdjustedEffect:
    tau2 = estimate_tau2(data.yi, data.vi, method=method)
    pooled = pool_effects(data.yi, data.vi, tau2=tau2.value, level=level)
    return AdjustedEffect(
        method="unadjusted",
        measure=data.measure,
        estimate=pooled.estimate,
        se=pooled.se,
        ci_low=pooled.ci_low,
        ci_high=pooled.ci_high,
        level=level,
        p_value=pooled.p_value,
        k=data.k,
        used=data.k,
        tau2=tau2.value,
        tau2_method=method,
        converged=tau2.converged,
        local_maxima=tau2.local_maxima,
    )


def _advice(data: StudyData, fit: SelectionFit) -> tuple[str, ...]:
    advice = few(data)
    if fit.counts and min(fit.counts) < LEAST:
        advice += ("thin_step",)
    if fit.on_bound:
        advice += ("on_bound",)
    if fit.local_maxima > 1:
        advice += ("several_maxima",)
    if not fit.converged:
        advice += ("not_converged",)
    return advice
