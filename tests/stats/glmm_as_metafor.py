"""Generalised linear mixed models computed by us and laid out as metafor lays out its results."""

from typing import Any

import numpy as np

from evidence.stats.coefficients import wald_test
from evidence.stats.fit_statistics import criteria
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.glmm import Glmm, glmm
from evidence.stats.prediction import prediction_interval
from tests.stats.counts_as_metafor import CASES, FIT, columns_of, family

Out = dict[str, Any]
GLMM_CASES = [case for case in CASES if family(case).startswith("rma.glmm")]
CODINGS = {0.5: "1/2", 1: "1", 0: "0"}


def choices_of(case: Out) -> GlmmChoices:
    args = case["args"]
    model = args.get("model", "-")
    return GlmmChoices(
        model="UM.FS" if model == "-" else model,
        method=args.get("method", "ML"),
        coding=CODINGS[args.get("coding", 0.5)],
        points=args.get("nAGQ"),
    )


def fitted(case: Out) -> Glmm:
    columns, args = columns_of(case), case["args"]
    moderators = None
    if "mods" in args:
        moderators = np.column_stack([np.ones(len(columns["xi"])), columns.pop(args["mods"][1:])])
    return glmm(
        args["measure"],
        choices_of(case),
        moderators=moderators,
        test=args.get("test", "z"),
        **columns,
    )


def log_likelihood_as_metafor(case: Out, found: Glmm) -> float:
    """What metafor prints as the log-likelihood; see the table of divergences."""
    chosen = choices_of(case)
    if chosen.model == "UM.RS":
        data = cells(case) if found.points > 1 else 0.0
        return found.log_likelihood - data
    exact = (case["args"]["measure"], chosen.model) == ("OR", "CM.EL")
    return found.conditional if chosen.random and not exact else found.log_likelihood


def cells(case: Out) -> float:
    """The highest log-likelihood the counts allow, cell by cell."""
    free = {**case, "args": {**case["args"], "model": "UM.FS", "method": "EE"}}
    return fitted(free).saturated


def laid_out(case: Out, found: Glmm) -> Out:
    some = found.coefficients
    args, p = case["args"], len(some.estimate)
    chosen = choices_of(case)
    out: Out = {
        "k": found.k,
        "p": p,
        "b": some.estimate,
        "se": some.se,
        "zval": some.statistic,
        "pval": some.p_value,
        "ci_lb": some.ci_low,
        "ci_ub": some.ci_high,
        "tau2": found.tau2,
        "I2": found.inconsistency.i2,
        "H2": found.inconsistency.h2,
        "vt": found.typical_variance,
        "sigma2": found.sigma2,
        "QE_LRT": found.heterogeneity.lrt,
        "QEp_LRT": found.heterogeneity.lrt_p,
        "QE_Wld": found.heterogeneity.wald,
        "QEp_Wld": found.heterogeneity.wald_p,
        "QE_df": found.heterogeneity.df,
        "fit": {"ML": fit_as_metafor(case, found)},
    }
    if some.df is not None:
        out["ddf"] = [some.df]
    if (args["measure"], chosen.model, chosen.method) == ("OR", "CM.EL", "ML"):
        out["se_tau2"] = found.tau2_se
    if p == 1 and chosen.random:
        rule = "z" if some.df is None else "t(k-1)"
        se = float(some.se[0])
        at = prediction_interval(float(some.estimate[0]), se, found.tau2, k=found.k, rule=rule)
        out |= {"pi_lb": at.low, "pi_ub": at.high}
    if p > 1:
        test = wald_test(some, tuple(range(1, p)))
        out |= {"QM": test.statistic, "QMp": test.p_value, "QMdf": [test.df, None], "m": test.df}
    return out


def fit_as_metafor(case: Out, found: Glmm) -> Out:
    ll = log_likelihood_as_metafor(case, found)
    shift = found.log_likelihood - ll if choices_of(case).model == "UM.RS" else 0.0
    fit = criteria(
        ll,
        deviance=2 * (found.saturated - shift - ll),
        parameters=found.parameters,
        observations=found.observations,
    )
    values = (fit.log_likelihood, fit.deviance, fit.aic, fit.bic, fit.aicc)
    return dict(zip(FIT, values, strict=True))
