"""Analyses of the help pages of metadat and metafor, with the public names alone.

Each function below is what an analyst writes in place of the page's call; the numbers are those of
``validation/r/help_pages.R``.
"""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from tests.stats.r_values import ByName, read_golden

GOLDEN = read_golden("help_pages.json")
CASES = ByName((case["id"], case) for case in GOLDEN["cases"])
WALD = {"ci_method": "wald"}
MODEL = {"ci_method": "wald", "intervals": "none"}
CLUSTERS = {
    "ci_method": "cluster-robust",
    "rule": "CR1p",
    "df_method": "clusters",
    "intervals": "none",
}
CLUB = {"ci_method": "cluster-robust", "intervals": "none"}
EXACT, ITERATED, OPTIMISED = 1e-11, 1e-8, 2e-5
"""Closed forms; estimators iterated to the end; R's optimisers, which stop near the top."""


def data(name):
    return pd.DataFrame(GOLDEN["data"][name])


def told(found):
    """What metafor calls the numbers of a model."""
    rows = getattr(found, "coefficients", (found,))
    out = {
        "b": [one.estimate for one in rows],
        "se": [one.se for one in rows],
        "statistic": [one.statistic for one in rows],
        "pval": [one.p_value for one in rows],
        "ci_lb": [one.ci_low for one in rows],
        "ci_ub": [one.ci_high for one in rows],
    }
    if hasattr(found, "components"):
        parts = [one.value for one in found.components]
        out |= {"q": found.q, "qp": found.q_p_value, "parts": parts, "ll": found.fit.log_likelihood}
    elif hasattr(found.heterogeneity, "tau2"):
        spread = found.heterogeneity
        out |= {"q": spread.q, "qp": spread.p_value, "tau2": spread.tau2}
    if len(rows) > 1:
        out |= {"qm": found.omnibus.statistic, "qmp": found.omnibus.p_value}
    return out


def accuracy_of_tests():
    return ev.escalc(
        "OR",
        data("kearon1998").assign(ci=lambda d: d["nn"] - d["tn"], ni=lambda d: d["np"] + d["nn"]),
        ai="tp", n1i="np", ci="ci", n2i="nn", add=0.5, to="all",
    )  # fmt: skip


def egger(predictor, **columns):
    table = accuracy_of_tests().assign(ess=lambda d: 1 / (4 * d["np"]) + 1 / (4 * d["nn"]))
    found = ev.small_study_test(table, model="lm", predictor=predictor, **columns)
    return {"statistic": found.statistic, "pval": found.p_value}


def errors_of_tasks():
    table = data("knapp2017")
    names = [f"{task}.{hard}" for task in (1, 2) for hard in (1, 2, 3, 4)]
    rho = pd.DataFrame(CASES["vcalc/knapp2017"]["out"]["rho"], index=names, columns=names)
    groups = {"grp1": "group1", "grp2": "group2", "w1": "n_sz", "w2": "n_hc"}
    return ev.vcalc(table, cluster="study", obs="task.diff", rho=rho, **groups)


def tasks(**choices):
    table = data("knapp2017")
    return told(ev.multilevel(table, random="study/comp", errors=errors_of_tasks(), **choices))


def lower(errors):
    """The covariances below the diagonal, column by column as R has them."""
    below = errors.T[np.triu_indices(len(errors), 1)]
    return below[below != 0]


def times():
    table = data("ishak2007")
    errors = ev.vcalc(table, cluster="study", time1="time", phi=0.97)
    found = ev.multilevel(
        table,
        random="time | study",
        structure="HAR",
        moderators="0 + C(time)",
        errors=errors,
        **MODEL,
    )
    return told(found)


def outcomes(**choices):
    table = data("berkey1998")
    errors = ev.vcalc(table, cluster="trial", vi=1, rvars=["v1i", "v2i"])
    return ev.multilevel(
        table,
        random="outcome | trial",
        structure="UN",
        moderators="0 + outcome",
        errors=errors,
        **choices,
    )


def difference_of_outcomes():
    found = outcomes(**MODEL)
    one = ev.contrast(found, {found.names[0]: 1, found.names[1]: -1})
    return {"b": one.estimate, "se": one.se, "pval": one.p_value}


def kinds_of_delinquency():
    errors = ev.vcalc(
        data("assink2016"), cluster="study", type="deltype", obs="esid", rho=(0.7, 0.5)
    )
    return {"sum": errors.sum(), "lower": lower(errors)[:200]}


def schools(**choices):
    return told(ev.multilevel(data("konstantopoulos2011"), random="district/school", **choices))


def counted(found):
    tests = {one.name: one for one in (*found.heterogeneity, *found.association)}
    named = {"": "q", "mh": "mantel_haenszel", "ta": "tarone"}
    out = {"b": found.estimate, "se": found.se, "ci_lb": found.ci_low, "ci_ub": found.ci_high}
    out |= {"q": tests["q"].statistic, "qp": tests["q"].p_value, "i2": found.i2}
    for ours, name in named.items():
        if ours and name in tests:
            out |= {ours: tests[name].statistic, f"{ours}p": tests[name].p_value}
    return out


def proportions():
    model = {"measure": "PLO", "method": "GLMM", "model": "random", "prediction_rule": "z"}
    found = ev.pool_events(data("pritz1997"), **model)
    new = {"pi_lb": found.prediction.low, "pi_ub": found.prediction.high}
    return {"b": found.estimate, "se": found.se, **new}


def acupuncture():
    table = ev.escalc("RR", data("linde2005"), ai="ai", n1i="n1i", ci="ci", n2i="n2i")
    return told(ev.meta_regression("0 + C(group)", table, tau2_method="DL", **WALD))


def interviews():
    table = ev.escalc("ZCOR", data("mcdaniel1994"), ri="ri", ni="ni")
    return told(ev.meta_regression("type", table, **WALD))


def doses():
    counts = {"ai": "xTi", "n1i": "nTi", "ci": "xCi", "n2i": "nCi"}
    return ev.escalc("OR", data("viechtbauer2021"), **counts, add=0.5, to="all")


def each_trial():
    found = ev.influence(doses(), moderators="dose", tau2_method="DL", **WALD)
    return {
        name: found[name].to_numpy() for name in ("rstudent", "cook_d", "cov_r", "hat", "tau2_del")
    }


def lack_of_fit():
    found = ev.meta_regression(
        "dose + C(dose)", doses(), tau2_method="DL", redundant="drop", **WALD
    )
    test = ev.joint_test(found, found.names[2:])
    return {"statistic": test.statistic, "pval": test.p_value}


def network():
    found = ev.network(data("senn2013"), measure="MD", reference="placebo")
    names = CASES["network/senn2013"]["out"]["names"]
    b, low, high = zip(*(found.as_read()[name] for name in names), strict=True)
    return {"b": b, "ci_lb": low, "ci_ub": high, "tau2": found.tau2}


def selected():
    given = CASES["selmodel/cohen1981"]["out"]
    table = ev.escalc("ZCOR", data("cohen1981"), ri="ri", ni="ni")
    found = ev.selection_model(
        table, selection="stepfun", steps=given["steps"], delta=given["delta"]
    )
    return {"b": found.estimate, "tau2": found.tau2}


def logits():
    return ev.escalc("PLO", data("pritz1997"), xi="xi", ni="ni")


ANALYSES = {
    "effects/kearon1998": (lambda: told(ev.pool(accuracy_of_tests(), **WALD)), ITERATED),
    "regtest/kearon1998/sei": (lambda: egger("sei"), EXACT),
    "regtest/kearon1998/ni": (lambda: egger("ni"), EXACT),
    "regtest/kearon1998/ess": (lambda: egger("sei", vi="ess"), EXACT),
    "vcalc/knapp2017": (lambda: {"lower": lower(errors_of_tasks())}, EXACT),
    "rma.mv/knapp2017": (lambda: tasks(**MODEL), OPTIMISED),
    "robust/knapp2017": (lambda: tasks(**CLUSTERS), OPTIMISED),
    "robust/knapp2017/clubSandwich": (lambda: tasks(**CLUB), OPTIMISED),
    "vcalc/ishak2007": (
        lambda: {
            "lower": lower(ev.vcalc(data("ishak2007"), cluster="study", time1="time", phi=0.97))
        },
        EXACT,
    ),
    "rma.mv/ishak2007": (times, OPTIMISED),
    "rma.mv/berkey1998": (lambda: told(outcomes(**MODEL)), OPTIMISED),
    "robust/berkey1998": (lambda: told(outcomes(**CLUSTERS)), OPTIMISED),
    "anova/berkey1998": (difference_of_outcomes, OPTIMISED),
    "vcalc/assink2016": (kinds_of_delinquency, EXACT),
    "rma.mv/konstantopoulos2011": (lambda: schools(**MODEL), OPTIMISED),
    "robust/konstantopoulos2011": (lambda: schools(**CLUSTERS), OPTIMISED),
    "rma.mh/lau1992": (lambda: counted(ev.pool_events(data("lau1992"), study="trial")), EXACT),
    "rma.peto/yusuf1985": (
        lambda: counted(ev.pool_events(data("yusuf1985"), method="peto")),
        EXACT,
    ),
    "rma.glmm/pritz1997": (proportions, OPTIMISED),
    "effects/pritz1997": (lambda: told(ev.pool(logits(), **WALD)), ITERATED),
    "moderated/linde2005": (acupuncture, EXACT),
    "moderated/mcdaniel1994": (interviews, ITERATED),
    "moderated/viechtbauer2021": (
        lambda: told(ev.meta_regression("dose", doses(), tau2_method="DL", **WALD)),
        EXACT,
    ),
    "influence/viechtbauer2021": (each_trial, EXACT),
    "lack of fit/viechtbauer2021": (lack_of_fit, EXACT),
    "network/senn2013": (network, OPTIMISED),
    "selmodel/cohen1981": (selected, OPTIMISED),
}
GIVEN = ("names", "rho", "steps", "delta")
"""What R was asked with, and no number it gave."""


def test_every_analysis_is_made():
    assert ANALYSES.keys() == CASES.keys()


@pytest.mark.parametrize("name", ANALYSES)
def test_numbers_are_those_of_the_page(name):
    analyse, rtol = ANALYSES[name]
    ours, theirs = analyse(), CASES[name]["out"]
    for key in theirs.keys() - GIVEN:
        assert np.atleast_1d(ours[key]) == pytest.approx(
            np.atleast_1d(theirs[key]), rel=rtol, abs=1e-14
        ), key
