"""Every selection of the studies, against metafor's gosh and the single analysis."""

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.stats.all_subsets import pool_subsets
from evidence.stats.subset_sums import pool_every_subset
from tests.stats.r_values import column, read_golden

R = read_golden("e_diag.json")
CASES = [case for case in R["cases"] if case["id"].startswith("e/gosh/")]
CONTROL = 5e-12


def table_of(yi, vi) -> dict:
    return {"study": [f"S{i}" for i in range(len(yi))], "yi": yi, "vi": vi}


def by_number(found, theirs, k: int):
    """Our rows where R has printed one, in its order, which names the studies of each."""
    names = theirs.get("incl") or theirs["rows_incl"]
    numbers = [sum(1 << i for i, one in enumerate(name) if one == "1") - 1 for name in names]
    assert len(found.size) == theirs["nrow"] == 2**k - 1
    columns = (found.size, found.i2, found.tau2, found.estimate)
    return np.column_stack([one[numbers] for one in columns])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_all_selections_are_metafors(case):
    yi, vi = column(R, case, "yi"), column(R, case, "vi")
    method, theirs = case["args"]["method"], case["out"]
    model = {"model": "common"} if method in ("EE", "FE", "CE") else {"tau2_method": method}
    found = ev.gosh(table_of(yi, vi), **model)
    rows = np.array(theirs.get("res") or theirs["rows"], dtype=np.float64)
    wanted = rows[:, [theirs["cols"].index(name) for name in ("k", "I2", "tau2", "estimate")]]
    off = min(CONTROL, 0.01 * vi.min()) if method == "REML" else 0.0
    allowed = (0.0, 200 * off / vi.min(), off, off / vi.min() * np.ptp(yi))
    rtol = 1e-8 if method == "REML" else 1e-10
    ours = by_number(found, theirs, len(yi))
    for at, atol in enumerate(allowed):
        np.testing.assert_allclose(ours[:, at], wanted[:, at], rtol=rtol, atol=atol + 1e-12)


@pytest.fixture(scope="module")
def studies():
    chance = np.random.default_rng(7)
    yi, vi = chance.normal(0.2, 0.1, 9), chance.uniform(0.01, 0.05, 9)
    yi[4] = 1.9
    return yi, vi


@pytest.mark.parametrize("method", ["EE", "DL"])
def test_sums_give_what_single_analyses_give(studies, method):
    found = pool_every_subset(*studies, method=method)
    single = pool_subsets(*studies, method=method)
    places = single.members @ (1 << np.arange(9))
    for name in ("estimate", "tau2", "q", "i2"):
        ours, theirs = getattr(found, name)[places], getattr(single.fits, name)
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-12)
    assert found.k[places].tolist() == single.k.tolist()
    assert np.isnan(found.estimate[0])


def test_blocks_do_not_show(studies, monkeypatch):
    whole = pool_every_subset(*studies, method="DL")
    monkeypatch.setattr("evidence.stats.subset_sums.WITHIN", 4)
    parted = pool_every_subset(*studies, method="DL")
    for one, other in zip(whole, parted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("method", ["DL", "REML"])
def test_the_study_that_differs_is_found(studies, method):
    drivers = ev.gosh(table_of(*studies), tau2_method=method).drivers()
    assert drivers["study"][0] == "S4"
    assert drivers["i2_change"][0] > 50
    assert set(drivers["study"]) == {f"S{i}" for i in range(9)}


def test_drawn_selections_are_the_same_with_the_same_seed(studies):
    table = table_of(*studies)
    one, same, other = (ev.gosh(table, selections=500, seed=seed) for seed in (3, 3, 4))
    assert (one.members == same.members).all()
    assert (one.estimate == same.estimate).all()
    assert (one.members != other.members).any()
    assert one.members.any(axis=1).all()
    assert "seed 3" in str(one)
    every = ev.gosh(table)
    numbers = one.members @ (1 << np.arange(9)) - 1
    np.testing.assert_allclose(one.estimate, every.estimate[numbers], rtol=1e-12)
    np.testing.assert_allclose(one.i2, every.i2[numbers], rtol=1e-9, atol=1e-9)
    assert (every.having("S3")[numbers] == one.having("S3")).all()
    frame = one.to_frame()
    assert (frame[[f"S{i}" for i in range(9)]].sum(axis=1) == frame["k"]).all()


def test_mistakes_are_refused(studies):
    with pytest.raises(ValueError, match="not at least 1"):
        ev.gosh(table_of(*studies), selections=0)
    with pytest.raises(ChoiceUnknown):
        ev.gosh(table_of(*studies), tau2_method="REMLL")
    with pytest.raises(ValueError, match="none of EE"):
        pool_every_subset([0.1], [0.1], method="REML")
    with pytest.raises(ValueError, match="at most 24"):
        pool_every_subset([0.1] * 25, [0.1] * 25, method="DL")
    assert ev.gosh({"yi": [0.1], "vi": [0.2]}).reason == "one_study"
