"""Univariate models computed by us and laid out as metafor lays out its results."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.fit_statistics import fit_statistics, log_likelihood
from evidence.stats.heterogeneity import (
    cochran_q,
    inconsistency_from_q,
    inconsistency_from_tau2,
    typical_variance,
)
from evidence.stats.likelihood import Likelihood
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.prediction import prediction_interval
from evidence.stats.shrinkage import random_effects, shrunken_effects
from evidence.stats.tau2 import COMMON_EFFECT, Tau2, estimate_tau2
from evidence.stats.tau2_interval import (
    Tau2Interval,
    generalised_q_interval,
    inconsistency_interval,
    profile_likelihood_interval,
    q_profile_interval,
)
from evidence.stats.tau2_likelihood import tau2_se
from tests.stats.r_values import column, read_golden

R = read_golden("b_rmauni.json")
CASES = R["cases"]
Out = dict[str, Any]


def weights_of(case: Out, vi: np.ndarray) -> np.ndarray | None:
    named = case["args"].get("weights") if case["args"] else None
    if named == "1/vi":
        return 1 / vi
    return column(R, case, named) if named else None


def effects_of(case: Out) -> tuple[np.ndarray, np.ndarray]:
    return column(R, case, "yi"), column(R, case, "vi")


def heterogeneity(yi: np.ndarray, vi: np.ndarray, tau2: float, method: str) -> Out:
    q = cochran_q(yi, vi)
    typical = typical_variance(vi)
    of = inconsistency_from_tau2(tau2, typical)
    if method in COMMON_EFFECT:
        of = inconsistency_from_q(q.q, q.df)
    return {"I2": of.i2, "H2": of.h2, "vt": typical, "QE": q.q, "QEp": q.p_value}


def outputs(pooled: Pooled) -> Out:
    found = {
        "se": [pooled.se],
        "zval": [pooled.statistic],
        "pval": [pooled.p_value],
        "ci_lb": [pooled.ci_low],
        "ci_ub": [pooled.ci_high],
        "s2w": pooled.variance_factor,
    }
    return found if pooled.df is None else {**found, "ddf": [pooled.df]}


def predicted(pooled: Pooled, tau2: float, k: int, level: float = 0.95) -> Out:
    rule = "z" if pooled.df is None else "t(k-1)"
    interval = prediction_interval(pooled.estimate, pooled.se, tau2, k=k, rule=rule, level=level)
    return {"pi_lb": interval.low, "pi_ub": interval.high}


def fit(yi: np.ndarray, vi: np.ndarray, mu: float, tau2: float, method: str) -> Out:
    found = fit_statistics(
        yi,
        vi,
        mu=mu,
        tau2=tau2,
        restricted=method == "REML",
        tau2_estimated=method not in COMMON_EFFECT,
    )
    names = ("ll", "dev", "AIC", "BIC", "AICc")
    return {"REML" if method == "REML" else "ML": dict(zip(names, found, strict=True))}


def interval_out(interval: Tau2Interval, tau2: float, vi: np.ndarray, i2: Out) -> Out:
    """The interval as metafor's confint prints it."""
    at = inconsistency_interval(interval, vi)
    return {
        "tau2": {"est": tau2, "lb": interval.low, "ub": interval.high},
        "tau": {
            "est": math.sqrt(tau2),
            "lb": math.sqrt(interval.low),
            "ub": math.sqrt(interval.high),
        },
        "I2(%)": {"est": i2["I2"], "lb": at.low.i2, "ub": at.high.i2},
        "H2": {"est": i2["H2"], "lb": at.low.h2, "ub": at.high.h2},
    }


def rma(case: Out) -> Out:
    yi, vi = effects_of(case)
    method, weights = case["args"]["method"], weights_of(case, vi)
    tau2 = estimate_tau2(yi, vi, method=method, weights=weights)
    spread = heterogeneity(yi, vi, tau2.value, method)
    tests = {}
    for test in case["args"]["tests"]:
        pooled = pool_effects(yi, vi, tau2=tau2.value, weights=weights, test=test)
        tests[test] = outputs(pooled)
        if method not in COMMON_EFFECT:
            tests[test] |= predicted(pooled, tau2.value, len(yi))
    out = {
        "k": len(yi),
        "p": 1,
        "b": [pooled.estimate],
        "tau2": tau2.value,
        **spread,
        "tests": tests,
        "fit": fit(yi, vi, pooled.estimate, tau2.value, method),
    }
    if method in COMMON_EFFECT:
        return out
    out["se_tau2"] = tau2.se
    interval = (
        q_profile_interval(yi, vi)
        if weights is None
        else generalised_q_interval(yi, vi, weights=weights)
    )
    out["confint_QP"] = interval_out(interval, tau2.value, vi, spread)
    if method in ("ML", "REML"):
        profile = profile_likelihood_interval(yi, vi, method=method)
        out["confint_PL"] = interval_out(profile, tau2.value, vi, spread)
    return out


def one_test(case: Out, tau2: Tau2, **options: Any) -> Out:
    """The outputs of a single fit with one test."""
    yi, vi = effects_of(case)
    method = tau2.method
    pooled = pool_effects(yi, vi, tau2=tau2.value, **options)
    out = {
        "k": len(yi),
        "p": 1,
        "b": [pooled.estimate],
        "tau2": tau2.value,
        **heterogeneity(yi, vi, tau2.value, method),
        **outputs(pooled),
    }
    if method not in COMMON_EFFECT:
        out |= predicted(pooled, tau2.value, len(yi), options.get("level", 0.95))
    return out if math.isnan(tau2.se) else {**out, "se_tau2": tau2.se}


def weighted(case: Out) -> Out:
    yi, vi = effects_of(case)
    tau2 = estimate_tau2(yi, vi, method=case["args"]["method"])
    return one_test(case, tau2, weights=column(R, case, "w"))


def unweighted(case: Out) -> Out:
    yi, vi = effects_of(case)
    tau2 = estimate_tau2(yi, vi, method=case["args"]["method"])
    return one_test(case, tau2, weights=np.ones_like(yi))


def levelled(case: Out) -> Out:
    yi, vi = effects_of(case)
    args = case["args"]
    tau2 = estimate_tau2(yi, vi, method=args["method"])
    return one_test(case, tau2, test=args["test"], level=args["level"] / 100)


def fixed_tau2(case: Out) -> Out:
    yi, vi = effects_of(case)
    value = case["args"]["tau2"]
    se = tau2_se(Likelihood(yi, np.ones_like(yi), vi, True), value)
    return one_test(case, Tau2(value, se, "REML", True, 1))


def single(case: Out) -> Out:
    return one_test(case, Tau2(0.0, math.nan, "REML", True, 1))


def prediction_rules(case: Out) -> Out:
    yi, vi = effects_of(case)
    args = case["args"]
    tau2 = estimate_tau2(yi, vi, method=args["method"]).value
    pooled = pool_effects(yi, vi, tau2=tau2, test=args["test"])
    default = "z" if args["test"] == "z" else "t(k-1)"
    rule = {"default": default, "t": "t(k-1)", "riley": "riley"}[args["pitype"]]
    interval = prediction_interval(pooled.estimate, pooled.se, tau2, k=len(yi), rule=rule)
    return {
        "pred": pooled.estimate,
        "se": pooled.se,
        "ci_lb": pooled.ci_low,
        "ci_ub": pooled.ci_high,
        "pi_lb": interval.low,
        "pi_ub": interval.high,
        "pi_se": math.sqrt(pooled.se**2 + tau2),
        "pi_dist": "norm" if interval.df is None else "t",
        "pi_ddf": math.nan if interval.df is None else interval.df,
    }


def profile(case: Out) -> Out:
    yi, vi = effects_of(case)
    found: Out = {"ll_REML": [], "ll_ML": [], "mu": []}
    for tau2 in case["args"]["tau2"]:
        mu = pool_effects(yi, vi, tau2=tau2).estimate
        found["mu"].append(mu)
        for name, restricted in (("ll_REML", True), ("ll_ML", False)):
            found[name].append(log_likelihood(yi, vi, mu=mu, tau2=tau2, restricted=restricted))
    return found


def shares(case: Out) -> Out:
    yi, vi = effects_of(case)
    tau2 = estimate_tau2(yi, vi, method="REML").value
    return {
        "w_REML": pool_effects(yi, vi, tau2=tau2).weights,
        "w_EE": pool_effects(yi, vi).weights,
    }


def shrunken(case: Out) -> Out:
    yi, vi = effects_of(case)
    tau2 = estimate_tau2(yi, vi, method="REML").value
    pooled = pool_effects(yi, vi, tau2=tau2)
    known = {"mu": pooled.estimate, "se": pooled.se, "tau2": tau2}
    blup, off = shrunken_effects(yi, vi, **known), random_effects(yi, vi, **known)
    return {
        "blup": blup.estimate,
        "blup_se": blup.se,
        "blup_pi_lb": blup.low,
        "blup_pi_ub": blup.high,
        "ranef": off.estimate,
        "ranef_se": off.se,
    }


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "rma": rma,
    "rma_weights": weighted,
    "rma_unweighted": unweighted,
    "rma_level": levelled,
    "rma_fixedtau2": fixed_tau2,
    "rma_k1": single,
    "predict_pitype": prediction_rules,
    "profile": profile,
    "Qgen_weights": shares,
    "blup": shrunken,
}


def family(case: Out) -> str:
    return str(case["id"].split("/")[1])
