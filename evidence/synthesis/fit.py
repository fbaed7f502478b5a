"""The numbers of one pooling, for independent effects and for those that share people."""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.correlated import METHODS, estimate_tau2_correlated, pool_correlated
from evidence.stats.correlated_heterogeneity import (
    profile_interval_correlated,
    q_correlated,
    typical_variance_correlated,
)
from evidence.stats.floats import Floats
from evidence.stats.hartung_knapp_guards import pool_guarded
from evidence.stats.heterogeneity import cochran_q, typical_variance
from evidence.stats.kenward_roger import kenward_roger
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.tau2 import WEIGHTED, Tau2, estimate_tau2
from evidence.stats.tau2_interval import (
    Tau2Interval,
    generalised_q_interval,
    profile_likelihood_interval,
    q_profile_interval,
)
from evidence.synthesis.choices import GUARDS, PROFILE, TESTS, Choices
from evidence.synthesis.given import NOTHING, Given
from evidence.synthesis.heterogeneity import Spread
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.shared_control import Shared


class Fit(NamedTuple):
    """A pooled effect, the variance between studies behind it, and how much effects differ.

    ``trials`` are those the effects come from, each counted once: fewer than the effects where
    these are correlated. ``ci_method`` is the one used, which for correlated effects may not be
    the one chosen.
    """

    pooled: Pooled
    tau2: Tau2
    spread: Spread
    ci_method: str
    trials: int


def fit(shared: Shared, choices: Choices, given: Given = NOTHING) -> Fit | NotEstimable:
    """Return the numbers of one pooling of two effects or more.

    Parameters
    ----------
    shared : Shared
        The effects; with blocks where control groups are shared and errors correlated.
    choices : Choices
        The methods.
    given : Given
        What the analyst brings along, for independent effects.

    Returns
    -------
    Fit or NotEstimable
        Correlated effects have a likelihood and no method of moments, so any other estimator of
        tau squared is not estimable; nor is one by weights without any, t for effects of one
        trial alone, nor Kenward and Roger's interval where they leave less than one degree of
        freedom (tau squared near 0).

    Notes
    -----
    Hartung and Knapp's variance, and Kenward and Roger's here, are those of independent effects.
    Correlated ones take t in their place, on one degree of freedom fewer than there are trials:
    people are drawn trial by trial, and arms of one trial are not so many draws. It is what
    metafor's
    ``rma.mv(yi, V, random = ~ 1 | trial/effect, test = "t", dfs = "contain")`` has.
    """
    effects = shared.effects.effects
    yi = np.array([effect.yi for effect in effects])
    vi = np.array([effect.vi for effect in effects])
    needs_weights = choices.model == "random" and choices.tau2_method in WEIGHTED
    if needs_weights and given.weights is None:
        values = {"method": choices.tau2_method}
        return NotEstimable(wanted="pooled", reason="tau2_needs_weights", values=values)
    if not shared.blocks:
        return _independent(yi, vi, choices, given)
    if choices.model == "random" and choices.tau2_method not in METHODS:
        values = {"method": choices.tau2_method}
        return NotEstimable(wanted="pooled", reason="tau2_needs_likelihood", values=values)
    trials = len({effect.study_id for effect in effects})
    if trials < 2 and choices.ci_method != "wald":
        labels = "; ".join(effect.label for effect in effects)
        return NotEstimable(wanted="pooled", reason="one_study", values={"labels": labels})
    return _correlated(yi, vi, shared, choices, trials)


def _independent(yi: Floats, vi: Floats, choices: Choices, given: Given) -> Fit | NotEstimable:
    tau2 = given.tau2 or _estimated(yi, vi, choices, given)
    spread = Spread(
        q=cochran_q(yi, vi),
        typical=typical_variance(vi),
        tau2=tau2.value,
        interval=_tau2_interval(yi, vi, choices, given),
    )
    pooled = _mean(yi, vi, tau2.value, choices, given)
    if pooled.df is not None and pooled.df < 1:
        return NotEstimable(wanted="pooled", reason="kenward_roger_without_freedom", values={})
    return Fit(pooled, tau2, spread, choices.ci_method, trials=len(yi))


def _estimated(yi: Floats, vi: Floats, choices: Choices, given: Given) -> Tau2:
    method = choices.tau2_method if choices.model == "random" else "EE"
    return estimate_tau2(
        yi, vi, method=method, weights=given.weights if method in WEIGHTED else None
    )


def _tau2_interval(yi: Floats, vi: Floats, choices: Choices, given: Given) -> Tau2Interval | None:
    rule, level = choices.tau2_interval, choices.level
    if choices.model == "common" or given.tau2 is not None:
        return None
    if choices.tau2_method in WEIGHTED:
        return generalised_q_interval(yi, vi, weights=given.weights, level=level)
    if rule == "QP":
        return q_profile_interval(yi, vi, level=level)
    if rule == PROFILE:
        return profile_likelihood_interval(yi, vi, method=choices.tau2_method, level=level)
    weights = 1 / np.sqrt(vi) if rule == "J" else 1 / vi
    return generalised_q_interval(yi, vi, weights=weights, level=level)._replace(rule=rule)


def _mean(yi: Floats, vi: Floats, tau2: float, choices: Choices, given: Given) -> Pooled:
    method, level = choices.ci_method, choices.level
    if method in TESTS:
        test = TESTS[method]
        return pool_effects(yi, vi, tau2=tau2, weights=given.weights, test=test, level=level)
    if method in GUARDS:
        return pool_guarded(yi, vi, tau2=tau2, guard=GUARDS[method], level=level)
    found = kenward_roger(yi, vi, level=level)
    return pool_effects(yi, vi, tau2=tau2, level=level)._replace(
        se=found.se,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        statistic=found.statistic,
        p_value=found.p_value,
        df=found.df,
    )


def _correlated(yi: Floats, vi: Floats, shared: Shared, choices: Choices, trials: int) -> Fit:
    blocks, level, method = shared.blocks, choices.level, choices.tau2_method
    tau2, interval = Tau2(0.0, math.nan, "EE", True, 1), None
    if choices.model == "random":
        tau2 = estimate_tau2_correlated(yi, vi, blocks=blocks, method=method)
        interval = profile_interval_correlated(yi, vi, blocks=blocks, method=method, level=level)
    spread = Spread(
        q=q_correlated(yi, vi, blocks=blocks),
        typical=typical_variance_correlated(vi, blocks=blocks),
        tau2=tau2.value,
        interval=interval,
    )
    ci_method = "wald" if choices.ci_method == "wald" else "t"
    pooled = pool_correlated(
        yi,
        vi,
        blocks=blocks,
        tau2=tau2.value,
        test=TESTS[ci_method],
        df=trials - 1 if ci_method == "t" else None,
        level=level,
    )
    return Fit(pooled, tau2, spread, ci_method, trials)
