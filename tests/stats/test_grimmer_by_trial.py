"""Standard deviations of whole steps, beside a trial of every sum of squares."""

from fractions import Fraction
from math import ceil, floor

import pytest

from evidence.stats.grimmer import is_spread_of_steps


def half_digit(written):
    return Fraction(1, 2 * 10 ** len(written.partition(".")[2]))


def is_met(mean, sd, n, step):
    m, s, off = Fraction(mean), Fraction(sd), half_digit(sd)
    low, high = max(Fraction(0), s - off) ** 2, (s + off) ** 2
    ends = [(m + sign * half_digit(mean)) * n / step for sign in (-1, 1)]
    for total in range(ceil(ends[0]), floor(ends[1]) + 1):
        centre = Fraction(total**2, n)
        most = centre + high * (n - 1) / step**2
        for squares in range(int(centre), int(most) + 1):
            spread = step**2 * (squares - centre) / (n - 1)
            # A number and its square are both even or both odd.
            if low <= spread <= high and (squares - total) % 2 == 0:
                return True
    return False


@pytest.mark.parametrize("step", [Fraction(1), Fraction(1, 2), Fraction(2)])
@pytest.mark.parametrize(
    ("mean", "n"), [("2.5", 2), ("3.3", 3), ("0.00", 4), ("4", 5), ("1.71", 7)]
)
def test_a_spread_is_possible_where_a_sum_of_squares_is(step, mean, n):
    written = [f"{hundredths / 100:.2f}" for hundredths in range(0, 200, 7)]
    written += [f"{tenths / 10:.1f}" for tenths in range(25)] + ["0", "1", "2"]
    told = [is_spread_of_steps(mean, sd, n, step=float(step)) for sd in written]
    assert told == [is_met(mean, sd, n, step) for sd in written]
