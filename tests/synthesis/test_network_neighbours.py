"""Components of treatments, net heat and the curve of one parameter, at their public doors."""

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from tests.stats.r_values import read_golden

NETWORKS, ACCURACY = read_golden("h_nma.json"), read_golden("j_mv_dr_dta.json")
COLUMNS = {"yi": "TE", "sei": "seTE", "study": "studlab"}


def given(name):
    case = next(one for one in NETWORKS["cases"] if one["id"] == name)
    return NETWORKS["inputs"][case["input"]], case["out"]


@pytest.mark.parametrize("model", ["common", "random"])
@pytest.mark.parametrize("name", ["h/netcomb/Linde2016", "h/discomb/Linde2016"])
def test_components_have_netmetas_numbers(name, model):
    table, out = given(name)
    found = ev.network_components(
        table, inactive="Placebo", columns=COLUMNS, measure="OR", model=model
    )
    effects = {one.component: one for one in found.effects}
    assert set(effects) == set(out["comps"])
    ours = [(effects[part].estimate, effects[part].se) for part in out["comps"]]
    theirs = np.column_stack([out[f"Comp_{model}"], out[f"seComp_{model}"]])
    assert np.array(ours) == pytest.approx(theirs, rel=1e-8)
    assert found.q == pytest.approx(out["Q_additive"], rel=1e-9)
    assert (found.tau2 == 0) == (model == "common")
    if model == "random":
        assert found.tau2**0.5 == pytest.approx(out["tau"], rel=1e-8)


def test_components_are_told_and_refused():
    table, _ = given("h/netcomb/Linde2016")
    found = ev.network_components(table, inactive="Placebo", columns=COLUMNS, measure="OR")
    part = found.effects[0]
    assert found.as_read()[part.component][0] == pytest.approx(np.exp(part.estimate))
    assert str(found).startswith(f"OR of components: {part.component} ")
    assert len(found.to_frame()) == len(found.effects)
    assert "<table" in found._repr_html_()
    for wrong in ({"inactive": "Nothing"}, {"model": "fixed"}, {"level": 95}):
        with pytest.raises(ChoiceUnknown):
            ev.network_components(table, columns=COLUMNS, measure="OR", **wrong)


def test_net_heat_is_netmetas():
    table, out = given("h/netheat/parkinson")
    network = ev.network(table, measure="MD", columns=COLUMNS, tau2_method="DL")
    heat = network.net_heat()
    told = np.sort(heat["inconsistency"].to_numpy())
    assert told == pytest.approx(np.sort(out["Q_inc_design"]), rel=1e-9, abs=1e-12)
    cells = heat.drop(columns="inconsistency").to_numpy()
    theirs = np.array(out["heat"], dtype=np.float64)
    assert np.nansum(cells) == pytest.approx(np.nansum(theirs), rel=1e-8)
    assert np.isnan(cells).sum() == np.isnan(theirs).sum()


def test_the_curve_of_one_parameter_is_madas():
    case = next(
        one
        for one in ACCURACY["cases"]
        if one["id"].split("/")[1] == "phm" and "coef" in one["out"]
    )
    counts = ACCURACY["inputs"][case["input"]]
    named = {name: name.upper() for name in ("tp", "fn", "fp", "tn")}
    found = ev.accuracy(counts, columns=named).proportional_hazards()
    assert found["theta"][0] == pytest.approx(case["out"]["coef"][0], rel=1e-4)
    assert found["area"][0] == pytest.approx(1 / (found["theta"][0] + 1), rel=1e-12)
