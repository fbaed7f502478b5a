"""Effects of extreme counts and spreads against exact fractions, where floats alone lose digits."""

from fractions import Fraction
from math import log

import pytest

from evidence.stats.escalc import escalc

NEARLY_ALL = {"ai": 44_159_928, "bi": 3, "ci": 7, "di": 20_000_000}


def over(*counts: int) -> float:
    return float(sum(Fraction(1, count) for count in counts))


def test_odds_of_nearly_everybody_keep_their_digits():
    found = escalc("OR", **NEARLY_ALL)
    assert found.vi[0] == pytest.approx(over(44_159_928, 3, 7, 20_000_000), rel=1e-15)
    one = escalc("PLO", xi=44_159_928, mi=3)
    assert one.vi[0] == pytest.approx(over(44_159_928, 3), rel=1e-15)
    assert one.yi[0] == pytest.approx(log(44_159_928 / 3), rel=1e-15)


def test_risks_of_nearly_everybody_keep_their_digits():
    parts = [Fraction(1, 44_159_928) - Fraction(1, 44_159_931)]
    assert escalc("PLN", xi=44_159_928, mi=3).vi[0] == pytest.approx(float(parts[0]), rel=1e-14)
    parts.append(Fraction(1, 7) - Fraction(1, 20_000_007))
    assert escalc("RR", **NEARLY_ALL).vi[0] == pytest.approx(float(sum(parts)), rel=1e-15)


@pytest.mark.parametrize("cells", [(410_462, 0, 0, 31), (3, 0, 0, 486_751), (0, 2, 3, 0)])
def test_two_diagonal_cells_alone_are_a_certain_association(cells):
    found = escalc("PHI", **dict(zip(("ai", "bi", "ci", "di"), cells, strict=True)))
    assert abs(found.yi[0]) == pytest.approx(1, rel=1e-15)
    assert found.vi[0] == 0


SAME = {"m1i": 6.261370747727298, "m2i": 6.261370747727298, "sd1i": 1.7, "sd2i": 1.7, "ni": 11}


@pytest.mark.parametrize("measure", ["MC", "ROMC", "CVRC", "VRC"])
def test_a_change_that_is_nothing_in_everybody_has_no_variance(measure):
    assert escalc(measure, **SAME, ri=1.0).vi[0] == 0


def test_the_spread_of_a_change_keeps_its_digits_beside_a_correlation_of_one():
    found = escalc("MC", **SAME, ri=1 - 2.0**-30)
    exact = 2 * Fraction(1, 2**30) * Fraction(1.7) ** 2 / 11
    assert found.vi[0] == pytest.approx(float(exact), rel=1e-14)


def test_a_semi_partial_correlation_that_cannot_be_names_what_was_given():
    with pytest.raises(ValueError, match=r"^t and r2i give a correlation outside -1 to 1 at posit"):
        escalc("SPCOR", ti=[2.0, 50.0], mi=3, ni=30, r2i=[0.4, 0.5])
