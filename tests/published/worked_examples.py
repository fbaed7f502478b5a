"""How the worked examples of the help pages are done here, by the ids of the golden file."""

from collections.abc import Callable, Mapping
from math import log
from typing import Any

import numpy as np
import pandas as pd

import evidence as ev

EXAMPLES: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {}
WALD = {"ci_method": "wald"}
Z = {**WALD, "prediction_rule": "z"}
CELLS = {"ai": "tpos", "bi": "tneg", "ci": "cpos", "di": "cneg"}
MEANS = {name: name for name in ("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")}
LEVELS = {"random": "study/esid", "intervals": "none"}


def example(*ids: str):
    """Register a function of the table, and of the last part of the id where there are several."""

    def registered(done):
        for one in ids:
            EXAMPLES[one] = lambda data, one=one: done(
                pd.DataFrame(data), *([one.partition("/")[2]] if len(ids) > 1 else [])
            )
        return done

    return registered


def told(found) -> dict[str, Any]:
    """Return a result's numbers by the golden file's names."""
    each = getattr(found, "coefficients", (found,))
    numbers = {
        "b": [one.estimate for one in each],
        "se": [one.se for one in each],
        "low": [one.ci_low for one in each],
        "high": [one.ci_high for one in each],
    }
    heterogeneity = getattr(found, "heterogeneity", None)
    if isinstance(heterogeneity, tuple):
        numbers["q"] = heterogeneity[0].statistic
    elif heterogeneity is not None:
        numbers |= {"q": heterogeneity.q, "tau2": heterogeneity.tau2}
    else:
        of_kind = {"variance": [], "correlation": []}
        for one in found.components:
            of_kind[one.kind].append(one.value)
        alone = [one.value for one in found.components if "|" not in one.term]
        numbers |= {"q": found.q, "variances": alone or 0.0, "tau2": of_kind["variance"]}
        numbers |= {"rho": of_kind["correlation"]}
    return numbers


def read(found) -> dict[str, Any]:
    """Return what a result says on the scale people read."""
    back = {"OR": np.exp, "ABT": lambda x: 1 - np.exp(-x)}[found.measure]
    limits = (found.prediction.low, found.prediction.high)
    return {"read": found.as_read(), "predicted": [back(one) for one in limits]}


def columns(table) -> dict[str, Any]:
    """Return a table of diagnostics by the golden file's names."""
    renamed = {"estimate": "b", "ci_low": "low", "ci_high": "high"}
    return {renamed.get(name, name): table[name].tolist() for name in table}


@example("anand1999/high", "anand1999/aspirin", "anand1999/both")
def _anticoagulants(d, which):
    strong = d.intensity.isin(["high", "moderate"])
    treated, control = d["asp.t"], d["asp.c"]
    rows = {
        "high": (d.intensity == "high") & (treated == 0) & (control == 0),
        "aspirin": strong & (treated == 0) & (control == 1),
        "both": strong & (treated == 1) & (control == 1),
    }
    return told(ev.pool_events(d[rows[which]], measure="OR"))


@example("collins1985a/peto")
def _bleeding(d):
    counts = {"ai": "b.xti", "n1i": "nti", "ci": "b.xci", "n2i": "nci"}
    return told(ev.pool_events(d.dropna(), method="peto", **counts))


@example("egger2001/7", "egger2001/16")
def _magnesium(d, count):
    return told(ev.pool_events(d[: int(count)], method="peto", study="id"))


@example("hahn2001/mh")
def _rehydration(d):
    return told(ev.pool_events(d, measure="OR"))


@example("hartmannboyce2018/mh")
def _nicotine(d):
    counts = {"ai": "x.nrt", "n1i": "n.nrt", "ci": "x.ctrl", "n2i": "n.ctrl"}
    return told(ev.pool_events(d, measure="RR", study=None, **counts))


@example("bcg/leave1out_mh", "bcg/leave1out_peto")
def _without_each(d, which):
    method = {"measure": "RR"} if which.endswith("mh") else {"method": "peto"}
    return columns(ev.leave_one_out_events(d, **method, **CELLS))


@example("bcg/cumul_mh", "bcg/cumul_peto")
def _year_by_year(d, which):
    method = {"measure": "RR"} if which.endswith("mh") else {"method": "peto"}
    return columns(ev.cumulative_events(d, order="year", **method, **CELLS))


@example("bcg/blup_z", "bcg/blup_knha")
def _each_trial(d, which):
    ci_method = {"blup_z": "wald", "blup_knha": "hartung-knapp-unguarded"}[which]
    return columns(ev.study_effects(ev.escalc("RR", d, **CELLS), ci_method=ci_method))


@example("bcg/orwin")
def _null_results(d):
    asked = {"method": "orwin", "target": log(0.95)}
    trials = ev.escalc("RR", d, **CELLS)
    return {"n": [ev.fail_safe_n(trials, weighted=own, **asked).n for own in (False, True)]}


@example("baskerville2012/re")
def _practices(d):
    options = {"yi": "smd", "sei": "se"}
    return told(ev.pool(d, tau2_method="DL", **WALD, **options))


@example("baskerville2012/product")
def _hours(d):
    found = ev.meta_regression(
        "smd ~ I(meetings * hours)",
        d,
        sei="se",
        tau2_method="DL",
        missing="leave out",
        **WALD,
    )
    return told(found)


@example("bonett2010/ABT")
def _alpha(d):
    return read(ev.pool(ev.escalc("ABT", d, ai="ai", mi="mi", ni="ni"), **Z))


@example("bonett2010/caregivers")
def _caregivers(d):
    return told(
        ev.meta_regression("caregivers", ev.escalc("ARAW", d, ai="ai", mi="mi", ni="ni"), **WALD)
    )


@example("bangertdrowns2004/grade", "bangertdrowns2004/four")
def _writing(d, which):
    formula = {"grade": "yi ~ factor(grade)", "four": "yi ~ info + pers + imag + meta"}[which]
    return told(ev.meta_regression(formula, d, missing="leave out", **WALD))


@example("debruin2009/all")
def _adherence(d):
    shares = ev.escalc("PR", d, xi="xi", ni="ni")
    formula = "yi ~ scq + ethnicity + patients + select + C(sens, levels=['<400', '400'])"
    return told(ev.meta_regression(formula, shares, **WALD))


@example("curtis1998/ROM")
def _plants(d):
    # metafor has taken the bias away since a later version.
    return told(ev.pool(ev.escalc("ROM", d, correct=False, **MEANS), tau2_method="DL", **WALD))


@example("frank2008/REH")
def _genotypes(d):
    found = ev.escalc("REH", d, ai="ct.ins.ins", bi="ct.ins.del", ci="ct.del.del")
    return told(ev.pool(found, level=0.9, **WALD))


@example("gibson2002/both")
def _asthma(d):
    means = ev.escalc("SMD", d, missing="keep", **MEANS)
    counts = ev.escalc("PBIT", d, missing="keep", ai="ai", bi="bi", ci="ci", di="di")
    both = means.fillna(counts[["yi", "vi"]]).dropna(subset=["yi"])
    return told(ev.pool(both, **WALD))


@example("hackshaw1998/read")
def _smoke(d):
    return read(ev.pool(d, measure="OR", tau2_method="DL", **Z))


@example("hart1999/IRR", "hart1999/IRD")
def _strokes(d, measure):
    return told(ev.pool(ev.escalc(measure, d, x1i="x1i", t1i="t1i", x2i="x2i", t2i="t2i"), **WALD))


@example("assink2016/levels", "assink2016/common")
def _delinquency(d, which):
    random = {"levels": "study/esid", "common": None}[which]
    return told(ev.multilevel(d, random=random, intervals="none", **WALD))


@example("assink2016/study_held", "assink2016/esid_held")
def _one_level(d, which):
    held = {"study_held": "study", "esid_held": "study/esid"}[which]
    reduced = ev.multilevel(d, variances={held: 0}, **LEVELS, **WALD)
    full = ev.multilevel(d, **LEVELS, **WALD)
    return told(reduced) | {"lrt": ev.compare_models(full, reduced).statistic}


@example("assink2016/robust", "assink2016/robust_types", "assink2016/robust_small")
def _robust(d, which):
    types = pd.Categorical(d.deltype, ["general", "covert", "overt"])
    options = {"rule": "CR1p", "df_method": "clusters"} if which != "robust_small" else {}
    if which != "robust":
        options |= {"moderators": "deltype", "errors": 0.6}
    table = d.assign(deltype=types)
    found = ev.multilevel(table, ci_method="cluster-robust", **LEVELS, **options)
    return told(found) | {"qm": found.omnibus.statistic, "qmp": found.omnibus.p_value}


@example("assink2016/aggregate")
def _one_a_study(d):
    return columns(ev.aggregate(d, errors=0.6))


@example("assink2016/aggregate_types")
def _one_a_study_by_type(d):
    errors = ev.vcalc(d, cluster="study", type="deltype", obs="esid", rho=(0.7, 0.5))
    return columns(ev.aggregate(d, errors=errors))


@example("begg1989/bias", "begg1989/random_treatment")
def _leukaemia(d, which):
    table = d.assign(
        trt=pd.Categorical(d.trt, ["CMO", "BMT"]),
        arms=pd.Categorical(d.arms.astype(str), ["2", "1"]),
    )
    options = {"tau2_method": "ML", "intervals": "none", **WALD}
    if which == "bias":
        return told(ev.multilevel(table, random="study", moderators="trt + trt:arms", **options))
    found = ev.multilevel(
        table,
        random=["study", "trt | study"],
        structure="UN",
        variances={"trt | study": {"CMO": 0}},
        correlations={"trt | study": 0},
        moderators="trt",
        **options,
    )
    return told(found)


@example("berkey1998/outcomes")
def _gums(d):
    errors = ev.vcalc(d, cluster="trial", vi=1, rvars=["v1i", "v2i"])
    found = ev.multilevel(
        d.sort_values("trial", kind="stable"),
        random="outcome | trial",
        structure="UN",
        moderators="0 + outcome",
        errors=errors,
        intervals="none",
        **WALD,
    )
    return told(found)


@example("bornmann2007/read", "bornmann2007/type")
def _grants(d, which):
    counts = {"ai": "waward", "n1i": "wtotal", "ci": "maward", "n2i": "mtotal"}
    table = ev.escalc("OR", d, **counts)
    options = {"random": "study/obs", "intervals": "none", **WALD}
    if which == "read":
        return read(ev.multilevel(table, **options))
    return told(ev.multilevel(table, moderators="type", **options))


@example("dagostino1998/outcomes", "dagostino1998/difference")
def _colds(d, which):
    found = ev.multilevel(
        d, random=None, cluster="study", errors=0.7, moderators="0 + outcome", **WALD
    )
    if which == "outcomes":
        return told(found)
    apart = ev.contrast(found, {"outcome[rnic1]": 1, "outcome[rnic2]": -1})
    return {"b": apart.estimate, "se": apart.se, "p": apart.p_value}


@example("hasselblad1998/arms")
def _smoking(d):
    arms = ["no_contact", "self_help", "ind_counseling", "grp_counseling"]
    table = ev.escalc(
        "PLO", d.assign(trt=pd.Categorical(d.trt, arms)), add=0.5, to="all", xi="xi", ni="ni"
    )
    found = ev.multilevel(
        table,
        random="trt | study",
        correlations={"trt | study": 0.5},
        moderators="0 + C(study) + trt",
        intervals="none",
        **WALD,
    )
    numbers = told(found)
    return (
        numbers
        | {name: numbers[name][24:] for name in ("b", "se", "low", "high")}
        | {"tau2": [one.value for one in found.components if one.kind == "variance"]}
    )
