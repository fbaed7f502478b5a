"""Accuracy of tests computed by us and laid out as mada lays it out."""

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from evidence.stats.accuracy.bivariate import BivariateFit, fit_bivariate, shares
from evidence.stats.accuracy.proportional_hazards import fit_proportional_hazards
from evidence.stats.accuracy.roc import sensitivity_at
from evidence.stats.accuracy.single_studies import single_studies
from evidence.stats.accuracy.tables import AccuracyTables, accuracy_tables
from evidence.stats.multivariate.fit import fit_multivariate, fitted_at
from evidence.stats.quantiles import two_sided, two_sided_p
from tests.stats.r_values import read_golden

R = read_golden("j_mv_dr_dta.json")
Out = dict[str, Any]


def kind(case: Out) -> str:
    return str(case["id"]).split("/")[1]


CASES = [case for case in R["cases"] if kind(case) in ("reitsma", "phm", "madad")]
SET_TO = 2.0**-26
"""What mvmeta sets negative eigenvalues to."""


def tables_of(case: Out) -> AccuracyTables:
    data = R["inputs"][case["input"]]
    return accuracy_tables(data["TP"], data["FN"], data["FP"], data["TN"])


def madad(case: Out) -> Out:
    found = single_studies(tables_of(case))
    return {
        "sens": found.sensitivity.estimate.tolist(),
        "sens_lb": found.sensitivity.ci_low.tolist(),
        "sens_ub": found.sensitivity.ci_high.tolist(),
        "spec": found.specificity.estimate.tolist(),
        "spec_lb": found.specificity.ci_low.tolist(),
        "spec_ub": found.specificity.ci_high.tolist(),
        "DOR": found.dor.estimate.tolist(),
        "posLR": found.lr_positive.estimate.tolist(),
        "negLR": found.lr_negative.estimate.tolist(),
        "cor": found.correlation,
        "sens_chisq": None,
    }


def phm(case: Out) -> Out:
    found = fit_proportional_hazards(tables_of(case))
    return {
        "coef": [found.theta, found.tau2],
        "vcov": np.diag([found.theta_se**2, found.tau2_se**2]).tolist(),
        "logLik": found.log_likelihood,
        "AUC": found.area,
    }


def bivariate(case: Out) -> BivariateFit:
    return _bivariate(case["id"])


@cache
def _bivariate(name: str) -> BivariateFit:
    case = next(one for one in CASES if one["id"] == name)
    method = str(case["args"]["method"]).upper()
    fit = fit_bivariate(tables_of(case), method=method)
    if method == "MM":
        return fit._replace(
            pooled=fit_multivariate(fit.pooled.outcomes, method=method, floor=SET_TO)
        )
    return fit


def at_psi(fit: BivariateFit, psi: Any) -> BivariateFit:
    pooled = fitted_at(fit.pooled.outcomes, np.array(psi), method=fit.pooled.method)
    beyond = fit.log_likelihood - fit.pooled.log_likelihood
    return fit._replace(pooled=pooled, log_likelihood=pooled.log_likelihood + beyond)


def area_as_r(curve: Callable[[np.ndarray], np.ndarray], rates: np.ndarray) -> float:
    """mada's area: the sum of trapezes over how many rates there are."""
    heights = curve(rates)
    return float((heights.sum() - (heights[0] + heights[-1]) / 2) / len(rates))


def reitsma(case: Out, fit: BivariateFit) -> Out:
    theirs, pooled = case["out"], fit.pooled
    se = np.sqrt(np.diag(pooled.covariance))
    reach, z = two_sided(0.95, None) * se, pooled.coefficients / se
    limits = np.column_stack([pooled.coefficients - reach, pooled.coefficients + reach])
    rows = [
        [float(one), float(of), float(at), two_sided_p(float(at), None), *limit.tolist()]
        for one, of, at, limit in zip(pooled.coefficients, se, z, limits, strict=True)
    ]
    rows += [
        [float(shares(one)), None, None, None, *shares(limit).tolist()]
        for one, limit in zip(pooled.coefficients, limits, strict=True)
    ]
    sd = np.sqrt(np.diag(pooled.psi))

    def curve(rates: np.ndarray) -> np.ndarray:
        return sensitivity_at(fit, rates)

    data = R["inputs"][case["input"]]
    # Unlike the fit, the range is of rates without a constant added.
    raw = np.array(data["FP"]) / (np.array(data["FP"]) + np.array(data["TN"]))
    seen = np.linspace(max(0.01, raw.min()), min(0.99, raw.max()), 99)
    rates = [row[0] for row in theirs["sroc_pts"]]
    columns = pooled.outcomes.columns
    # mvmeta's restricted likelihood is without a term of X'X.
    volume = np.linalg.slogdet(columns.T @ columns)[1] / 2 if pooled.method == "REML" else 0.0
    likelihood = fit.log_likelihood - float(volume)
    return {
        "coef": pooled.coefficients.tolist(),
        "vcov": pooled.covariance.tolist(),
        "Psi": pooled.psi.tolist(),
        "logLik": likelihood if math.isfinite(likelihood) else None,
        "summary_coef": rows,
        "summary_rows": theirs["summary_rows"],
        "cor": (pooled.psi / np.outer(sd, sd)).tolist(),
        "AUC": area_as_r(curve, np.arange(1, 100) / 100),
        "pAUC": area_as_r(curve, seen),
        "sroc_pts": [
            list(pair) for pair in zip(rates, curve(np.array(rates)).tolist(), strict=True)
        ],
    }
