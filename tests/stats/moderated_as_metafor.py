"""Models with moderators computed by us and laid out as metafor lays out its results."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.coefficients import contrasts, wald_test
from evidence.stats.design import Design, design
from evidence.stats.explained_heterogeneity import explained_heterogeneity, explained_variance
from evidence.stats.fit_statistics import fit_statistics
from evidence.stats.heterogeneity import (
    cochran_q,
    inconsistency_from_q,
    inconsistency_from_tau2,
    typical_variance,
)
from evidence.stats.likelihood_ratio import likelihood_ratio_test
from evidence.stats.location_scale import fit_location_scale
from evidence.stats.permutation_test import Model, permutation_test
from evidence.stats.regression import Regression, regress_effects
from evidence.stats.regression_prediction import predict_effects
from evidence.stats.regression_residuals import regression_residuals
from evidence.stats.tau2 import COMMON_EFFECT, estimate_tau2
from evidence.stats.tau2_interval import inconsistency_interval, q_profile_interval
from evidence.stats.variance_inflation import variance_inflation
from tests.stats.r_values import column, read_golden

R = read_golden("d_metareg.json")
CASES = R["cases"]
FIT = ("ll", "dev", "AIC", "BIC", "AICc")
Out = dict[str, Any]


def effects_of(case: Out) -> tuple[np.ndarray, np.ndarray]:
    return column(R, case, "yi"), column(R, case, "vi")


def design_of(case: Out) -> Design:
    return design(np.atleast_2d(R["inputs"][case["input"]]["X"]))


def fitted(case: Out) -> tuple[float, Regression, Design]:
    """The variance left and the fit of a case's model."""
    (yi, vi), model = effects_of(case), design_of(case)
    tau2 = estimate_tau2(yi, vi, method=case["args"]["method"], xi=model.basis).value
    return tau2, regress_effects(yi, vi, model, tau2=tau2, test=case["args"]["test"]), model


def heterogeneity(case: Out, tau2: float, model: Design) -> Out:
    yi, vi = effects_of(case)
    q = cochran_q(yi, vi, xi=model.basis)
    typical = typical_variance(vi, xi=model.basis)
    of = inconsistency_from_tau2(tau2, typical)
    if case["args"]["method"] in COMMON_EFFECT:
        of = inconsistency_from_q(q.q, q.df)
    return {"I2": of.i2, "H2": of.h2, "vt": typical, "QE": q.q, "QEp": q.p_value}


def r2(case: Out, tau2: float, model: Design) -> float:
    (yi, vi), method = effects_of(case), case["args"]["method"]
    if method in COMMON_EFFECT:
        return explained_variance(yi, vi, model)
    return explained_heterogeneity(estimate_tau2(yi, vi, method=method).value, tau2)


def fit(case: Out, tau2: float, fitted_values: np.ndarray, xi: np.ndarray | None) -> Any:
    yi, vi = effects_of(case)
    method = case["args"]["method"]
    return fit_statistics(
        yi,
        vi,
        mu=fitted_values,
        tau2=tau2,
        restricted=method == "REML",
        tau2_estimated=method not in COMMON_EFFECT,
        xi=xi,
    )


def rma(case: Out) -> Out:
    yi, vi = effects_of(case)
    tau2, found, model = fitted(case)
    method, df = case["args"]["method"], found.coefficients.df
    b = found.coefficients
    omnibus = wald_test(b, model.moderators)
    likelihood = fit(case, tau2, found.fitted, model.basis)
    out = {
        "k": len(yi),
        "p": len(b.estimate),
        "names": names_of(case),
        "b": b.estimate,
        "se": b.se,
        "zval": b.statistic,
        "pval": b.p_value,
        "ci_lb": b.ci_low,
        "ci_ub": b.ci_high,
        "vb": b.covariance,
        "tau2": tau2,
        **heterogeneity(case, tau2, model),
        "R2": r2(case, tau2, model),
        "QM": omnibus.statistic,
        "QMp": omnibus.p_value,
        "QMdf": [omnibus.df, math.nan if df is None else df],
        "m": omnibus.df,
        "s2w": found.variance_factor,
        "fit": {"REML" if method == "REML" else "ML": dict(zip(FIT, likelihood, strict=True))},
    }
    if df is not None:
        out["ddf"] = df
    if method not in COMMON_EFFECT:
        out["se_tau2"] = estimate_tau2(yi, vi, method=method, xi=model.basis).se
    asked = case["out"]
    extras = {
        "pred": lambda: predicted(b, model.xi, tau2, len(yi)),
        "confint_QP": lambda: interval(case, tau2, model, out),
        "vif": lambda: first_vif(case, found, model),
        "hat": lambda: found.leverage,
        "rstandard": lambda: regression_residuals(yi, vi, model, tau2=tau2).z,
        "resid": lambda: regression_residuals(yi, vi, model, tau2=tau2).residual,
        "LRT_vs_null": lambda: against_null(case, likelihood, model),
        "anova_btt": lambda: anova(found, [place - 1 for place in asked["anova_btt"]["btt"]]),
        "contrast": lambda: contrast(found, asked["contrast"]["L"]),
    }
    return out | {name: make() for name, make in extras.items() if name in asked}


def names_of(case: Out) -> list[str]:
    names = R["inputs"][case["input"]]["X_names"]
    return ["intrcpt" if name == "(Intercept)" else name for name in names]


def predicted(b: Any, rows: np.ndarray, tau2: float, k: int) -> Out:
    at = predict_effects(b, rows, tau2=tau2, k=k)
    return {
        "pred": at.estimate,
        "se": at.se,
        "ci_lb": at.ci_low,
        "ci_ub": at.ci_high,
        "pi_lb": at.pi_low,
        "pi_ub": at.pi_high,
    }


def interval(case: Out, tau2: float, model: Design, out: Out) -> Out:
    yi, vi = effects_of(case)
    limits = q_profile_interval(yi, vi, xi=model.basis)
    at = inconsistency_interval(limits, vi, xi=model.basis)
    low, high = limits.low, limits.high
    return {
        "tau2": {"est": tau2, "lb": low, "ub": high},
        "tau": {"est": math.sqrt(tau2), "lb": math.sqrt(low), "ub": math.sqrt(high)},
        "I2(%)": {"est": out["I2"], "lb": at.low.i2, "ub": at.high.i2},
        "H2": {"est": out["H2"], "lb": at.low.h2, "ub": at.high.h2},
    }


def first_vif(case: Out, found: Regression, model: Design) -> list[Any]:
    first = variance_inflation(found.coefficients, intercept=model.intercept)[0]
    (place,) = first.places
    at = str(place + 1)
    return [at, at, names_of(case)[place], 1, first.vif, first.sif]


def against_null(case: Out, full: Any, model: Design) -> Out:
    (yi, vi), method = effects_of(case), case["args"]["method"]
    null = estimate_tau2(yi, vi, method=method).value
    mean = np.full(len(yi), np.average(yi, weights=1 / (vi + null)))
    left = estimate_tau2(yi, vi, method=method, xi=model.basis).value
    alone = fit(case, null, mean, None).log_likelihood
    ratio = likelihood_ratio_test(full.log_likelihood, alone, df=model.xi.shape[1] - 1)
    r2 = explained_heterogeneity(null, left)
    return {"LRT": ratio.statistic, "p": ratio.p_value, "df": ratio.df, "R2": r2}


def anova(found: Regression, places: list[int]) -> Out:
    test = wald_test(found.coefficients, places)
    out: Out = {"btt": [place + 1 for place in places]}
    if test.residual_df is None:
        return out | {"QM": test.statistic, "QMp": test.p_value}
    return out | {"F": test.statistic, "p": test.p_value, "df": [test.df, test.residual_df]}


def contrast(found: Regression, row: list[float]) -> Out:
    of = contrasts(found.coefficients, row)
    out = {"L": row, "est": of.estimate, "se": of.se, "z": of.statistic, "p": of.p_value}
    return {key: value if key == "L" else float(value[0]) for key, value in out.items()}


def straight_line(case: Out) -> Design:
    """The model matrix of the cases that hand over moderators instead."""
    data, terms = R["inputs"][case["input"]], case["args"]["mods"].removeprefix("~").split()
    columns = [np.ones(len(data["yi"]))]
    columns += [np.asarray(data[name], dtype=np.float64) for name in terms if name in data]
    if "*" in terms:
        columns.append(columns[1] * columns[2])
    return design(np.column_stack(columns))


def prediction(case: Out) -> Out:
    (yi, vi), model = effects_of(case), straight_line(case)
    new = np.atleast_2d(np.asarray(R["inputs"][case["input"]]["newmods"], dtype=np.float64))
    rows = np.column_stack((np.ones(len(new)), new.reshape(len(new), -1)))
    tau2 = estimate_tau2(yi, vi, method="REML", xi=model.basis).value
    out = {}
    for test in case["out"]:
        b = regress_effects(yi, vi, model, tau2=tau2, test=test).coefficients
        out[test] = predicted(b, rows, tau2, len(yi))
        if "transf=exp" in case["call"]:
            out[test] = {key: np.exp(value) for key, value in out[test].items()}
            out[test]["se"] = np.full(len(rows), math.nan)
    return out


def group_vif(case: Out) -> Out:
    (yi, vi), model = effects_of(case), design_of(case)
    tau2 = estimate_tau2(yi, vi, method="REML", xi=model.basis).value
    b = regress_effects(yi, vi, model, tau2=tau2).coefficients
    sets = [list(np.atleast_1d(one) - 1) for one in case["args"]["btt"]]
    found = variance_inflation(b, intercept=model.intercept, sets=sets)
    return {"vif": [one.vif for one in found], "sif": [one.sif for one in found]}


def named(case: Out, formula: str) -> Design:
    """The model matrix of a formula of plain columns; a column of words is a factor."""
    data = R["inputs"][case["input"]]
    columns = [np.ones(len(data["yi"]))]
    for name in formula.removeprefix("~").split(" + "):
        values = data.get(name.strip())
        if values is not None and isinstance(values[0], str):
            levels = sorted(set(values))[1:]
            columns += [np.array([value == level for value in values]) for level in levels]
        elif values is not None:
            columns.append(np.asarray(values, dtype=np.float64))
    return design(np.column_stack(columns))


def location_scale(case: Out) -> Out:
    (yi, vi), args = effects_of(case), case["args"]
    model, scale = named(case, args["mods"]), named(case, args["scale"])
    found = fit_location_scale(yi, vi, model, scale, method=args["method"], test=args["test"])
    b, alpha = found.location.coefficients, found.scale
    omnibus, of_scale = wald_test(b, model.moderators), wald_test(alpha, scale.moderators)
    restricted = args["method"] == "REML"
    likelihood = fit_statistics(
        yi,
        vi,
        mu=found.location.fitted,
        tau2=found.tau2,
        restricted=restricted,
        tau2_estimated=scale.xi.shape[1],
        xi=model.basis,
    )
    assert found.converged and not found.at_edge
    return {
        "b": b.estimate,
        "se": b.se,
        "pval": b.p_value,
        "alpha": alpha.estimate,
        "se_alpha": alpha.se,
        "zval_alpha": alpha.statistic,
        "pval_alpha": alpha.p_value,
        "QS": of_scale.statistic,
        "QSp": of_scale.p_value,
        "QE": cochran_q(yi, vi, xi=model.basis).q,
        "QM": omnibus.statistic,
        "QMp": omnibus.p_value,
        "tau2": found.tau2,
        "fit": {args["method"]: dict(zip(FIT, likelihood, strict=True))},
        "noise": case["out"]["noise"],
    }


def permuted(case: Out) -> Out:
    (yi, vi), args = effects_of(case), case["args"]
    model = named(case, args["mods"] or "~ 1")
    how = Model(args["method"], args["test"], None, model.moderators)
    found = permutation_test(yi, vi, model, model=how, exact=True)
    return {
        "pval": found.p_value,
        "QMp": math.nan if args["mods"] is None else found.omnibus_p_value,
        "X_iter": found.refits,
        "zval": found.statistic,
    }


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "rma": rma,
    "gvif": group_vif,
    "predict": prediction,
    "locscale": location_scale,
    "permutest_exact": permuted,
}


def family(case: Out) -> str:
    return str(case["id"].split("/")[1])
