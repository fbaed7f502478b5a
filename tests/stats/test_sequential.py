"""Sequential boundaries against rpact and against R's integrate(), and what must hold of them."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.stats.sequential.boundaries import futility_boundaries, stopping_boundaries
from evidence.stats.sequential.crossing import before, carried, chance_above
from evidence.stats.sequential.information_size import (
    diversity,
    information_needed,
    people_needed_for_means,
    people_needed_for_risks,
)
from evidence.stats.sequential.spending import spent
from evidence.stats.sequential.trial_sequential import trial_sequential
from tests.stats.r_values import read_golden

GOLDEN = read_golden("sequential.json")
RPACT = 5e-6
"""rpact's quadrature: its second boundaries are this far from integrate()'s, at worst."""

shares = st.lists(st.floats(0.05, 1.0), min_size=1, max_size=6, unique=True).map(sorted)


def cases(family: str) -> list[Any]:
    return [
        pytest.param(case, id=case["id"])
        for case in GOLDEN["cases"]
        if case["id"].startswith(family)
    ]


def test_every_case_is_of_a_known_family() -> None:
    families = {case["id"].split("/")[0] for case in GOLDEN["cases"]}
    assert families == {"boundaries", "futility", "integrated"}
    assert len(GOLDEN["cases"]) == 100


@pytest.mark.parametrize("case", cases("boundaries"))
def test_boundaries_are_rpacts(case: dict[str, Any]) -> None:
    found = stopping_boundaries(
        case["t"], alpha=case["alpha"], spending=case["spending"], two_sided=case["sided"] == 2
    )
    assert found.z.tolist() == pytest.approx(case["z"], abs=RPACT)
    assert found.spent.tolist() == pytest.approx(case["spent"], abs=2e-8)


@pytest.mark.parametrize("case", cases("futility"))
def test_futility_is_rpacts(case: dict[str, Any]) -> None:
    found = futility_boundaries(
        case["t"], alpha=case["alpha"], beta=case["beta"], spending=case["spending"]
    )
    theirs = np.atleast_1d(case["futility"]).tolist()
    assert found.futility[:-1].tolist() == pytest.approx(theirs, abs=RPACT)
    assert found.inflation == pytest.approx(case["inflation"], abs=RPACT)


@pytest.mark.parametrize("case", cases("integrated"))
def test_the_second_boundary_is_that_of_an_integral(case: dict[str, Any]) -> None:
    found = stopping_boundaries(
        case["t"], alpha=case["alpha"], spending=case["spending"], two_sided=case["sided"] == 2
    )
    assert found.z.tolist() == pytest.approx(case["z"], abs=1e-10)


@settings(max_examples=30, deadline=None)
@given(shares, st.floats(0.005, 0.2), st.sampled_from(["obrien-fleming", "pocock"]))
def test_the_error_is_spent_and_no_more(t: list[float], alpha: float, spending: str) -> None:
    t = [t[0], *(b for a, b in pairwise(t) if b - a > 1e-3)]
    found = stopping_boundaries(t, alpha=alpha, spending=spending, two_sided=False)
    path, crossed = before(0.0), 0.0
    for look, share in enumerate(found.t):
        crossed += chance_above(path, share, found.z[look])
        if look + 1 < len(found.t):
            step = found.t[look + 1] - share
            path = carried(path, share, -np.inf, found.z[look], step)
    assert crossed == pytest.approx(float(spent(t[-1], alpha, spending=spending)), abs=1e-9)


def test_one_look_at_the_end_is_a_single_test() -> None:
    assert stopping_boundaries([1.0]).z[0] == pytest.approx(1.959963984540054, rel=1e-12)
    assert futility_boundaries([1.0]).inflation == pytest.approx(1.0, rel=1e-9)


def test_looks_after_the_information_is_complete_have_nothing_to_spend() -> None:
    found = stopping_boundaries([0.5, 1.2, 1.6])
    assert found.z[1] > 1.959 and np.isinf(found.z[2])
    assert found.spent[1:] == pytest.approx([0.05, 0.05])


@pytest.mark.parametrize("t", [[], [0.0, 1.0], [0.5, 0.5], [0.7, 0.2], [np.nan]])
def test_shares_that_do_not_rise_are_refused(t: list[float]) -> None:
    with pytest.raises(ValueError, match="shares of information"):
        stopping_boundaries(t)


def test_required_information_by_hand() -> None:
    z = (1.959963984540054 + 1.2815515655446004) ** 2
    assert information_needed(0.5, power=0.9) == pytest.approx(z / 0.25, rel=1e-12)
    assert people_needed_for_means(5, 10, power=0.9) == pytest.approx(4 * z * 4, rel=1e-12)
    assert people_needed_for_means(5, 10, power=0.9, d2=0.5) == pytest.approx(8 * z * 4)
    assert people_needed_for_means(5, 10, power=0.9, ratio=2) == pytest.approx(4.5 * z * 4)
    middle = 0.09 * 0.91
    expected = 4 * z * middle / 0.02**2
    assert people_needed_for_risks(0.1, 0.08, power=0.9) == pytest.approx(expected, rel=1e-12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.01, 5), min_size=2, max_size=8), st.floats(0, 10))
def test_diversity_is_a_share_and_nothing_without_variance(vi: list[float], tau2: float) -> None:
    yi = np.linspace(-1, 1, len(vi))
    found = diversity(yi, vi, tau2=tau2)
    assert -1e-12 <= found.d2 < 1
    assert found.adjustment == pytest.approx(1 / (1 - found.d2), rel=1e-9)
    assert diversity(yi, vi, tau2=0.0).d2 == pytest.approx(0, abs=1e-12)


def test_equal_studies_have_a_diversity_that_is_i_squared() -> None:
    assert diversity([0, 1, 2], [0.5, 0.5, 0.5], tau2=1.5).d2 == pytest.approx(0.75)


def test_the_curve_is_the_cumulative_z_and_crossing_ends_it() -> None:
    yi, vi, people = [0.2, 0.6, 0.5, 0.4], [0.04, 0.05, 0.02, 0.01], [100, 80, 200, 400]
    found = trial_sequential(yi, vi, people, required=1000, method="EE")
    wi = 1 / np.array(vi)
    z = np.cumsum(wi * yi) / np.sqrt(np.cumsum(wi))
    assert found.z == pytest.approx(z)
    assert found.t.tolist() == [0.1, 0.18, 0.38, 0.78]
    assert found.crossed == 2 and found.conclusion == "effect_above"
    less = trial_sequential(np.negative(yi), vi, people, required=1000, method="EE")
    assert less.conclusion == "effect_below" and less.boundary == pytest.approx(found.boundary)


def test_studies_of_one_year_are_one_look() -> None:
    found = trial_sequential(
        [0.2, 0.6, 0.5], [0.04, 0.05, 0.02], [100, 80, 200], required=1000, order=[2001, 1999, 1999]
    )
    assert found.studies.tolist() == [2, 3]
    assert found.information.tolist() == [280.0, 380.0]
    assert found.conclusion in ("information_lacking", "effect_above")
