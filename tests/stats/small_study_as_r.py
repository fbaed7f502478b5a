"""Small-study effects computed by us and laid out as R's values are."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.quantiles import two_sided_p
from evidence.stats.small_study import asymmetry_of_counts as counts
from evidence.stats.small_study import fail_safe_n
from evidence.stats.small_study.adequately_powered import adequately_powered
from evidence.stats.small_study.asymmetry_by_group_size import asymmetry_by_group_size
from evidence.stats.small_study.asymmetry_regression import (
    AsymmetryRegression,
    asymmetry_regression,
)
from evidence.stats.small_study.excess_significance import (
    StudyTest,
    excess_significance,
    no_excess_effect,
)
from evidence.stats.small_study.limit_meta_analysis import limit_meta_analysis
from evidence.stats.small_study.p_curve import Curve, p_curve
from evidence.stats.small_study.p_uniform import p_uniform
from evidence.stats.small_study.p_uniform_star import p_uniform_star
from evidence.stats.small_study.precision_effect import pet_peese
from evidence.stats.small_study.rank_correlation import asymmetry_rank_test
from evidence.stats.small_study.selection_model import fit_selection_model
from evidence.stats.small_study.selection_setup import Selection
from evidence.stats.small_study.trim_and_fill import trim_and_fill
from evidence.stats.tau2 import estimate_tau2
from tests.stats.r_values import read_golden

Out = dict[str, Any]

R = read_golden("small_study.json")
CASES: list[Out] = R["cases"]


def data_of(case: Out) -> tuple[np.ndarray, np.ndarray]:
    return column(case, "yi"), column(case, "vi")


def column(case: Out, name: str) -> np.ndarray:
    return np.asarray(R["inputs"][case["input"]][name], dtype=np.float64)


def cells(case: Out) -> list[np.ndarray]:
    return [column(case, name) for name in ("ai", "bi", "ci", "di")]


def slope_of(found: AsymmetryRegression) -> Out:
    return {
        "statistic": found.statistic,
        "p_value": found.p_value,
        "df": found.df,
        "intercept": found.intercept,
        "intercept_se": found.intercept_se,
        "slope": found.slope,
        "slope_se": found.slope_se,
    }


def regtest(case: Out) -> Out:
    args = dict(case["args"])
    if args["model"] == "lm":
        args |= {"method": "REML", "test": "z"}
    given = R["inputs"][case["input"]]
    found = asymmetry_regression(*data_of(case), ni=given.get("ni"), **args)
    limits = {
        "limit": found.limit,
        "limit_low": found.limit_low,
        "limit_high": found.limit_high,
    }
    return slope_of(found) | {"tau2": found.tau2} | limits


def modified_se(case: Out) -> Out:
    method = "REML" if case["args"]["model"] == "rma" else None
    groups = column(case, "n1i"), column(case, "n2i")
    return slope_of(asymmetry_by_group_size(*data_of(case), *groups, method=method))


def ranktest(case: Out) -> Out:
    found = asymmetry_rank_test(*data_of(case), exact=case["args"]["exact"])
    return {"tau": found.tau, "p_value": found.p_value}


def trimfill(case: Out) -> Out:
    args = dict(case["args"])
    args["side"] = args["side"] or None
    found = trim_and_fill(*data_of(case), **args)
    fit = found.fit
    return {
        "k0": found.k0,
        "se_k0": found.se,
        "side": found.side,
        "p_k0": found.p_value,
        "estimate": fit.pooled.estimate,
        "se": fit.pooled.se,
        "ci_low": fit.pooled.ci_low,
        "ci_high": fit.pooled.ci_high,
        "p_value": fit.pooled.p_value,
        "tau2": fit.tau2,
        "q": fit.q.q,
        "filled_yi": found.filled_yi,
        "filled_vi": found.filled_vi,
    }


def fsn(case: Out) -> Out:
    yi, vi = data_of(case)
    args = case["args"]
    if args["type"] == "Orwin":
        found = fail_safe_n.orwin(yi, vi if args["weighted"] else None, target=args["target"])
        return {"n": found.n, "estimate": found.estimate}
    if args["type"] == "Rosenberg":
        return fail_safe_n.rosenberg(yi, vi, alpha=args["alpha"])._asdict()
    combined = "Fisher" if args["type"] == "Fisher" else "Stouffer"
    found = fail_safe_n.rosenthal(yi, vi, alpha=args["alpha"], combined=combined)
    return {"n": found.n, "counted": found.n, "p_value": found.p_value}


def tes(case: Out) -> Out:
    args, out = case["args"], case["out"]
    yi, vi = data_of(case)
    tau2 = estimate_tau2(yi, vi, method="DL").value if args["random"] else 0.0
    found = excess_significance(
        yi,
        vi,
        tau2=tau2,
        tested=StudyTest(alternative=args["alternative"]),
        test=args["test"],
        direction=args["tes_alternative"],
    )
    return {
        "observed": found.observed,
        "expected": found.expected,
        "statistic": found.statistic if out["statistic"] is not None else None,
        "p_value": found.p_value,
        "power": found.power,
        "theta": found.theta,
        "tau2": tau2,
    }


def tes_limit(case: Out) -> Out:
    return {"limit": no_excess_effect(*data_of(case), test="chi2")}


def selection_of(case: Out) -> Selection:
    args = case["args"]
    precision = None
    if "prec" in args:
        vi = column(case, "vi")
        precision = np.sqrt(vi) if args["prec"] == "sei" else vi
    return Selection(args["type"], args["alternative"], args.get("steps"), None, precision)


def selmodel(case: Out) -> Out:
    found = fit_selection_model(*data_of(case), selection_of(case), method=case["args"]["method"])
    return {
        "estimate": found.coefficients.estimate[0],
        "se": found.coefficients.se[0],
        "tau2": found.tau2,
        "se_tau2": found.tau2_se,
        "delta": found.delta,
        "se_delta": found.delta_se,
        "ll": found.fit.log_likelihood,
        "lrt": found.selection.statistic,
        "lrt_df": found.selection.df,
        "lrt_p": found.selection.p_value,
        "lrt_tau2": found.heterogeneity.statistic,
        "aic": found.fit.aic,
        "bic": found.fit.bic,
        "aicc": found.fit.aicc,
        "counts": found.counts or None,
    }


def selmodel_fixed(case: Out) -> Out:
    out = case["out"]
    selection = Selection("stepfun", "greater", out["steps"], out["delta"])
    found = fit_selection_model(*data_of(case), selection)
    return {
        "estimate": found.coefficients.estimate[0],
        "se": found.coefficients.se[0],
        "tau2": found.tau2,
        "ll": found.fit.log_likelihood,
        "steps": out["steps"],
        "delta": out["delta"],
    }


def selmodel_moderator(case: Out) -> Out:
    xi = np.asarray(case["args"]["xi"], dtype=np.float64)
    matrix = np.column_stack([np.ones_like(xi), xi])
    selection = Selection("stepfun", steps=[0.025])
    found = fit_selection_model(*data_of(case), selection, moderators=matrix)
    return {
        "estimate": found.coefficients.estimate,
        "se": found.coefficients.se,
        "tau2": found.tau2,
        "delta": found.delta,
        "lrt": found.selection.statistic,
        "ll": found.fit.log_likelihood,
    }


def intercept_of(found: AsymmetryRegression) -> Out:
    return {
        "estimate": found.limit,
        "se": found.intercept_se,
        "statistic": found.limit / found.intercept_se,
        "p_value": two_sided_p(found.limit / found.intercept_se, found.df),
        "ci_low": found.limit_low,
        "ci_high": found.limit_high,
        "slope": found.slope,
        "slope_p": found.p_value,
    }


def pet_and_peese(case: Out) -> Out:
    found = pet_peese(*data_of(case), direction="two.sided")
    assert found.p_effect == intercept_of(found.pet)["p_value"]
    return {"pet": intercept_of(found.pet), "peese": intercept_of(found.peese)}


def waap(case: Out) -> Out:
    found = adequately_powered(*data_of(case))

    def shown(pooled: Any, k: int) -> Out:
        names = ("estimate", "se", "ci_low", "ci_high", "p_value")
        return {name: getattr(pooled, name) for name in names} | {"k": k}

    powered = np.flatnonzero(found.powered)
    return {
        "all": shown(found.uwls, len(found.powered)),
        "powered": powered,
        "waap": None if found.waap is None else shown(found.waap, len(powered)),
    }


def limit(case: Out) -> Out:
    out: Out = {}
    for adjustment in ("beta0", "betalim", "mulim"):
        found = limit_meta_analysis(
            *data_of(case), adjustment=adjustment, method=case["args"]["method"]
        )
        out |= {adjustment: found.estimate, f"{adjustment}_se": found.se}
    return out | {
        "tau2": found.tau2,
        "intercept": found.bias,
        "slope": found.slope,
        "limits": found.limits,
        "q": found.q_small + found.q_residual,
        "q_residual": found.q_residual,
        "g_squared": found.g2 / 100,
    }


def uniform(case: Out) -> Out:
    found = p_uniform(*data_of(case))
    return {
        "k": found.k,
        "p": found.estimate,
        "lnp": p_uniform(*data_of(case), method="LNP").estimate,
        "low": found.ci_low,
        "high": found.ci_high,
    }


def uniform_star(case: Out) -> Out:
    found = p_uniform_star(*data_of(case))
    return {
        "estimate": found.estimate,
        "tau2": found.tau2,
        "ll": found.log_likelihood,
        "lrt": found.effect.statistic,
        "low": found.ci_low,
        "high": found.ci_high,
    }


def curve(case: Out) -> Out:
    found = p_curve(*data_of(case))

    def shown(half: Curve | None) -> list[float] | None:
        if half is None:
            return None
        return [-half.right_skew.statistic, -half.flatness.statistic]

    return {
        "k": found.full.k,
        "k_half": 0 if found.half is None else found.half.k,
        "full": shown(found.full),
        "half": shown(found.half),
    }


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "regtest": regtest,
    "harbord": lambda case: slope_of(counts.harbord(*cells(case), **case["args"])),
    "peters": lambda case: slope_of(counts.peters(*cells(case))),
    "macaskill": lambda case: slope_of(counts.macaskill(*cells(case))),
    "deeks": lambda case: slope_of(counts.deeks(*cells(case))),
    "arcsine": lambda case: slope_of(counts.arcsine(*cells(case))),
    "modified_se": modified_se,
    "ranktest": ranktest,
    "trimfill": trimfill,
    "fsn": fsn,
    "tes": tes,
    "tes_limit": tes_limit,
    "selmodel": selmodel,
    "selmodel_fixed": selmodel_fixed,
    "selmodel_moderator": selmodel_moderator,
    "pet_peese": pet_and_peese,
    "waap": waap,
    "limit": limit,
    "p_uniform": uniform,
    "p_uniform_star": uniform_star,
    "p_curve": curve,
}


def compared(ours: Any, theirs: Any) -> Any:
    """Ours, with only what R gave: R leaves out what it has not (null and missing)."""
    if isinstance(theirs, dict):
        return {key: compared(ours[key], theirs[key]) for key in theirs if key in ours}
    if isinstance(ours, np.ndarray | tuple) and not isinstance(theirs, list):
        return ours[0] if len(ours) == 1 else math.nan
    return math.nan if ours is None and not isinstance(theirs, list) else ours
