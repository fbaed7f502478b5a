"""Dose-response curves computed by us and laid out as dosresmeta lays them out."""

from functools import cache
from typing import Any

import numpy as np

from evidence.stats.dose_response.curve import curve_at
from evidence.stats.dose_response.effective_counts import (
    EffectiveCounts,
    covariance_of_counts,
    given_reference,
)
from evidence.stats.dose_response.fit import (
    DoseResponseFit,
    fit_dose_response,
    one_stage_likelihood,
)
from evidence.stats.dose_response.shapes import basis
from evidence.stats.dose_response.studies import Study, study_of
from evidence.stats.multivariate.fit import fit_multivariate, fitted_at
from evidence.stats.quantiles import chi_square_above
from tests.stats.r_values import read_golden
from tests.stats.simplex_as_r import simplex

R = read_golden("j_mv_dr_dta.json")
KINDS = ("dosresmeta", "dosresmeta1stage", "covar.logrr")
Out = dict[str, Any]

METHODS = {"fixed": "FE", "reml": "REML", "ml": "ML", "mm": "MM"}
SHAPES = {"linear": "linear", "quadratic": "quadratic", "rcs3": "spline"}

SET_TO = 2.0**-26
"""What mixmeta sets negative eigenvalues to, whatever the scale of dose."""


def kind(case: Out) -> str:
    return str(case["id"]).split("/")[1]


CASES = [case for case in R["cases"] if kind(case) in KINDS]


def studies_of(case: Out) -> list[Study]:
    data = R["inputs"][case["input"]]
    if kind(case) == "covar.logrr":
        v = np.square(data["se"])
        design = case["args"]["type"]
        return [study_of(data["dose"], data["logrr"], v, data["cases"], data["n"], design=design)]
    return list(_read(case["input"]))


@cache
def _read(name: str) -> tuple[Study, ...]:
    data = R["inputs"][name]
    found = []
    for one in dict.fromkeys(data["id"]):
        mine = [place for place, name in enumerate(data["id"]) if name == one]
        columns = {key: [data[key][place] for place in mine] for key in data}
        v = np.square(columns["se"])
        design = columns["type"][0]
        given = (columns["dose"], columns["y"], v, columns["cases"], columns["n"])
        found.append(study_of(*given, design=design))
    return tuple(found)


def greenland_as_r(study: Study) -> EffectiveCounts:
    """dosresmeta's counts: odds also for risks, until cases move by less than 0.003 in a step.

    The count at the reference is one step behind the others.
    """
    at, others = study.reference, study.others
    odds = study.design != "ir"
    cases = study.cases.astype(float)
    while True:
        reference = study.cases.sum() - cases[others].sum()
        part = 1 / cases + (1 / (study.n - cases) if odds else 0.0)
        well = study.n - cases if odds else study.n
        well_at_reference = study.n[at] - (reference if odds else 0.0)
        off = study.y + np.log(reference * well / (cases * well_at_reference))
        bend = np.full((others.sum(), others.sum()), part[at]) + np.diag(part[others])
        step = np.linalg.solve(bend, off[others])
        cases = cases.copy()
        cases[at], cases[others] = reference, cases[others] + step
        if (step**2).sum() < 1e-5:
            return EffectiveCounts(cases, study.n)


def hamling_as_r(study: Study) -> EffectiveCounts:
    """dosresmeta's counts: those of rates and of risks change places, and the search stops early.

    It also stops where no counts give the variances, at whatever counts it has then.
    """
    design = {"ir": "ci", "ci": "ir"}.get(study.design, study.design)
    swapped, at = study._replace(design=design), study.reference
    case_control = design == "cc"
    well = study.n - study.cases if case_control else study.n
    share, ratio = well[at] / well.sum(), well.sum() / study.cases.sum()

    def counts(free: np.ndarray) -> EffectiveCounts:
        sick, whole = free
        return given_reference(swapped, sick, whole - sick if case_control else whole)

    def off(free: np.ndarray) -> float:
        found = counts(free)
        rest = found.n - found.cases if case_control else found.n
        one = rest[at] / rest.sum() / share - 1
        return float(one**2 + (rest.sum() / found.cases.sum() / ratio - 1) ** 2)

    with np.errstate(all="ignore"):
        return counts(simplex(off, np.array([study.cases[at], study.n[at]], dtype=float)))


AS_R = {"gl": greenland_as_r, "h": hamling_as_r}


def covariances_as_r(case: Out) -> list[np.ndarray]:
    return list(_covariances_as_r(case["input"], case["args"].get("covariance", "gl"), kind(case)))


@cache
def _covariances_as_r(name: str, covariance: str, family: str) -> tuple[np.ndarray, ...]:
    case = next(one for one in CASES if one["input"] == name and kind(one) == family)
    given = studies_of(case)
    return tuple(covariance_of_counts(study, AS_R[covariance](study)) for study in given)


def fit_as_r(case: Out) -> DoseResponseFit:
    """Our curve, with R's covariances of log relative risks."""
    return _fit_as_r(case["id"])


@cache
def _fit_as_r(name: str) -> DoseResponseFit:
    case = next(one for one in CASES if one["id"] == name)
    args = case["args"]
    fit = fit_dose_response(
        studies_of(case),
        covariances_as_r(case),
        shape=SHAPES[args["form"]],
        knots=args.get("knots"),
        method=METHODS[args["method"]],
    )
    if args["method"] == "mm":
        pooled = fit_multivariate(fit.pooled.outcomes, method="MM", floor=SET_TO)
        return fit._replace(pooled=pooled)
    return fit


def at_psi(fit: DoseResponseFit, psi: Any) -> DoseResponseFit:
    """The same at R's variances and covariances between studies."""
    pooled = fitted_at(fit.pooled.outcomes, np.array(psi), method=fit.pooled.method)
    return fit._replace(pooled=pooled, one_stage=one_stage_likelihood(pooled, fit.trends))


def parameters_as_r(fit: DoseResponseFit) -> int:
    """mixmeta counts one variance only for moments, however many there are."""
    pooled = fit.pooled
    return len(pooled.coefficients) + 1 if pooled.method == "MM" else pooled.parameters


def outputs(case: Out, fit: DoseResponseFit) -> Out:
    pooled = fit.pooled
    fixed = pooled.method == "FE"
    out = {
        "coef": pooled.coefficients.tolist(),
        "vcov": pooled.covariance.tolist(),
        "Psi": None if fixed else pooled.psi.tolist(),
        "logLik": fit.one_stage if kind(case) == "dosresmeta1stage" else pooled.log_likelihood,
        "df": parameters_as_r(fit),
    }
    if kind(case) == "dosresmeta1stage":
        return out
    tests = [pooled.q, *(pooled.q_of_outcomes if len(pooled.psi) > 1 else ())]
    shown = case["out"]["pred"]["dose"]
    curve = curve_at(fit, shown, reference=shown[0])
    found = fit.goodness
    p_value = chi_square_above(found.deviance, found.df)
    spare = [test.df for test in tests]
    # dosresmeta takes all coefficients from the degrees of freedom of each.
    spare[1:] = [df + 1 - len(pooled.psi) for df in spare[1:]]
    out |= {
        "Q": [test.q for test in tests],
        "Qdf": spare,
        "Qp": [chi_square_above(test.q, df) for test, df in zip(tests, spare, strict=True)],
        "bi": [trend.coefficients.tolist() for trend in fit.trends],
        "Si": [trend.covariance.tolist() for trend in fit.trends],
        "pred": {
            "dose": shown,
            "pred": np.exp(curve.estimate).tolist(),
            "ci_lb": np.exp(curve.ci_low).tolist(),
            "ci_ub": np.exp(curve.ci_high).tolist(),
        },
        "gof": {
            "D": found.deviance,
            "df": found.df,
            "p": p_value,
            "R2": found.r2,
            "R2adj": found.r2_adjusted,
        },
    }
    if "rcs_basis_first3" in case["out"]:
        doses = sorted(set(R["inputs"][case["input"]]["dose"]))[:3]
        out["rcs_basis_first3"] = basis(doses, "spline", knots=case["args"]["knots"]).tolist()
    return out
