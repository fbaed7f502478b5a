"""Leaving studies out, and drawing them again: against single analyses and known theory."""

from itertools import combinations

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown

YI = [0.12, 0.45, -0.10, 0.33, 0.80, 0.21]
VI = [0.02, 0.05, 0.04, 0.01, 0.06, 0.03]
TABLE = {"study": [*"ABCDEF"], "yi": YI, "vi": VI}


@pytest.mark.parametrize("k", [1, 2, 3])
def test_groups_left_out_are_single_analyses_of_the_others(k):
    found = ev.leave_out(TABLE, k=k)
    groups = list(combinations(range(6), k))
    assert found["left_out"].tolist() == ["; ".join("ABCDEF"[i] for i in one) for one in groups]
    for row, group in zip(found.itertuples(), groups, strict=True):
        rest = [i for i in range(6) if i not in group]
        single = ev.pool({"yi": [YI[i] for i in rest], "vi": [VI[i] for i in rest]})
        ours = (row.estimate, row.ci_low, row.ci_high, row.p_value, row.tau2, row.i2)
        spread = single.heterogeneity
        theirs = (single.estimate, single.ci_low, single.ci_high, single.p_value, spread.tau2)
        assert ours == pytest.approx((*theirs, spread.i2), rel=1e-10, abs=1e-10)
        assert row.status == "ok"


def test_one_left_out_is_leave_one_out():
    ours = ev.leave_out(TABLE, k=1, tau2_method="DL", ci_method="wald")
    theirs = ev.leave_one_out(TABLE, tau2_method="DL", ci_method="wald")
    np.testing.assert_allclose(ours["estimate"], theirs["estimate"], rtol=1e-12)
    np.testing.assert_allclose(ours["ci_high"], theirs["ci_high"], rtol=1e-12)


def test_too_much_left_out_is_told():
    assert ev.leave_out(TABLE, k=5).reason == "too_few_to_predict"
    with pytest.raises(ValueError, match="not at least 1"):
        ev.leave_out(TABLE, k=0)
    many = {"yi": [0.1] * 80, "vi": [0.1] * 80}
    with pytest.raises(ValueError, match="more than"):
        ev.leave_out(many, k=6)


def test_a_parametric_bootstrap_of_a_common_effect_is_the_normal_interval():
    """Draws of a common effect have a known distribution: the estimate's own."""
    found = ev.bootstrap(TABLE, model="common", times=40_000, seed=1)
    single = ev.pool(TABLE, model="common")
    error = single.se / np.sqrt(40_000)
    assert found.estimate == pytest.approx(single.estimate, rel=1e-12)
    assert abs(found.bias) < 4 * error
    assert found.se == pytest.approx(single.se, rel=0.02)
    assert found.ci_low == pytest.approx(single.ci_low, abs=12 * error)
    assert found.ci_high == pytest.approx(single.ci_high, abs=12 * error)


def test_a_case_bootstrap_draws_the_studies_as_they_are():
    found = ev.bootstrap(TABLE, kind="case", times=2000, seed=2, tau2_method="DL")
    draws = found.draws[:, 0]
    assert min(YI) <= draws.min() <= draws.max() <= max(YI)
    assert found.tau2_low == 0.0
    assert found.failed + len(draws) == found.times
    assert "seed 2" in str(found)


@pytest.mark.parametrize("kind", ["case", "parametric"])
def test_the_same_seed_gives_the_same_draws(kind):
    one, same, other = (ev.bootstrap(TABLE, kind=kind, times=300, seed=s) for s in (5, 5, 6))
    assert (one.draws == same.draws).all()
    assert one.ci_low != other.ci_low
    frame = one.to_frame()
    assert frame["quantity"].tolist() == ["estimate", "tau2", "i2"]
    assert frame["seed"].tolist() == [5, 5, 5]


def test_unknown_kinds_and_too_few_draws_are_refused():
    with pytest.raises(ChoiceUnknown) as refused:
        ev.bootstrap(TABLE, kind="smooth")
    assert refused.value.choices == ("parametric", "case")
    with pytest.raises(ValueError, match="not at least 100"):
        ev.bootstrap(TABLE, times=50)
