"""Counts pooled without effects, computed by us and laid out as R lays out its results."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.escalc import escalc
from evidence.stats.events.association import (
    cochran_association,
    cochran_mantel_haenszel,
    rate_association,
)
from evidence.stats.events.counted_estimate import CountedEstimate
from evidence.stats.events.mantel_haenszel import common_odds_ratio, mantel_haenszel
from evidence.stats.events.odds_ratio_homogeneity import odds_ratio_homogeneity
from evidence.stats.events.peto import peto
from evidence.stats.events.stratified_tables import kept_rates, kept_tables
from evidence.stats.events.zero_cell_rule import ZeroCellRule
from evidence.stats.quantiles import two_sided
from tests.stats.r_values import read_golden

R = read_golden("c_mh_peto_glmm.json")
CASES = R["cases"]
Out = dict[str, Any]
TESTS = ("MH", "MHp", "CO", "COp", "BD", "BDp", "TA", "TAp")
FIT = ("ll", "dev", "AIC", "BIC", "AICc")


def columns_of(case: Out) -> dict[str, np.ndarray]:
    inputs = R["inputs"][case["input"]]
    return {name: np.atleast_1d(np.asarray(inputs[name], float)) for name in inputs}


def pair(args: Out, name: str, default: tuple[Any, Any]) -> list[Any]:
    """metafor takes one value (for the single effects) or two (for what is pooled as well)."""
    given = args.get(name, list(default))
    return given if len(given) == 2 else [given[0], default[1]]


def rules(case: Out) -> dict[str, ZeroCellRule]:
    args = case["args"] or {}
    add, to = pair(args, "add", (0.5, 0.0)), pair(args, "to", ("only0", "none"))
    drop00 = pair(args, "drop00", (True, False))
    single, pooled = (ZeroCellRule(add[i], to[i], drop00[i]) for i in (0, 1))
    return {"single": single, "pooled": pooled}


def level(case: Out) -> float:
    return (case["args"] or {}).get("level", 95) / 100


def estimated(found: CountedEstimate) -> Out:
    return {
        "k": found.k,
        "p": 1,
        "b": [found.estimate],
        "se": [found.se],
        "zval": [found.statistic],
        "pval": [found.p_value],
        "ci_lb": [found.ci_low],
        "ci_ub": [found.ci_high],
        "tau2": 0,
        "I2": found.inconsistency.i2,
        "H2": found.inconsistency.h2,
        "QE": found.heterogeneity.q,
        "QEp": found.heterogeneity.p_value,
        "k_yi": found.k_effects,
        "fit": {"ML": dict(zip(FIT, _metafors_order(found), strict=True))},
    }


def _metafors_order(found: CountedEstimate) -> list[float]:
    fit = found.fit
    return [fit.log_likelihood, fit.deviance, fit.aic, fit.bic, fit.aicc]


def mh(case: Out) -> Out:
    measure, given = case["args"]["measure"], columns_of(case)
    found = mantel_haenszel(measure, **rules(case), level=level(case), **given)
    correct = (case["args"].get("correct") or [True])[0]
    correction = "half" if correct else "none"
    out = estimated(found) | dict.fromkeys((*TESTS, "k_pos"))
    rule = rules(case)["pooled"]
    if measure == "IRR":
        out["MH"], out["MHp"] = rate_association(
            kept_rates(given, rule).counts, correction=correction
        )
    if measure == "OR":
        tables = kept_tables(given, rule).counts
        out["MH"], out["MHp"] = cochran_mantel_haenszel(tables, correction=correction)
        out["CO"], out["COp"] = cochran_association(tables, correction=correction)
        same = odds_ratio_homogeneity(tables, log_odds_ratio=found.estimate)
        out |= dict(zip(("BD", "BDp", "TA", "TAp"), same[:4], strict=True))
        out["k_pos"] = same.k_informative
    return out


def one_step(case: Out) -> Out:
    given = columns_of(case)
    found = peto(**rules(case), level=level(case), **given)
    varied = np.isfinite(escalc("PETO", **given, add=0, to="none").vi)
    return estimated(found) | {"k_pos": int(varied.sum())}


def mantelhaen(case: Out) -> Out:
    given = columns_of(case)
    a, b, c, d = (given[name] for name in ("ai", "bi", "ci", "di"))
    kept = (a + c > 0) & (b + d > 0)
    tables = kept_tables({name: column[kept] for name, column in given.items()}, AS_IS).counts
    pooled = common_odds_ratio(tables)
    plain = cochran_mantel_haenszel(tables, correction="none")
    corrected = cochran_mantel_haenszel(tables, correction="half where it fits")
    reach = two_sided(0.95, None) * pooled.se
    return {
        "kept": kept.tolist(),
        "stat": plain.statistic,
        "p": plain.p_value,
        "stat_correct": corrected.statistic,
        "p_correct": corrected.p_value,
        "or": math.exp(pooled.estimate),
        "ci_lb": math.exp(pooled.estimate - reach),
        "ci_ub": math.exp(pooled.estimate + reach),
    }


AS_IS = ZeroCellRule(0.0, "none", False)
FAMILIES: dict[str, Callable[[Out], Out]] = {
    "rma.mh": mh,
    "rma.peto": one_step,
    "mantelhaen": mantelhaen,
}


def family(case: Out) -> str:
    return str(case["id"].split("/")[1])
