"""Sums over studies, every subset, PET-PEESE's rule and the p-curve's limits, by hand."""

import math
from fractions import Fraction
from itertools import compress, product

import numpy as np
import pytest

from evidence.stats import study_sums
from evidence.stats.combined_p import CombinedP
from evidence.stats.small_study.p_curve import Curve, PCurve, p_curve
from evidence.stats.small_study.precision_effect import pet_peese
from evidence.stats.subset_sums import WITHIN, pool_every_subset

STUDIES = [(-1, 2), (3, 1), (2, 4), (7, 3), (-4, 5), (6, 2)]
"""Effects and variances in whole numbers, so that fractions hold all that follows from them."""


def by_fractions(studies):
    """Return the common mean, DerSimonian and Laird's mean, tau2, Q and both I2, exactly."""
    yi, vi = zip(*studies, strict=True)
    wi = [1 / Fraction(v) for v in vi]
    common = sum(w * y for w, y in zip(wi, yi, strict=True)) / sum(wi)
    q = sum(w * (y - common) ** 2 for w, y in zip(wi, yi, strict=True))
    df = len(studies) - 1
    if not df:
        return common, common, 0, 0, 0
    tau2 = max(Fraction(0), (q - df) / (sum(wi) - sum(w * w for w in wi) / sum(wi)))
    own = [1 / (v + tau2) for v in vi]
    mean = sum(w * y for w, y in zip(own, yi, strict=True)) / sum(own)
    return common, mean, tau2, q, 100 * max(Fraction(0), (q - df) / q) if q else 0


def exactly(rows):
    return np.array([[float(one) for one in row] for row in rows]).T


def test_every_subset_is_what_fractions_say():
    yi, vi = map(np.array, zip(*STUDIES, strict=True))
    chosen = [bits[::-1] for bits in product((0, 1), repeat=len(STUDIES))][1:]
    rows = [by_fractions(list(compress(STUDIES, bits))) for bits in chosen]
    common, mean, tau2, q, i2 = exactly(rows)
    one, random = (pool_every_subset(yi, vi, method=method) for method in ("EE", "DL"))
    near = {"rtol": 1e-12, "atol": 1e-12}
    np.testing.assert_allclose(one.estimate[1:], common, **near)
    np.testing.assert_allclose(random.estimate[1:], mean, **near)
    np.testing.assert_allclose(random.tau2[1:], tau2, **near)
    # The share of tau2 beside a typical variance is (Q - df)/Q again.
    for found in (one, random):
        np.testing.assert_allclose(found.q[1:], q, **near)
        np.testing.assert_allclose(found.i2[1:], i2, rtol=1e-11, atol=1e-10)
        assert found.k[1:].tolist() == [sum(bits) for bits in chosen]
    assert not one.tau2[1:].any()


def test_studies_beyond_the_first_block_have_their_weight():
    studies = [(i * i % 11, 1 + i % 3) for i in range(WITHIN + 2)]
    yi, vi = map(np.array, zip(*studies, strict=True))
    found = pool_every_subset(yi, vi, method="DL")
    for numbers in (0b11 << WITHIN, (0b10 << WITHIN) + 1, (0b11 << WITHIN) + 6, (4 << WITHIN) - 1):
        chosen = [one for i, one in enumerate(studies) if numbers >> i & 1]
        _, mean, tau2, q, _ = by_fractions(chosen)
        ours = found.estimate[numbers], found.tau2[numbers], found.q[numbers]
        assert ours == pytest.approx((float(mean), float(tau2), float(q)), rel=1e-11)


@pytest.mark.parametrize("method", ["EE", "DL"])
def test_one_study_has_neither_heterogeneity_nor_a_share_of_it(method):
    found = pool_every_subset([0.1, 0.7, 1.3], [0.3, 0.7, 0.11], method=method)
    alone = [1, 2, 4]
    assert found.q[alone].tolist() == [0.0] * 3
    assert found.tau2[alone].tolist() == [0.0] * 3
    assert found.i2[alone].tolist() == [0.0] * 3


def test_a_vague_study_far_away_takes_no_digits_from_the_others():
    found = pool_every_subset([1.0, 3.0, 1e8], [1.0, 1.0, 1e20], method="EE")
    assert found.q[0b011] == pytest.approx(2.0, rel=1e-12)
    assert found.estimate[0b011] == pytest.approx(2.0, rel=1e-12)


def test_what_is_summed_for_moments_is_a_weighted_square_and_a_squared_weight():
    # wi = 1/(3 + 1), ri = 7 - 2: 25/4 and 1/16.
    assert study_sums.moment_terms(7.0, 3.0, 1.0, 2.0) == (6.25, 0.0625)
    assert study_sums.spread_terms(7.0, 3.0, 2.0) == (5.0, 25.0)


@pytest.mark.parametrize("k", [1, 5])
def test_no_more_is_worked_on_at_once_than_a_piece_or_a_row(k):
    wide = np.arange(1.0, k + 1)[:, None] * np.ones(study_sums.PIECE + 1)
    long = np.ones(3 * study_sums.PIECE + 1)
    sizes = []

    def terms(yi, vi):
        sizes.append(yi.size)
        return yi + 0 * vi, yi * yi

    plain, squares = study_sums.summed(terms, wide, wide)
    assert set(plain) == {k * (k + 1) / 2}
    assert set(squares) == {k * (k + 1) * (2 * k + 1) / 6}
    assert sizes == [wide.shape[1]] * k
    sizes.clear()
    assert study_sums.summed(terms, long, long) == (len(long), len(long))
    assert sizes == [study_sums.PIECE] * 3 + [1]


YI, VI = [0.3, 0.9, 1.6], [0.04, 0.25, 0.36]


@pytest.mark.parametrize("sign", [1, -1])
def test_the_intercept_of_three_studies_is_tested_against_cauchy(sign):
    """One degree of freedom is left: the chance of a larger t is 1/2 - atan(t)/pi."""
    effects = [sign * one for one in YI]
    found = {
        side: pet_peese(effects, VI, direction=side) for side in ("greater", "less", "two.sided")
    }
    pet = found["greater"].pet
    assert pet.df == 1
    t = pet.intercept / pet.intercept_se
    above = 0.5 - math.atan(t) / math.pi
    assert abs(above - 0.5) > 0.1
    assert found["greater"].p_effect == pytest.approx(above, rel=1e-12)
    assert found["less"].p_effect == pytest.approx(1 - above, rel=1e-12)
    assert found["two.sided"].p_effect == pytest.approx(2 * min(above, 1 - above), rel=1e-12)


def test_an_intercept_whose_p_is_the_level_itself_is_not_significant():
    p = pet_peese(YI, VI).p_effect
    assert pet_peese(YI, VI, alpha=p).chosen == "PET"
    assert pet_peese(YI, VI, alpha=math.nextafter(p, 1)).chosen == "PEESE"


def curve_with(p):
    return Curve(4, CombinedP(0.0, p), CombinedP(0.0, 0.5))


@pytest.mark.parametrize(("full", "half", "expected"), [(0.1, 0.07, False), (0.09, 0.07, True)])
def test_evidential_value_asks_for_p_below_a_tenth_in_both_curves(full, half, expected):
    assert PCurve(curve_with(full), curve_with(half), 0.5).evidential_value is expected


def test_a_study_on_the_edge_of_significance_has_a_finite_score():
    """Its probability of a larger z is rounded to 1; qnorm(1 - 2^-53) in R is 8.209536."""
    found = p_curve([1.9599639845400545], [1.0]).full.flatness
    assert found.statistic == pytest.approx(8.209536, abs=1e-6)
