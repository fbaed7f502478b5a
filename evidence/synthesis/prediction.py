"""Where the true effect of a new study is expected, by the rule chosen."""

import math

import numpy as np

from evidence.stats.prediction import PredictionInterval, prediction_interval
from evidence.stats.prediction_of_effects import OWN_ERROR, predict_from_effects
from evidence.synthesis.choices import Choices
from evidence.synthesis.fit import Fit
from evidence.synthesis.results import NotEstimable, Prediction
from evidence.synthesis.shared_control import Shared

FEWEST_TO_PREDICT = 3
"""With two trials a t distribution on k - 2 degrees of freedom does not exist."""


def predicted(found: Fit, shared: Shared, choices: Choices) -> Prediction | NotEstimable:
    """Return the prediction interval of one pooling.

    Parameters
    ----------
    found : Fit
        The pooled effect and the variance between studies.
    shared : Shared
        The effects behind it.
    choices : Choices
        The rule, and the probability the interval is made for.

    Returns
    -------
    Prediction or NotEstimable
        Not estimable for a common effect, for fewer than three trials, where the rule has no
        degree of freedom left, and by a rule for independent effects where they are correlated
        (without one chosen these take t with one degree of freedom fewer than trials).
    """
    k, rule = found.trials, choices.prediction_quantile
    if choices.model == "common":
        return _none("common_effect")
    if k < FEWEST_TO_PREDICT:
        return _none("too_few_to_predict", k=str(k))
    if rule in OWN_ERROR and shared.blocks:
        if choices.prediction_rule is not None:
            return _none("prediction_of_correlated", rule=rule)
        rule = "t(k-1)"
    interval = _interval(found, shared, rule, choices.level)
    if math.isnan(interval.low):
        return _none("too_few_to_predict_at", rule=rule, k=str(k))
    return Prediction(low=interval.low, high=interval.high, level=choices.level, rule=rule)


def _interval(found: Fit, shared: Shared, rule: str, level: float) -> PredictionInterval:
    tau2 = found.tau2.value
    if rule in OWN_ERROR:
        effects = shared.effects.effects
        yi = np.array([effect.yi for effect in effects])
        vi = np.array([effect.vi for effect in effects])
        return predict_from_effects(yi, vi, tau2=tau2, rule=rule, level=level)
    mean = found.pooled
    return prediction_interval(mean.estimate, mean.se, tau2, k=found.trials, rule=rule, level=level)


def _none(reason: str, **values: str) -> NotEstimable:
    return NotEstimable(wanted="prediction", reason=reason, values=values)
