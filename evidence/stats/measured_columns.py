"""Means, spreads and tests under metafor's names, assembled for the formulas."""

import numpy as np

from evidence.stats.assembled import Assembled, first_known, takes
from evidence.stats.floats import Floats
from evidence.stats.single_means import mean_in_percent
from evidence.stats.superiority import d_of_superiority
from evidence.stats.two_group_means import percent_of_range
from evidence.stats.two_groups import (
    Groups,
    d_from_point_biserial,
    d_from_t,
    signed_t_from_p,
    two_groups,
)
from evidence.stats.two_times import Times, times_in_percent, two_times

GROUPS = "n1i m1i sd1i n2i m2i sd2i"
TIMES = "m1i sd1i m2i sd2i ni ri"


@takes(GROUPS)
def groups(*six: Floats) -> Assembled:
    """Take two groups' sizes, means and standard deviations."""
    return _of_groups(Groups(*six))


@takes("n1i sd1i n2i sd2i", "m1i m2i")
def spreads(n1: Floats, sd1: Floats, n2: Floats, sd2: Floats, *_: Floats) -> Assembled:
    """Take two groups' sizes and standard deviations; the means do not matter."""
    zero = np.zeros_like(n1)
    return _of_groups(Groups(n1, zero, sd1, n2, zero, sd2))


@takes("n1i m1i n2i m2i sd2i", "sd1i")
def groups_by_second(
    n1: Floats, m1: Floats, n2: Floats, m2: Floats, sd2: Floats, _: Floats
) -> Assembled:
    """Take two groups' sizes and means, and the standard deviation of the second."""
    return _of_groups(Groups(n1, m1, np.zeros_like(n1), n2, m2, sd2))


@takes(f"{GROUPS} mini maxi")
def groups_in_percent(*given: Floats) -> Assembled:
    """Take two groups on a scale with a lowest and a highest score, in hundredths of its range."""
    *six, low, high = given
    return _of_groups(percent_of_range(Groups(*six), low, high))


@takes("n1i n2i", "m1i sd1i m2i sd2i di ti pi ri")
def groups_or_d(*given: Floats) -> Assembled:
    """Take two groups, or what stands for them: d, t, a signed p-value or a correlation."""
    n1, n2, m1, sd1, m2, sd2, d, t, p, r = given
    t = first_known(t, signed_t_from_p(p, n1 + n2 - 2))
    d = first_known(d, d_from_t(t, n1, n2), d_from_point_biserial(r, n1, n2))
    return _of_groups(_with_d(Groups(n1, m1, sd1, n2, m2, sd2), d))


@takes("n1i n2i", "m1i sd1i m2i sd2i di ti pi ai")
def groups_or_superiority(*given: Floats) -> Assembled:
    """Take two groups, or d, t, a signed p-value, or the probability of superiority itself.

    The last column tells where the spreads must be thought equal, as they were not given.
    """
    n1, n2, m1, sd1, m2, sd2, d, t, p, a = given
    t = first_known(t, signed_t_from_p(p, n1 + n2 - 2))
    tested = first_known(d, d_from_t(t, n1, n2))
    spread = np.sqrt((sd1**2 + sd2**2) / 2)
    stated = np.isnan(tested) & ~np.isnan(a) & ~np.isnan(spread)
    apart = d_of_superiority(a) * spread
    m1, m2 = np.where(stated, apart, m1), np.where(stated, 0.0, m2)
    d = np.where(stated, np.nan, first_known(tested, d_of_superiority(a)))
    found = _of_groups(_with_d(Groups(n1, m1, sd1, n2, m2, sd2), d))
    equal = (~np.isnan(d)).astype(np.float64)
    return Assembled({**found.columns, "equal": equal}, found.people)


@takes("ai n1i n2i", "mi")
def probabilities(a: Floats, n1: Floats, n2: Floats, ties: Floats) -> Assembled:
    """Take probabilities of superiority, group sizes, and the share of tied pairs."""
    ties = np.where(np.isnan(ties), 0.0, ties)
    return Assembled({"ai": a, "n1i": n1, "n2i": n2, "mi": ties}, n1 + n2)


@takes("mi sdi ni")
def one_group(m: Floats, sd: Floats, n: Floats) -> Assembled:
    """Take one group's mean, standard deviation and size."""
    return Assembled({"mi": m, "sdi": sd, "ni": n}, n)


@takes("sdi ni", "mi")
def one_spread(sd: Floats, n: Floats, _: Floats) -> Assembled:
    """Take one group's standard deviation and size; the mean does not matter."""
    return Assembled({"sdi": sd, "ni": n}, n)


@takes("mi sdi ni mini maxi")
def one_group_in_percent(m: Floats, sd: Floats, n: Floats, low: Floats, high: Floats) -> Assembled:
    """Take one group on a scale with a lowest and a highest score, in hundredths of its range."""
    m, sd = mean_in_percent(m, sd, low, high)
    return Assembled({"mi": m, "sdi": sd, "ni": n}, n)


@takes(TIMES)
def times(*six: Floats) -> Assembled:
    """Take one group at two times."""
    return _of_times(Times(*six))


@takes(f"{TIMES} mini maxi")
def times_in_range(*given: Floats) -> Assembled:
    """Take one group at two times, in hundredths of the scale's range."""
    *six, low, high = given
    return _of_times(times_in_percent(Times(*six), low, high))


@takes("m1i sd1i m2i ni ri", "sd2i")
def times_by_first(
    m1: Floats, sd1: Floats, m2: Floats, n: Floats, r: Floats, _: Floats
) -> Assembled:
    """Take one group's means at two times and its spread at the first."""
    return _of_times(Times(m1, sd1, m2, np.zeros_like(n), n, r))


@takes("sd1i sd2i ni ri", "m1i m2i")
def spreads_of_times(sd1: Floats, sd2: Floats, n: Floats, r: Floats, *_: Floats) -> Assembled:
    """Take one group's spreads at two times; the means do not matter."""
    zero = np.zeros_like(n)
    return _of_times(Times(zero, sd1, zero, sd2, n, r))


@takes("ni", "m1i sd1i m2i sd2i ri di ti pi")
def times_or_d(*given: Floats) -> Assembled:
    """Take one group at two times, or the d, t or signed p-value of its change."""
    n, m1, sd1, m2, sd2, r, d, t, p = given
    t = first_known(t, signed_t_from_p(p, n - 1))
    d = first_known(d, t / np.sqrt(n))
    changed = Times(d, np.ones_like(n), np.zeros_like(n), np.ones_like(n), n, np.full_like(n, 0.5))
    pairs = zip(changed, (m1, sd1, m2, sd2, n, r), strict=True)
    return _of_times(Times(*(np.where(np.isnan(d), given, by_d) for by_d, given in pairs)))


def _with_d(given: Groups, d: Floats) -> Groups:
    one, zero = np.ones_like(d), np.zeros_like(d)
    by_d = Groups(given.n1, d, one, given.n2, zero, one)
    pairs = zip(by_d, given, strict=True)
    return Groups(*(np.where(np.isnan(d), reported, made) for made, reported in pairs))


def _of_groups(given: Groups) -> Assembled:
    checked = two_groups(*given)
    return Assembled(dict(zip(GROUPS.split(), checked, strict=True)), checked.n)


def _of_times(given: Times) -> Assembled:
    checked = two_times(*given)
    return Assembled(dict(zip(TIMES.split(), checked, strict=True)), checked.n)
