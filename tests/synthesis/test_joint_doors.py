"""The doors to several outcomes, dose-response and accuracy: R's numbers from a table."""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import NotEstimable
from tests.stats.r_values import read_golden

R = read_golden("j_mv_dr_dta.json")
CASES = {case["id"]: case for case in R["cases"]}


def berkey() -> pd.DataFrame:
    data = R["inputs"][CASES["j/mixmeta/berkey98_bscov/id"]["input"]]
    lower = np.array(data["S"])
    return pd.DataFrame(
        {
            "PD": data["PD"],
            "AL": data["AL"],
            "vPD": lower[:, 0],
            "vAL": lower[:, 2],
            "cov": lower[:, 1],
            "year": data["pubyear"],
        }
    )


def errors_of(table: pd.DataFrame) -> np.ndarray:
    return np.array(
        [
            [[row.vPD, row.cov], [row.cov, row.vAL]]
            for row in table.itertuples()
        ]
    )  # fmt: skip


ASKED = {"yi": ["PD", "AL"], "vi": ["vPD", "vAL"]}


def test_outcomes_by_one_call():
    table, theirs = berkey(), CASES["j/mixmeta/berkey98_bscov/id"]["out"]
    found = ev.multivariate(table, **ASKED, errors=errors_of(table), structure="ID")
    assert [one.estimate for one in found.coefficients] == pytest.approx(theirs["coef"], rel=1e-5)
    assert [one.name for one in found.coefficients] == ["PD", "AL"]
    assert [one.tau2 for one in found.spread] == pytest.approx(
        np.diag(theirs["Psi"]).tolist(), rel=1e-5
    )
    assert found.study_effects().shape == (5, 2)
    assert list(found.to_frame()["name"]) == ["PD", "AL"]
    assert "<table" in found._repr_html_()
    assert str(found).startswith("GEN PD 0.3677 [")


def test_moderators_are_told_outcome_by_outcome():
    table = berkey()
    theirs = CASES["j/mixmeta/berkey98/ml/cbind(PD,AL)~pubyear"]["out"]
    found = ev.multivariate(
        table, **ASKED, errors=errors_of(table), moderators="year", tau2_method="ML"
    )
    assert [one.name for one in found.coefficients] == ["PD", "AL", "PD:year", "AL:year"]
    assert found.log_likelihood == pytest.approx(theirs["logLik"], rel=1e-7)


def test_outcomes_that_are_missing_borrow_strength():
    case = CASES["j/mixmeta/p53/ml"]
    data = R["inputs"][case["input"]]
    found = ev.multivariate(
        data, yi=["y1", "y2"], vi=["V1", "V2"], errors=case["args"]["Scor"], tau2_method="ML"
    )
    assert [one.estimate for one in found.coefficients] == pytest.approx(
        case["out"]["coef"], rel=1e-5
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"vPD": [0.1, -1, 0.1, 0.1, 0.1]}, "vPD not above 0 at position 1"),
        ({"PD": [0.1, None, 0.1, 0.1, 0.1]}, "PD missing beside a variance at position 1"),
        ({"vAL": [0.1, None, 0.1, 0.1, 0.1]}, "vAL not a finite number at position 1"),
    ],
)
def test_outcomes_that_cannot_be_are_named(change, why):
    with pytest.raises(ValueError, match=why):
        ev.multivariate(berkey().assign(**change), **ASKED, errors=0.5)


def coffee() -> dict[str, list]:
    data = R["inputs"][CASES["j/dosresmeta1stage/coffee_mort/linear/fixed"]["input"]]
    return {
        "study": data["id"], "design": data["type"], "dose": data["dose"], "logrr": data["y"],
        "sei": data["se"], "cases": data["cases"], "n": data["n"],
    }  # fmt: skip


NAMED = {"yi": "logrr"}


def test_a_curve_by_one_call():
    theirs = CASES["j/dosresmeta/coffee_mort/quadratic/gl/reml"]["out"]
    found = ev.dose_response(coffee(), shape="quadratic", columns=NAMED)
    # R's counts of cumulative incidence are those of odds: less than a tenth of an error apart.
    gap = [
        one.estimate - other for one, other in zip(found.coefficients, theirs["coef"], strict=True)
    ]
    assert np.abs(gap) == pytest.approx(0, abs=0.1 * min(one.se for one in found.coefficients))
    assert found.k == 22
    assert found.at([0]).loc[0, "estimate"] == 1
    low, middle, high = found.as_read()
    assert low < middle < high
    assert len(found.trends()) == 22
    assert list(found.to_frame()["name"]) == ["dose", "dose^2"]
    assert "<table" in found._repr_html_()
    assert str(found).startswith("RR against dose 0: ")
    again = found.at([4], reference=2).loc[0, "estimate"]
    both = found.at([2, 4])["estimate"]
    assert again == pytest.approx(both[1] / both[0])


def test_a_spline_has_its_knots():
    found = ev.dose_response(coffee(), shape="spline", knots=[0, 2, 6.5], columns=NAMED)
    assert [one.name for one in found.coefficients] == ["dose", "curve 1"]
    assert found.knots == (0, 2, 6.5)


def test_curves_that_cannot_be_are_named():
    bad = coffee()
    with pytest.raises(ValueError, match="design not one of cc, ir, ci at position 0"):
        ev.dose_response(bad | {"design": ["rct", *bad["design"][1:]]}, columns=NAMED)
    with pytest.raises(ValueError, match="study 1: one reference"):
        ev.dose_response(bad | {"sei": [0.1, *bad["sei"][1:]]}, columns=NAMED)
    with pytest.raises(ChoiceUnknown, match="independent"):
        ev.dose_response(bad, covariance="indep", columns=NAMED)
    with pytest.raises(ChoiceUnknown, match="spline"):
        ev.dose_response(bad, shape="cubic", columns=NAMED)
    with pytest.raises(ChoiceUnknown, match="yi"):
        ev.dose_response(bad)
    one = {name: column[:4] for name, column in bad.items()}
    assert ev.dose_response(one, columns=NAMED).reason == "one_study"


def audit() -> dict[str, list[int]]:
    return R["inputs"][CASES["j/reitsma/AuditC/reml"]["input"]]


COUNTS = {name: name.upper() for name in ("tp", "fn", "fp", "tn")}


def test_accuracy_by_one_call():
    theirs = CASES["j/reitsma/AuditC/reml"]["out"]
    found = ev.accuracy(audit(), columns=COUNTS)
    rows = dict(zip(theirs["summary_rows"], theirs["summary_coef"], strict=True))
    assert found.sensitivity.estimate == pytest.approx(rows["sensitivity"][0], rel=1e-5)
    false = rows["false pos. rate"]
    assert 1 - found.specificity.ci_low == pytest.approx(false[5], rel=1e-5)
    assert found.correlation == pytest.approx(theirs["cor"][0][1], rel=1e-5)
    points = np.array(theirs["sroc_pts"])
    heights = found.curve(points[:, 0])["sensitivity"].tolist()
    assert heights == pytest.approx(points[:, 1].tolist(), rel=1e-4)
    assert found.area == pytest.approx(theirs["AUC"], abs=0.02)
    assert len(found.each_study()) == 14
    assert list(found.to_frame()["measure"]) == ["sensitivity", "specificity"]
    assert "<table" in found._repr_html_()
    assert str(found).startswith("sensitivity 0.8909 [0.8081, 0.9406]")


def test_accuracies_that_cannot_be_are_named():
    bad = audit()
    with pytest.raises(ValueError, match="TP below 0 at position 1"):
        ev.accuracy(bad | {"TP": [1, -1, *bad["TP"][2:]]}, columns=COUNTS)
    with pytest.raises(ChoiceUnknown, match="tp"):
        ev.accuracy(bad)
    with pytest.raises(ChoiceUnknown, match="all, single, none"):
        ev.accuracy(bad, correction="some", columns=COUNTS)
    one = {name: column[:1] for name, column in bad.items()}
    assert ev.accuracy(one, columns=COUNTS).reason == "one_study"
    common = ev.accuracy(bad, tau2_method="FE", columns=COUNTS)
    assert isinstance(common.area, NotEstimable)


@pytest.mark.parametrize("choices", [{"tau2_method": "DL"}, {"level": 2}, {"nothing": 1}])
def test_a_wrong_choice_is_answered_with_the_right_ones(choices):
    with pytest.raises(ChoiceUnknown):
        ev.accuracy(audit(), columns=COUNTS, **choices)
    with pytest.raises(ChoiceUnknown):
        ev.multivariate(berkey(), **ASKED, errors=0.5, **choices)
