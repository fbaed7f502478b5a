"""How sampling errors hang together: metafor's vcalc, by the names of columns."""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown

STUDIES = pd.DataFrame(
    {
        "study": ["A", "A", "B", "B", "B"],
        "outcome": ["pain", "sleep", "pain", "pain", "sleep"],
        "scale": [1, 1, 1, 2, 1],
        "month": [3, 3, 3, 6, 3],
        "vi": [0.04, 0.09, 0.01, 0.04, 0.25],
    }
)


def test_effects_of_different_clusters_are_independent_and_variances_stay():
    found = ev.vcalc(STUDIES, cluster="study", obs="scale", rho=0.5)
    assert np.diag(found).tolist() == STUDIES["vi"].tolist()
    assert not found[:2, 2:].any()
    assert (found == found.T).all()


def test_correlations_of_pairs_may_stand_in_a_table_or_a_mapping():
    square = pd.DataFrame([[1, 0.3], [0.3, 1]], index=["pain", "sleep"], columns=["pain", "sleep"])
    from_table = ev.vcalc(STUDIES, cluster="study", type="outcome", rho=square)
    from_pairs = ev.vcalc(STUDIES, cluster="study", type="outcome", rho={("sleep", "pain"): 0.3})
    assert from_table.tolist() == from_pairs.tolist()
    assert from_table[0, 1] == pytest.approx(0.3 * 0.2 * 0.3, rel=1e-15)


def test_measurements_of_one_type_and_types_have_correlations_of_their_own():
    found = ev.vcalc(STUDIES, cluster="study", obs="scale", type="outcome", rho=(0.7, 0.5))
    assert found[2, 3] == pytest.approx(0.7 * 0.1 * 0.2, rel=1e-15)
    assert found[2, 4] == pytest.approx(0.5 * 0.1 * 0.5, rel=1e-15)


def test_times_further_apart_are_less_alike():
    found = ev.vcalc(STUDIES, cluster="study", time1="month", phi=0.9)
    assert found[2, 3] == pytest.approx(0.9**3 * 0.1 * 0.2, rel=1e-14)


def test_groups_of_one_cluster_are_other_people():
    found = ev.vcalc(STUDIES, cluster="study", subgroup="scale", type="outcome", rho=0.5)
    assert found[2, 3] == found[3, 4] == 0
    assert found[2, 4] == pytest.approx(0.5 * 0.1 * 0.5, rel=1e-15)


def test_studies_own_matrices_are_taken_as_they_stand():
    own = pd.DataFrame({"study": ["A", "A", "B"], "v1": [0.04, 0.01, 0.3], "v2": [0.01, 0.09, 0.0]})
    found = ev.vcalc(own, cluster="study", vi=1, rvars=["v1", "v2"])
    assert found.tolist() == [[0.04, 0.01, 0], [0.01, 0.09, 0], [0, 0, 0.3]]


def test_a_model_takes_what_vcalc_gives():
    table = STUDIES.assign(yi=[0.1, 0.3, 0.2, 0.4, 0.5], study=["A", "A", "B", "B", "C"])
    errors = ev.vcalc(table, cluster="study", type="outcome", obs="scale", rho=(0.6, 0.6))
    found = ev.multilevel(table, random="study", errors=errors, intervals="none")
    assumed = ev.multilevel(table, random="study", errors=0.6, intervals="none")
    assert found.estimate == pytest.approx(assumed.estimate, rel=1e-12)
    assert found.sampling == "given"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"rho": 0.5}, "name the column obs or type"),
        ({"obs": "scale"}, "rho: 1 needed, for obs"),
        ({"obs": "scale", "type": "outcome", "rho": 0.5}, "rho: 2 needed, for obs and type"),
        ({"obs": "scale", "rho": 1.5}, "not all between -1 and 1"),
        ({"type": "outcome", "rho": {("pain", "mood"): 0.5}}, "no correlation between"),
        ({"phi": 0.5}, "need the column time1"),
        ({"time1": "month"}, "phi is needed with time1"),
        ({"grp1": "outcome"}, "grp1 and grp2 go together"),
        ({"w1": "scale"}, "need the columns grp1 and grp2"),
        ({"rvars": ["vi"], "rho": 0.5}, "nothing else is named beside it"),
        ({"rvars": ["vi"]}, "1 columns for 2 effects of A"),
        ({"rvars": ["vi", "month", "scale"]}, "no symmetric matrix of numbers in A"),
        ({"vi": 0.0}, "not above 0"),
    ],
)
def test_what_does_not_fit_together_is_refused(asked, told):
    with pytest.raises(ValueError, match=told):
        ev.vcalc(STUDIES, cluster="study", **asked)


@pytest.mark.parametrize("asked", [{"cluster": "trial"}, {"obs": "item"}, {"nonsense": "x"}])
def test_what_does_not_exist_is_answered_with_what_does(asked):
    with pytest.raises(ChoiceUnknown):
        ev.vcalc(STUDIES, **{"cluster": "study", "rho": 0.5, **asked})


def test_a_cluster_without_a_name_is_refused():
    with pytest.raises(ValueError, match="study"):
        ev.vcalc(STUDIES.assign(study=["A", None, "B", "B", "B"]), cluster="study")
