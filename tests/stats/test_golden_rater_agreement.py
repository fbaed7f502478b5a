"""Weighted kappa against vcd and psych, sizes of trials against R's power.prop.test."""

import pytest

from evidence.stats.trial_size import trial_size_for_risks
from evidence.stats.weighted_kappa import weighted_kappa
from tests.stats.r_values import at, differences, read_golden

GOLDEN = read_golden("rater_agreement.json")


def kappa_of(table, weights):
    found = weighted_kappa(table, weights=weights)
    ours = {"kappa": found.kappa, "se": found.se}
    return ours if weights == "unweighted" else ours | {"psych": found.kappa}


@pytest.mark.parametrize("name", GOLDEN["agreement"])
def test_kappa_and_its_error(name):
    case = at(GOLDEN["agreement"][name])
    theirs = {key: value for key, value in case.items() if key != "table"}
    ours = {weights: kappa_of(case["table"], weights) for weights in theirs}
    assert not list(differences(ours, theirs, rtol=1e-12))


@pytest.mark.parametrize("place", range(len(GOLDEN["trial_sizes"])))
def test_people_in_each_group(place):
    case = at(GOLDEN["trial_sizes"][place])
    ours = {
        f"each_{power:.0f}": trial_size_for_risks(case["risk1"], case["risk2"], power=power / 100)
        / 2
        for power in (80, 90)
    }
    # R finds the size by root-finding; 1e-9 of it is what its tolerance leaves.
    assert not list(differences(ours, {name: case[name] for name in ours}, rtol=1e-9))
