"""Models of dependent effects computed by us and laid out as metafor and its kin lay them out."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.coefficients import Coefficients
from evidence.stats.covariance_blocks import Block, errors_of
from evidence.stats.dependent.assumed_covariance import (
    Contrast,
    Measurements,
    Times,
    assumed_covariance,
)
from evidence.stats.dependent.cluster_deletion import delete_clusters
from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.fit import DependentFit, fit_dependent
from evidence.stats.dependent.predictions import (
    inconsistency,
    random_effects,
    residuals,
    weights,
)
from evidence.stats.dependent.profile_interval import likelihood_ratio, profile_interval
from evidence.stats.dependent.robust_tests import robust_coefficients, robust_wald_test
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.dependent.terms import Intercepts, Structured, nested
from evidence.stats.dependent.working_models import WorkingFit, pool_by_working_model
from evidence.stats.quantiles import two_sided
from tests.stats.r_values import column, read_golden

R = read_golden("g_mv.json")
CASES = R["cases"]
Out = dict[str, Any]


def inputs(case: Out) -> Out:
    return R["inputs"][case["input"]]


def args(case: Out) -> Out:
    return case["args"] if isinstance(case["args"], dict) else {}


def effects(case: Out) -> tuple[np.ndarray, np.ndarray]:
    return column(R, case, "yi"), column(R, case, "vi")


def levels(case: Out) -> list[Intercepts]:
    data = inputs(case)
    return nested(data["L1"], data["L2"])


def three_level(case: Out, method: str = "REML", **more: Any) -> DependentFit:
    yi, vi = effects(case)
    given = {"terms": levels(case), "method": method} | more
    return fit_dependent(yi, vi, **given)


def listed(found: tuple[Coefficients, ...], *fields: str) -> Out:
    names = {
        "b": "estimate",
        "se": "se",
        "zval": "statistic",
        "tstat": "statistic",
        "t": "statistic",
        "tval": "statistic",
        "pval": "p_value",
        "p": "p_value",
        "p_Satt": "p_value",
        "ci_lb": "ci_low",
        "ci_ub": "ci_high",
        "lb": "ci_low",
        "ub": "ci_high",
    }
    known = [name for name in fields if name in names]
    out: Out = {name: [float(getattr(one, names[name])[0]) for one in found] for name in known}
    for name in fields:
        if name in ("df", "df_Satt", "dfs"):
            out[name] = [one.df for one in found]
    return out


def outputs(fit: DependentFit, names: list[str], **options: Any) -> Out:
    """What ``rma.mv`` returns of any model."""
    found = coefficients_with_tests(fit, **options)
    of = ("ll", "dev", "AIC", "BIC", "AICc")
    return {
        "k": len(fit.data.yi),
        **listed(found.coefficients, "b", "se", "zval", "pval", "ci_lb", "ci_ub"),
        "vb": fit.covariance.tolist(),
        "QE": fit.q.q,
        "QEp": fit.q.p_value,
        "QM": found.omnibus.statistic,
        "QMp": found.omnibus.p_value,
        "ddf": [math.nan if one.df is None else one.df for one in found.coefficients],
        "names": names,
        "fit": {fit.method: dict(zip(of, fit.fit, strict=True))},
    }


def intercepts(fit: DependentFit) -> Out:
    return {
        "sigma2": [float(term.variances[0]) for term in fit.terms],
        "s_nlevels": [len(set(component.members.tolist())) for component in fit.model.components],
    }


def structured(fit: DependentFit) -> Out:
    (term,) = fit.terms
    (component,) = fit.model.components
    out = {
        "tau2": term.variances.tolist(),
        "G": term.covariance.tolist(),
        "g_levels": [str(level) for level in component.levels],
    }
    return {**out, "rho": term.correlations.tolist() or [0.0]}


def with_interval(fit: DependentFit, out: Out, test: str) -> Out:
    total = sum(out["sigma2"])
    df = None if test == "z" else float(out["k"] - 1)
    reach = two_sided(0.95, df) * math.sqrt(out["se"][0] ** 2 + total)
    whole, each = inconsistency(fit)
    return {
        **out,
        "pi_lb": out["b"][0] - reach,
        "pi_ub": out["b"][0] + reach,
        "I2": {"total": whole, "by_level": list(each)},
    }


def threelevel(case: Out) -> Out:
    test = args(case)["test"]
    fit = three_level(case, args(case)["method"])
    out = outputs(fit, ["intrcpt"], test=test) | intercepts(fit)
    return with_interval(fit, out, test)


def contained(case: Out) -> Out:
    fit = three_level(case)
    return outputs(fit, ["intrcpt"], test="t", dfs="contain") | intercepts(fit)


def ratio_tests(case: Out) -> Out:
    yi, vi = effects(case)
    data = inputs(case)
    full = three_level(case)
    out = {}
    for name, held, kept in (("L1", (0.0, None), "L2"), ("L2", (None, 0.0), "L1")):
        fit = fit_dependent(yi, vi, terms=nested(data["L1"], data["L2"], sigma2=held))
        test = likelihood_ratio(full, fit)
        out[f"LRT_{name}"], out[f"p_{name}"] = test.statistic, test.p_value
        out[f"tau2_{kept}_only"] = intercepts(fit)["sigma2"]
    return out


def robust_part(fit: DependentFit, clusters: list[Any], rule: str, *fields: str) -> Out:
    found = sandwich(fit, clusters, rule=rule)
    return listed(robust_coefficients(fit.coefficients, found), *fields)


def robust(case: Out) -> Out:
    fit, clusters = three_level(case), inputs(case)["L1"]
    fields = ("se", "zval", "pval", "ci_lb", "ci_ub", "dfs")
    found = sandwich(fit, clusters, rule="CR1p")
    df = float(found.clusters - 1)
    default = listed(robust_coefficients(fit.coefficients, found, df=df), *fields)
    of_test = ("se", "tstat", "p_Satt", "df_Satt")
    return {
        "robust": default | {"dfs": df},
        "robust_noadj": robust_part(fit, clusters, "CR0", "se"),
        "robust_CR2": robust_part(fit, clusters, "CR2", *fields),
        **{
            rule: robust_part(fit, clusters, rule, *of_test)
            for rule in ("CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3")
        },
    }


def assumed(case: Out) -> Out:
    _, vi = effects(case)
    data = inputs(case)
    each = list(range(len(vi)))  # some data sets number effects in a way that is not unique
    blocks = assumed_covariance(vi, data["L1"], measured=Measurements(each, args(case)["rho"]))
    fit = three_level(case, blocks=blocks)
    out = outputs(fit, ["intrcpt"]) | intercepts(fit)
    return {**out, "CR2": robust_part(fit, data["L1"], "CR2", "se", "df", "p")}


def moderated(case: Out) -> Out:
    data = inputs(case)
    fit = three_level(case, xi=data["X"])
    found = sandwich(fit, data["L1"], rule="CR2")
    tests = robust_coefficients(fit.coefficients, found)
    rows = np.eye(len(fit.coefficients))[list(fit.design.moderators)]
    wald = [robust_wald_test(fit.coefficients, found, rows, small=small) for small in (False, True)]
    yi, vi = effects(case)
    working = pool_by_working_model(yi, vi, data["L1"], xi=data["X"])
    return {
        **outputs(fit, case["out"]["names"]),
        **intercepts(fit),
        "CR2": listed(tests, "se", "tstat", "df", "p"),
        "CR2_ci": listed(tests, "lb", "ub"),
        "Wald": {
            "test": ["chi-sq", "HTZ"],
            "Fstat": [one.statistic for one in wald],
            "df_num": [one.df for one in wald],
            "df_denom": [math.inf if one.residual_df is None else one.residual_df for one in wald],
            "p": [one.p_value for one in wald],
        },
        "robu": {
            **listed(working.coefficients, "b", "se", "df", "p"),
            "tau2": working.moments.tau2,
        },
    }


def robumeta(case: Out) -> Out:
    yi, vi = effects(case)
    given = args(case)
    found: WorkingFit = pool_by_working_model(
        yi,
        vi,
        inputs(case)["L1"],
        model=given["modelweights"],
        rho=given["rho"],
        small=given["small"],
    )
    return {
        **listed(found.coefficients, "b", "se", "t", "df", "p", "ci_lb", "ci_ub"),
        "tau2": found.moments.tau2,
        "omega2": found.moments.omega2,
        "I2": found.moments.i2,
    }


def predicted(case: Out) -> Out:
    fit = three_level(case)
    found, left = random_effects(fit, 0), residuals(fit)
    place = {as_r(name[0]): number for number, name in enumerate(found.names)}
    order = [place[name] for name in case["out"]["L1_names"]]
    return {
        "ranef_L1": found.estimate[order],
        "ranef_L1_se": found.se[order],
        "L1_names": [as_r(found.names[number][0]) for number in order],
        "rstandard_z": left.standardised,
        "hat": left.hat,
        "weights_rowsum": 100 * weights(fit)[0],
    }


def as_r(name: Any) -> str:
    return f"{name:.15g}" if isinstance(name, float) else str(name)


def profiles(case: Out) -> Out:
    fit = three_level(case)
    found = [profile_interval(fit, term, "variance") for term in range(2)]
    return {f"sigma2_{place + 1}": limits(one) for place, one in enumerate(found)}


def limits(one: Any) -> Out:
    return {"est": one.estimate, "lb": one.low, "ub": one.high}


def deleted(case: Out) -> Out:
    found = delete_clusters(three_level(case), inputs(case)["L1"])
    return {
        "cook": found.cook,
        "cook_names": [as_r(name) for name in found.names],
        "rstudent_z": found.residual / found.se,
        "cluster_X2": found.chi_square,
        "cluster_names": list(found.names),
        "dfbetas": found.dfbetas[:, 0],
    }


def outcome_columns(names: list[Any]) -> np.ndarray:
    return np.array([[name == level for level in sorted(set(names))] for name in names], float)


def berkey_fit(case: Out, struct: str, method: str, mods: str) -> DependentFit:
    data = inputs(case)
    xi = outcome_columns(data["outcome"])
    if "year" in mods:
        year = np.array(data["year"])[:, None] - 1983
        xi = np.hstack([xi, year, xi[:, 1:] * year])
    errors = errors_of(data["V"])
    return fit_dependent(
        data["yi"],
        errors.vi,
        blocks=errors.blocks,
        xi=xi,
        method=method,
        terms=[Structured(data["outcome"], data["trial"], struct)],
    )


def berkey(case: Out) -> Out:
    given = args(case)
    fit = berkey_fit(case, given["struct"], given["method"], given["mods"])
    return outputs(fit, case["out"]["names"]) | structured(fit)


def berkey_profiles(case: Out) -> Out:
    fit = berkey_fit(case, "UN", "REML", "~ outcome - 1")
    return {
        "tau2_1": limits(profile_interval(fit, 0, "variance", 0)),
        "tau2_2": limits(profile_interval(fit, 0, "variance", 1)),
        "rho": limits(profile_interval(fit, 0, "correlation", 0)),
    }


def kalaian(case: Out) -> Out:
    yi, vi = effects(case)
    data = inputs(case)
    blocks = assumed_covariance(vi, data["study"], measured=Measurements(data["outcome"], 0.66))
    terms = [Structured(data["outcome"], data["study"], args(case)["struct"])]
    fit = fit_dependent(yi, vi, blocks=blocks, xi=outcome_columns(data["outcome"]), terms=terms)
    return outputs(fit, case["out"]["names"]) | structured(fit)


def over_time(case: Out) -> tuple[Block, ...]:
    _, vi = effects(case)
    data = inputs(case)
    return assumed_covariance(vi, data["study"], times=Times(data["time"], args(case)["phi"]))


def ishak(case: Out) -> Out:
    yi, vi = effects(case)
    data = inputs(case)
    terms = [Structured(data["time"], data["study"], args(case)["struct"])]
    fit = fit_dependent(
        yi, vi, blocks=over_time(case), xi=outcome_columns(data["time"]), terms=terms
    )
    return outputs(fit, case["out"]["names"]) | structured(fit)


def full(vi: np.ndarray, blocks: tuple[Block, ...]) -> np.ndarray:
    found = np.diag(vi)
    for places, covariance in blocks:
        found[np.ix_(places, places)] = covariance
    return found


def ishak_errors(case: Out) -> Out:
    _, vi = effects(case)
    return {"V8": full(vi, over_time(case))[:8, :8].tolist()}


def forms(case: Out) -> Out:
    data = inputs(case)
    vi = column(R, case, "vi")
    options: Out = {
        "obs": {"measured": Measurements(data.get("obs"), 0.5)},
        "time": {
            "measured": Measurements(kind=data.get("type"), rho_kind=0.4),
            "times": Times(data.get("time", 0.0), 0.8),
        },
        "multiarm": {"contrast": Contrast(*(data[name] for name in ("g1", "g2", "w1", "w2")))},
    }[case["id"].split("/")[-1]]
    errors = full(vi, assumed_covariance(vi, data["study"], **options))
    shown = {"obs": slice(0, 7), "time": slice(5, 9)}.get(case["id"].split("/")[-1], slice(None))
    return {"V": errors[shown, shown].tolist()}


def crossed(case: Out) -> Out:
    yi, vi = effects(case)
    data = inputs(case)
    terms = [Intercepts(data[name]) for name in data if name not in ("yi", "vi")]
    fit = fit_dependent(yi, vi, terms=terms)
    return outputs(fit, ["intrcpt"]) | intercepts(fit)


def related(case: Out) -> Out:
    yi, vi = effects(case)
    data = inputs(case)
    terms = [Intercepts(data["id"], correlation=np.array(data["R"]), levels=data["id"])]
    if case["id"].startswith("g/Rmatrix/"):
        terms.append(Intercepts(data["id"]))
    fit = fit_dependent(yi, vi, terms=terms)
    return outputs(fit, ["intrcpt"]) | intercepts(fit)


def spatial(case: Out) -> Out:
    yi, vi = effects(case)
    data = inputs(case)
    places = list(range(len(yi)))
    term = Structured(places, data["const"], args(case)["struct"], distance=np.array(data["dmat"]))
    fit = fit_dependent(yi, vi, terms=[term])
    out = outputs(fit, ["intrcpt"]) | structured(fit)
    return {**out, "g_levels": case["out"]["g_levels"]}


def robust_univariate(case: Out) -> Out:
    yi, vi = effects(case)
    clusters = inputs(case)["cluster"]
    fit = fit_dependent(yi, vi, terms=[Intercepts(range(len(yi)))])
    found = sandwich(fit, clusters, rule="CR1p")
    default = robust_coefficients(fit.coefficients, found, df=float(found.clusters - 1))
    exact = robust_part(fit, clusters, "CR2", "se", "df", "p")
    return {
        **listed(default, "se", "tval", "pval", "ci_lb", "ci_ub"),
        **{f"{name}_CR2": value for name, value in exact.items()},
    }


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "threelevel": threelevel,
    "threelevel_contain": contained,
    "threelevel_LRT": ratio_tests,
    "robust": robust,
    "vcalc": assumed,
    "threelevel_mods": moderated,
    "robumeta": robumeta,
    "ranef": predicted,
    "confint": profiles,
    "diag": deleted,
    "berkey1998": berkey,
    "berkey1998_confint": berkey_profiles,
    "kalaian1996": kalaian,
    "ishak2007": ishak,
    "ishak2007_V": ishak_errors,
    "vcalc_forms": forms,
    "crossed": crossed,
    "Rmatrix": related,
    "Rmatrix1": related,
    "spatial": spatial,
    "robust_uni": robust_univariate,
}


def family(case: Out) -> str:
    return str(case["id"].split("/")[1])
