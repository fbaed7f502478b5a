"""Measures and options that the larger golden file leaves out."""

import numpy as np
import pytest

from evidence.stats.escalc import escalc
from tests.stats.r_values import differences, read_golden

CASES = read_golden("more_effects.json")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["measure"] for case in CASES])
def test_effects_match_metafor(case):
    ours = escalc(case["measure"], **case["columns"], **dict(case["options"]))
    theirs = {"yi": case["yi"], "vi": case["vi"]}
    rounding = 1e-15
    assert not list(differences(ours._asdict(), theirs, rtol=1e-11, atol=lambda path: rounding))


def test_there_are_cases():
    assert len(CASES) == 33


def test_marginal_odds_of_a_paired_table_need_only_its_margins_and_phi():
    """MPOR sees the whole table."""
    a, b, c, d = np.array([[20, 15, 5, 60], [3, 9, 4, 30], [45, 12, 30, 8]], dtype=float).T
    n = a + b + c + d
    phi = escalc("PHI", ai=a, bi=b, ci=c, di=d).yi
    whole = escalc("MPOR", ai=a, bi=b, ci=c, di=d)
    margins = {"ai": a + b, "bi": c + d, "ci": a + c, "di": b + d}
    for known in ({"ri": phi}, {"pi": a / n}):
        by_margin = escalc("MPORM", **margins, **known)
        np.testing.assert_allclose(by_margin.yi, whole.yi, rtol=1e-12)
        np.testing.assert_allclose(by_margin.vi, whole.vi, rtol=1e-11)


@pytest.mark.parametrize(
    ("percent", "raw", "columns"),
    [
        ("POMPMD", "MD", {"m1i": 15, "sd1i": 5, "n1i": 9, "m2i": 12, "sd2i": 6, "n2i": 11}),
        ("POMPMC", "MC", {"m1i": 15, "sd1i": 5, "m2i": 12, "sd2i": 6, "ni": 9, "ri": 0.4}),
    ],
)
def test_hundredths_of_the_range_rescale(percent, raw, columns):
    ours = escalc(percent, **columns, mini=10, maxi=50)
    theirs = escalc(raw, **columns)
    np.testing.assert_allclose(ours.yi, theirs.yi * 2.5, rtol=1e-14)
    np.testing.assert_allclose(ours.vi, theirs.vi * 2.5**2, rtol=1e-14)


def test_the_mean_in_hundredths_starts_at_the_lowest_score():
    ours = escalc("POMPMN", mi=20, sdi=4, ni=16, mini=10, maxi=50)
    assert (ours.yi[0], ours.vi[0]) == (25.0, 6.25)


def test_variances_under_no_effect_are_those_of_the_pooled_risk():
    counts = {"ai": 10, "n1i": 40, "ci": 30, "n2i": 60}
    p, ends = 0.4, 1 / 40 + 1 / 60
    for measure, spread in (("RD", p * (1 - p)), ("RR", (1 - p) / p), ("OR", 1 / (p * (1 - p)))):
        assert escalc(measure, vtype="H0", **counts).vi[0] == pytest.approx(
            spread * ends, rel=1e-14
        )
