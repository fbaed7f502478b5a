"""What may be spent of an error rate, and other small answers and refusals known beforehand."""

import math

import numpy as np
import pytest

from evidence.stats.dependent.components import component_of
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.likelihood import Model, heights
from evidence.stats.dependent.stacks import stacks_of
from evidence.stats.dependent.terms import Intercepts, Structured
from evidence.stats.sequential.spending import spent
from evidence.stats.sequential.trial_sequential import trial_sequential
from evidence.stats.small_study.asymmetry_by_group_size import asymmetry_by_group_size
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_generalised import tau2_where_q_is_likely
from evidence.stats.wald import effects_from_intervals, off_centre

YI, VI = np.array([0.1, 0.5, 0.2, 0.9]), np.full(4, 0.04)
LEVELS, GROUPS = [0, 1, 0, 1], [0, 0, 1, 1]


@pytest.mark.parametrize("alpha", [0.0, 1.0, 1.5, math.nan])
def test_an_error_rate_lies_between_none_and_all(alpha):
    with pytest.raises(ValueError, match=r"alpha: .* is not between 0 and 1"):
        spent([0.5], alpha)


@pytest.mark.parametrize("spending", ["obrien-fleming", "pocock"])
def test_nothing_is_spent_on_no_information(spending):
    with pytest.raises(ValueError, match="shares of information not above 0"):
        spent([0.0, 0.5], 0.025, spending=spending)


@pytest.mark.parametrize("required", [0.0, math.inf, math.nan])
def test_a_required_size_is_a_number_above_none(required):
    with pytest.raises(ValueError, match=r"required: .* is not above 0"):
        trial_sequential([0.1, 0.2], [0.1, 0.1], [10, 10], required=required)


def test_the_last_look_tells_whether_the_information_is_there():
    yi, vi, people = [0.1, -0.1, 0.1], [0.1] * 3, [100] * 3
    enough = trial_sequential(yi, vi, people, required=300, method="EE")
    assert (enough.crossed, enough.conclusion) == (None, "information_reached")
    short = trial_sequential(yi, vi, people, required=301, method="EE")
    assert (short.crossed, short.conclusion) == (None, "information_lacking")
    alone = trial_sequential([0.1], [0.1], [10], required=10, method="EE")
    assert (alone.conclusion, alone.nominal) == (
        "information_reached",
        pytest.approx(1.959963984540054, rel=1e-12),
    )


def test_three_studies_and_a_group_of_one_person_are_enough_for_a_slope():
    yi, vi = np.array([0.2, 0.3, 0.9]), np.array([0.02, 0.1, 1.5])
    first, second = np.array([100, 20, 1]), np.array([100, 25, 1])
    found = asymmetry_by_group_size(yi, vi, first, second)
    size, wi = np.sqrt(1 / first + 1 / second), 1 / vi
    off = size - wi @ size / wi.sum()
    assert found.slope == pytest.approx(wi @ (off * yi) / (wi @ off**2), rel=1e-10)


@pytest.mark.parametrize("method", ["EE", "FE", "CE"])
def test_a_common_effect_has_no_variance_and_that_is_settled(method):
    found = estimate_tau2([0.1, 0.9], [0.1, 0.2], method=method)
    assert found == (0.0, pytest.approx(math.nan, nan_ok=True), method, True, 1)
    assert found.converged is True


def test_as_many_effects_as_coefficients_leave_nothing_to_differ():
    xi = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0]])
    with pytest.raises(ValueError, match="at least 3 effects needed"):
        estimate_tau2([0.0, 1.0], [0.1, 0.1], method="HE", xi=xi[:2])
    # What a line leaves of 0, 1 and 0 at 0, 1 and 3 goes as (2, -3, 1): 9/14 of squares, 1 df.
    found = estimate_tau2([0.0, 1.0, 0.0], [0.1] * 3, method="HE", xi=xi)
    assert found.value == pytest.approx(9 / 14 - 0.1, rel=1e-10)


def test_two_weighted_effects_are_enough_to_differ():
    # Half the squared difference less the mean sampling variance, by either name.
    found = estimate_tau2([0.0, 1.0, 7.0], [0.1, 0.3, 0.1], method="GENQ", weights=[1, 1, 0])
    assert found.value == pytest.approx(0.3, rel=1e-12)
    with pytest.raises(ValueError, match=r"fewer than 2 positions: \[1\]"):
        estimate_tau2([0.0, 1.0, 7.0], [0.1, 0.3, 0.1], method="GENQ", weights=[0, 1, 0])


def test_where_effects_do_not_differ_the_answer_is_none_and_settled():
    root = tau2_where_q_is_likely(np.array([1.0, 1.0, 1.0]), np.full(3, 0.1), np.ones(3), 0.5)
    assert root == (0.0, True)
    slight = tau2_where_q_is_likely(np.array([1.0, 1.1, 1.0]), np.full(3, 0.1), np.ones(3), 0.5)
    assert slight == (0.0, True)


def test_a_distance_from_the_middle_is_a_share_of_the_interval():
    assert off_centre([0.55, 0.505], [0.4, 0.4], [0.6, 0.6]).tolist() == [True, False]
    assert off_centre([52.0, 80.0], [0.0, 0.0], [100.0, 100.0]).tolist() == [False, True]


@pytest.mark.parametrize("p", [-0.1, 1.5])
def test_a_p_value_is_no_more_than_one(p):
    with pytest.raises(ValueError, match=r"p .*at position 0"):
        effects_from_intervals([0.5], p=p)


def test_a_variance_held_at_none_leaves_the_common_effect():
    found = fit_dependent(YI, VI, terms=[Intercepts([0, 1, 2, 3], sigma2=0.0)])
    assert found.coefficients == pytest.approx([YI.mean()], rel=1e-12)
    assert found.root**2 == pytest.approx(np.array([[0.01]]), rel=1e-12)
    assert found.terms[0].variances.tolist() == [0.0]
    with pytest.raises(ValueError, match=r"sigma2: -0\.1 is not"):
        fit_dependent(YI, VI, terms=[Intercepts([0, 1, 2, 3], sigma2=-0.1)])


def test_no_variance_is_held_at_infinity():
    held = Structured(LEVELS, GROUPS, "DIAG", tau2=[math.inf, 0.1])
    with pytest.raises(ValueError, match=r"tau2: \[inf, 0\.1\] outside 0 to inf"):
        fit_dependent(YI, VI, terms=[held])


@pytest.mark.parametrize("rho", [[math.nan, 0.3, math.nan], [0.2, 0.3, math.nan]])
def test_a_later_correlation_is_not_held_without_all(rho):
    held = Structured([0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1], "UN", rho=rho)
    with pytest.raises(ValueError, match="rho: fix all correlations of UN, or the first alone"):
        fit_dependent([0.1, 0.5, 0.2, 0.9, 0.3, 0.4], [0.04] * 6, terms=[held])


def test_known_correlations_are_symmetric_and_of_real_things():
    # By hand: the determinant of the first is -0.06, and two of its minors are above 0.
    impossible = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.5], [0.9, 0.5, 1.0]])
    assert -0.1 < np.linalg.eigvalsh(impossible)[0] < -0.01
    skewed = np.array([[1.0, 0.5, 0.0], [0.45, 1.0, 0.0], [0.0, 0.0, 1.0]])
    for correlation in (impossible, skewed):
        term = Intercepts([0, 1, 2], correlation=correlation)
        with pytest.raises(ValueError, match="not a symmetric matrix of correlations"):
            fit_dependent(YI[:3], VI[:3], terms=[term])


def test_two_places_are_apart_by_their_distance():
    apart = Structured(LEVELS, GROUPS, "SPEXP", distance=np.array([[0.0, 2.0], [2.0, 0.0]]))
    assert component_of(apart, YI, VI).reach == 2.0
    # The quartile of 1, 2 and 3.
    line = np.abs(np.subtract.outer([0.0, 1.0, 3.0], [0.0, 1.0, 3.0]))
    three = Structured([0, 1, 2, 2], GROUPS, "SPEXP", distance=line)
    assert component_of(three, YI, VI).reach == 1.5


def test_what_is_no_covariance_has_no_likelihood():
    # Four places about a fifth, by road: no plane holds them, and exp(-distance^2) at a long range
    # is no covariance. With 1 - d^2 for it, (4, -1, -1, -1, -1) has a square below 0.
    road = 2 * (1 - np.eye(5))
    road[0, 1:] = road[1:, 0] = 1
    yi, vi = np.array([0.1, 0.5, 0.2, 0.9, 0.3]), np.full(5, 1e-6)
    term = Structured([0, 1, 2, 3, 4], [0] * 5, "SPGAU", distance=road)
    component = component_of(term, yi, vi)
    stacks = stacks_of(yi, vi, np.full((5, 1), math.sqrt(0.2)), (), (component,))
    model = Model(stacks, (component,), False, 5, 1)
    far = 4.0
    matrix = np.exp(-((road / (component.reach * math.exp(far))) ** 2)) * component.unit[0] ** 2
    assert np.linalg.eigvalsh(matrix + np.diag(vi))[0] < -1e-5
    found = heights(model, np.array([[1.0, far], [0.0, far]]))
    # Without the term: independent errors about their mean.
    left = ((yi - yi.mean()) ** 2 / vi).sum()
    assert found[0] == -math.inf
    assert found[1] == pytest.approx(-0.5 * (5 * math.log(2 * math.pi * 1e-6) + left), rel=1e-12)
