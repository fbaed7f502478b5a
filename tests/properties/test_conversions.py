"""What must hold of conversions, whatever is converted."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import ndtri

from evidence.stats.change_scores import correlation_from_change, standard_deviation_of_change
from evidence.stats.d_from_reported import d_from_f, d_from_slope, within_spread
from evidence.stats.five_numbers import five_numbers, skewness
from evidence.stats.mean_from_quantiles import METHODS, mean_from_quantiles
from evidence.stats.quantiles import two_sided
from evidence.stats.reconstructed_tables import (
    phi_from_chi_square,
    table_from_odds_ratio,
    table_from_phi,
)
from evidence.stats.reported import (
    standard_deviation_from_ci,
    standard_deviation_from_se,
    standard_error_from_ci,
    standard_error_from_p,
)
from evidence.stats.risk_from_odds import odds_ratio_from_risk_ratio, risk_ratio_from_odds_ratio
from evidence.stats.smd_reexpressed import (
    as_log_odds_ratio,
    as_number_needed,
    as_response,
    as_risk_difference,
    in_mid_units,
    in_scale_units,
)
from evidence.stats.transformations import TRANSFORMATIONS, transform
from evidence.stats.two_groups import d_from_point_biserial, d_from_t
from evidence.stats.wald import effects_from_intervals, off_centre

effects = st.floats(-3, 3)
risks = st.floats(0.01, 0.99)
counts = st.integers(1, 400)


@given(effects, st.floats(0.01, 5), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_a_standard_error_comes_back_from_its_interval(estimate, se, level):
    reach = two_sided(level, None) * se
    assert standard_error_from_ci(estimate - reach, estimate + reach, level=level)[
        0
    ] == pytest.approx(se, rel=1e-9)
    wald = effects_from_intervals(estimate, estimate - reach, estimate + reach, level=level)
    assert wald.vi[0] == pytest.approx(se**2, rel=1e-9)
    assert not off_centre(estimate, estimate - reach, estimate + reach)[0]


@given(st.floats(0.2, 3), st.floats(0.3, 2))
def test_a_standard_error_comes_back_from_its_p_value(estimate, se):
    p = 2 * transform("iprobit", -estimate / se)[0]
    assert standard_error_from_p(estimate, p)[0] == pytest.approx(se, rel=1e-9)
    assert effects_from_intervals(estimate, p=p).vi[0] == pytest.approx(se**2, rel=1e-9)


@given(st.floats(0.5, 20), st.integers(2, 500))
def test_a_standard_deviation_comes_back_from_its_interval(sd, n):
    se = sd / np.sqrt(n)
    reach = two_sided(0.95, n - 1) * se
    assert standard_deviation_from_ci(-reach, reach, n)[0] == pytest.approx(sd, rel=1e-9)
    assert standard_deviation_from_se(se, n)[0] == pytest.approx(sd, rel=1e-12)


@given(st.floats(0.5, 20), st.floats(0.5, 20), st.floats(-0.99, 0.99))
def test_the_correlation_comes_back_from_the_change(before, after, r):
    change = standard_deviation_of_change(before, after, r)
    assert correlation_from_change(before, after, change)[0] == pytest.approx(r, abs=1e-9)


@given(counts, counts, counts, counts)
def test_a_table_comes_back_from_its_association_and_margins(a, b, c, d):
    n, row, column = a + b + c + d, a + b, a + c
    ours = table_from_odds_ratio(a * d / (b * c), n, row, column)
    assert [cell[0] for cell in ours] == [a, b, c, d]
    phi = (a * d - b * c) / np.sqrt(row * (n - row) * column * (n - column))
    assert [cell[0] for cell in table_from_phi(phi, n, row, column)] == [a, b, c, d]
    signed = np.sign(phi) * phi**2 * n
    found = phi_from_chi_square(signed, n, row, column, corrected=False)
    assert found[0] == pytest.approx(phi, abs=1e-12)


@given(st.floats(0.05, 20), risks)
def test_the_odds_ratio_comes_back_from_the_risk_ratio(ratio, p0):
    back = odds_ratio_from_risk_ratio(risk_ratio_from_odds_ratio(ratio, p0), p0)
    assert back[0] == pytest.approx(ratio, rel=1e-9)


@given(st.integers(2, 300), st.integers(2, 300), st.floats(-5, 5))
def test_routes_to_d_agree(n1, n2, t):
    assume(n1 + n2 > 4)
    d = d_from_t(t, n1, n2)[0]
    assert d_from_f(t**2, n1, n2)[0] == pytest.approx(abs(d), rel=1e-9)
    r = t / np.sqrt(t**2 + n1 + n2 - 2)
    assert d_from_point_biserial(r, n1, n2)[0] == pytest.approx(d, rel=1e-9, abs=1e-12)


@given(st.integers(2, 300), st.integers(2, 300), effects, st.floats(0.5, 20))
def test_the_spread_within_groups_comes_back_from_that_of_everybody(n1, n2, d, sd):
    n = n1 + n2
    difference = d * sd
    everybody = np.sqrt(((n - 2) * sd**2 + difference**2 * n1 * n2 / n) / (n - 1))
    assert within_spread(everybody, difference, n1, n2)[0] == pytest.approx(sd, rel=1e-9)
    assert d_from_slope(difference, everybody, n1, n2)[0] == pytest.approx(d, rel=1e-9, abs=1e-12)


INVERSE = [
    ("rtoz", "ztor", st.floats(-0.99, 0.99), {}),
    ("r2toz", "ztor2", st.floats(0.01, 0.99), {}),
    ("logit", "ilogit", risks, {}),
    ("arcsin", "iarcsin", risks, {}),
    ("probit", "iprobit", risks, {}),
    ("pft", "ipft", risks, {"ni": 20}),
    ("irft", "iirft", st.floats(0.01, 5), {"ti": 30}),
    ("ahw", "iahw", risks, {}),
    ("abt", "iabt", risks, {}),
    ("dtocles", "clestod", effects, {}),
    ("dtorpb", "rpbtod", effects, {"n1i": 20, "n2i": 30}),
    ("rpbtorbis", "rtorpb", st.floats(-0.7, 0.7), {"pi": 0.3}),
    ("lnortod.norm", "dtolnor.norm", effects, {}),
    ("lnortod.logis", "dtolnor.logis", effects, {}),
]


@pytest.mark.parametrize(("there", "back", "numbers", "more"), INVERSE)
def test_transformations_come_back(there, back, numbers, more):
    @given(numbers)
    def comes_back(x):
        again = transform(back, transform(there, x, **more), **more)
        assert again[0] == pytest.approx(x, rel=1e-7, abs=1e-9)

    comes_back()


@pytest.mark.parametrize("name", [name for name in TRANSFORMATIONS if name.endswith(".int")])
def test_the_mean_of_a_transformed_point_is_its_transform(name):
    point = transform(name.removesuffix(".int"), 0.4) if name != "exp.int" else np.exp([0.4])
    assert transform(name, 0.4, tau2=0.0) == pytest.approx(point, rel=1e-14)
    assert transform(name, 0.4, tau2=1e-8) == pytest.approx(point, rel=1e-6)


def test_a_transformation_without_what_it_needs_is_refused():
    with pytest.raises(ValueError, match="pft needs ni"):
        transform("pft", 0.5)
    with pytest.raises(ValueError, match="'half' is not one of rtoz"):
        transform("half", 0.5)


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"mln"}))
@given(unit=st.sampled_from([0.01, 1.0, 40.0]))
def test_means_from_quantiles_do_not_depend_on_the_unit(method, unit):
    numbers = {"low": 2.0, "q1": 6.0, "median": 10.0, "q3": 15.0, "high": 28.0}
    once = mean_from_quantiles(five_numbers(n=25, **numbers), method=method)
    scaled = {name: value * unit for name, value in numbers.items()}
    again = mean_from_quantiles(five_numbers(n=25, **scaled), method=method)
    assert again.mean == pytest.approx(once.mean * unit, rel=1e-5)
    assert again.sd == pytest.approx(once.sd * unit, rel=1e-5)


def test_symmetric_quantiles_are_not_skewed_and_have_their_median_for_mean():
    numbers = five_numbers(n=60, q1=8, median=10, q3=12)
    assert not skewness(numbers).skewed
    for method in ("luo/wan/shi", "qe"):
        assert mean_from_quantiles(numbers, method=method).mean == pytest.approx(10, abs=0.02)


@pytest.mark.parametrize(
    ("chances", "digits"),
    [({"q1": 0.25, "q3": 0.75}, 1e-6), ({"low": 6.25e-7, "high": 1 - 6.25e-7}, 1e-2)],
)
def test_a_very_large_log_normal_group_gives_back_its_moments(chances, digits):
    quantiles = {name: np.exp(1 + 0.5 * float(ndtri(p))) for name, p in chances.items()}
    found = mean_from_quantiles(
        five_numbers(n=10**6, median=np.e, **quantiles), method="log-normal"
    )
    assert found.mean == pytest.approx(np.exp(1.125), rel=digits)
    assert found.sd == pytest.approx(np.sqrt(np.exp(2.5) - np.exp(2.25)), rel=digits)


REFUSED = [
    ({"n": 4, "median": 5, "low": 1, "high": 9}, "n: 4 is below 5"),
    ({"n": 20, "median": 5, "q1": 1}, "a pair or the median is lacking"),
    ({"n": 20, "median": 5, "q1": 6, "q3": 9}, "not ascending"),
    ({"n": 20, "median": 5, "q1": 5, "q3": 5}, "without spread"),
]


@pytest.mark.parametrize(("given_numbers", "words"), REFUSED)
def test_quantiles_that_cannot_be_are_refused(given_numbers, words):
    with pytest.raises(ValueError, match=words):
        five_numbers(**given_numbers)


@given(effects, risks)
def test_a_standardised_difference_told_anew_hangs_together(smd, risk):
    response = as_response(smd, comparison_risk=risk)
    difference = as_risk_difference(smd, comparison_risk=risk)
    assert difference.value[0] == pytest.approx(response.value[0] - risk, abs=1e-15)
    if abs(difference.value[0]) > 1e-6:
        needed = as_number_needed(smd, comparison_risk=risk)
        assert needed.value[0] == pytest.approx(1 / difference.value[0], rel=1e-12)
        assert np.sign(needed.value[0]) == np.sign(smd)
    assert in_mid_units(smd, sd=12, mid=6).value[0] == pytest.approx(
        in_scale_units(smd, sd=12).value[0] / 6, abs=1e-15
    )
    odds = np.exp(as_log_odds_ratio(smd).value[0]) * risk / (1 - risk)
    by_odds = as_response(smd, comparison_risk=risk, method="odds").value[0]
    assert by_odds == pytest.approx(odds / (1 + odds), rel=1e-9)


def test_the_route_and_what_it_hangs_on_are_told():
    told = as_number_needed(0.5, comparison_risk=0.2, method="odds")
    assert told.route == (
        "smd_to_log_odds_ratio",
        "odds_ratio_to_risk",
        "response_to_risk_difference",
        "risk_difference_to_nnt",
    )
    assert told.anchor == {"comparison_risk": 0.2}
    with pytest.raises(ValueError, match="sd not above 0"):
        in_scale_units(0.5, sd=0)
    with pytest.raises(ValueError, match="comparison_risk not between 0 and 1"):
        as_response(0.5, comparison_risk=1.0)
