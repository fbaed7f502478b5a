"""Counted events pooled by a generalised linear mixed model."""

import math
from typing import Any

from evidence.stats.glmm.glmm import Glmm, glmm
from evidence.stats.prediction import prediction_interval
from evidence.synthesis.event_choices import EventChoices
from evidence.synthesis.event_results import EventFit, EventTest, PooledEvents
from evidence.synthesis.event_table import EventTable
from evidence.synthesis.prediction import FEWEST_TO_PREDICT
from evidence.synthesis.results import NotEstimable, Prediction
from evidence.vocabulary import Measure


def pooled_by_mixed_model(events: EventTable, choices: EventChoices) -> PooledEvents:
    """Pool counts by a generalised linear mixed model.

    Parameters
    ----------
    events : EventTable
    choices : EventChoices

    Returns
    -------
    PooledEvents

    Raises
    ------
    NoMaximum
        Where the likelihood has none.
    """
    columns: dict[str, Any] = dict(events.columns)
    found = glmm(
        choices.measure,
        choices.glmm,
        test="z" if choices.ci_method == "wald" else "t",
        level=choices.level,
        **columns,
    )
    only = found.coefficients
    return PooledEvents(
        measure=Measure(choices.measure),
        method=choices.method,
        model=choices.model,
        estimate=float(only.estimate[0]),
        se=float(only.se[0]),
        ci_low=float(only.ci_low[0]),
        ci_high=float(only.ci_high[0]),
        level=choices.level,
        statistic=float(only.statistic[0]),
        p_value=float(only.p_value[0]),
        df=only.df,
        k=found.k,
        tau2=found.tau2,
        sigma2=None if math.isnan(found.sigma2) else found.sigma2,
        i2=found.inconsistency.i2,
        h2=found.inconsistency.h2,
        ci_method=choices.ci_method,
        heterogeneity=_tests(found),
        association=(),
        fit=EventFit(**found.fit._asdict()),
        prediction=_prediction(found, choices),
        converged=found.converged,
        local_maxima=found.peaks,
        left_out=events.left_out,
        adjustments=_notes(found),
    )


def _tests(found: Glmm) -> tuple[EventTest, ...]:
    told = found.heterogeneity
    return (
        EventTest(name="likelihood_ratio", statistic=told.lrt, df=told.df, p_value=told.lrt_p),
        EventTest(name="wald", statistic=told.wald, df=told.df, p_value=told.wald_p),
    )


def _notes(found: Glmm) -> tuple[str, ...]:
    told = {
        "two_studies": found.k == 2,
        "tau2_not_converged": not found.converged,
        "several_maxima": found.peaks > 1,
    }
    return tuple(key for key, holds in told.items() if holds)


def _prediction(found: Glmm, choices: EventChoices) -> Prediction | NotEstimable:
    if choices.model == "common":
        return NotEstimable(wanted="prediction", reason="common_effect", values={})
    if found.k < FEWEST_TO_PREDICT:
        values = {"k": str(found.k)}
        return NotEstimable(wanted="prediction", reason="too_few_to_predict", values=values)
    only = found.coefficients
    interval = prediction_interval(
        float(only.estimate[0]),
        float(only.se[0]),
        found.tau2,
        k=found.k,
        rule=choices.prediction_quantile,
        level=choices.level,
    )
    return Prediction(low=interval.low, high=interval.high, level=choices.level, rule=interval.rule)
