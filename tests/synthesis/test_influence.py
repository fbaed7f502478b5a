"""What studies and clusters do to models with moderators and with dependent effects."""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import NotEstimable
from tests.stats.r_values import ByName, read_golden

DEPENDENT = read_golden("dependent.json")
CASES = ByName({case["id"]: case for case in DEPENDENT["cases"]})
MODERATED = ByName({case["id"]: case for case in read_golden("e_diag.json")["cases"]})
INPUTS = read_golden("e_diag.json")["inputs"]
STUDIES = {
    "yi": [0.1, 0.2, 0.9, 1.1, 0.5, 0.3, 0.4, 0.3],
    "vi": [0.01, 0.02, 0.01, 0.02, 0.01, 0.02, 0.02, 0.01],
    "study": ["A", "A", "B", "B", "C", "C", "D", "D"],
    "effect": [1, 2] * 4,
}


@pytest.fixture(scope="module")
def assink():
    data = DEPENDENT["inputs"]["assink"]
    names = [name for name, column in data.items() if name != "X"]
    table = pd.DataFrame({name: data[name] for name in names})
    found = ev.multilevel(table, random="study/esid", measure="SMD", intervals="none")
    return found, table["study"].tolist()


def test_clusters_are_metafors(assink):
    theirs = CASES["deleted"]["out"]
    ours = ev.cluster_influence(*assink)
    assert ours["cook_d"].tolist() == pytest.approx(theirs["cook"], rel=1e-4)
    assert ours["dfbs Intercept"].tolist() == pytest.approx(theirs["dfbetas"], rel=1e-4)
    assert ours["chi_square"].tolist() == pytest.approx(theirs["X2"], rel=1e-4)
    each = ev.cluster_influence(*assink, rows="effects")
    assert each["rstudent"].tolist() == pytest.approx(theirs["rstudent"], rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("ci_method", ["t", "wald", "cluster-robust"])
def test_a_cluster_left_out_is_the_model_of_the_others(ci_method):
    methods = {"random": "study/effect", "measure": "SMD", "ci_method": ci_method}
    whole = ev.multilevel(STUDIES, intervals="none", **methods)
    found = ev.cluster_influence(whole, STUDIES["study"])
    table = pd.DataFrame(STUDIES)
    others = ev.multilevel(table[table["study"] != "B"], intervals="none", **methods)
    row = found.loc["B"]
    told = [others.estimate, others.se, others.ci_low, others.ci_high]
    assert row[["estimate", "se", "ci_low", "ci_high"]].tolist() == pytest.approx(told, rel=1e-7)
    values = [one.value for one in others.components]
    assert row[["study", "study/effect"]].tolist() == pytest.approx(values, rel=1e-6, abs=1e-8)
    assert row["k"] == 2
    assert found["p_value"].between(0, 1).all()


def test_rows_that_do_not_exist_are_refused(assink):
    with pytest.raises(ChoiceUnknown):
        ev.cluster_influence(*assink, rows="studies")


def test_influence_with_moderators_is_metafors():
    case = MODERATED["e/influence_mods/debruin2009_PLO/~scq/REML"]
    table = pd.DataFrame(INPUTS[case["input"]])
    ours = ev.influence(table, moderators="scq", ci_method="wald")
    theirs = case["out"]
    for name, column in (
        ("rstudent", "rstudent"),
        ("cook_d", "cook_d"),
        ("residual", "rstudent_resid"),
    ):
        assert ours[name].tolist() == pytest.approx(theirs[column], rel=1e-7)
    both = ours[["dfbs Intercept", "dfbs scq"]].to_numpy()
    assert both == pytest.approx(np.array(theirs["dfbs"]), rel=1e-7)


def test_a_study_that_alone_tells_a_coefficient_has_no_influence_to_measure():
    table = {"yi": [0.1, 0.2, 0.4, 0.1, 0.9], "vi": [0.1] * 5, "x": [0, 0, 0, 0, 1]}
    found = ev.influence(table, moderators="x", model="common", ci_method="wald")
    assert found["cook_d"].isna().tolist() == [False] * 4 + [True]


def test_too_few_effects_for_moderators_are_told():
    table = {"yi": [0.1, 0.2, 0.4], "vi": [0.1] * 3, "x": [0, 1, 2]}
    found = ev.influence(table, moderators="x", ci_method="wald")
    assert isinstance(found, NotEstimable) and found.reason == "too_few_without_one"
    with pytest.raises(ChoiceUnknown):
        ev.influence(table, moderators="x", nonsense=1)
