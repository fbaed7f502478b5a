"""GRIM and GRIMMER against printed tables and against every set of scores there is."""

from itertools import combinations_with_replacement
from statistics import fmean, stdev

import pytest

from evidence.stats.grim import is_mean_of_steps
from evidence.stats.grimmer import is_spread_of_steps

# grim_map(pigs1) as printed in the README of the R package scrutiny.
PIGS = """7.22 32 TRUE
4.74 25 FALSE
5.23 29 FALSE
2.57 24 FALSE
6.77 27 FALSE
2.68 28 TRUE
7.01 29 FALSE
7.38 26 TRUE
3.14 27 FALSE
6.89 31 FALSE
5.00 25 TRUE
0.24 28 FALSE"""
SCORES = range(1, 8)


@pytest.mark.parametrize("line", PIGS.splitlines())
def test_means_as_scrutiny_prints_them(line):
    mean, n, told = line.split()
    assert is_mean_of_steps(mean, int(n)) is (told == "TRUE")


def test_means_of_several_items_as_scrutiny_tells():
    # vignette "GRIMMER": half are told to be wrong as single items, none with three items
    means = ["5.90", "5.71", "3.50", "3.82", "4.61", "5.24"]
    assert sum(is_mean_of_steps(mean, 40) for mean in means) == 3
    assert all(is_mean_of_steps(mean, 40, 1 / 3) for mean in means)


@pytest.mark.parametrize("n", [3, 5])
def test_no_real_scores_are_told_to_be_impossible(n):
    for scores in combinations_with_replacement(SCORES, n):
        mean, sd = f"{fmean(scores):.2f}", f"{stdev(scores):.2f}"
        assert is_mean_of_steps(mean, n)
        assert is_spread_of_steps(mean, sd, n)


def test_most_spreads_that_no_scores_give_are_told():
    n = 5
    real = {
        (f"{fmean(scores):.2f}", f"{stdev(scores):.2f}")
        for scores in combinations_with_replacement(range(-15, 23), n)
        if fmean(scores) == 4
    }
    made_up = [f"{hundredths / 100:.2f}" for hundredths in range(100, 400)]
    told = [sd for sd in made_up if not is_spread_of_steps("4.00", sd, n)]
    assert not [sd for sd in told if ("4.00", sd) in real]
    missed = [sd for sd in made_up if ("4.00", sd) not in real and sd not in told]
    assert len(missed) < len(told) / 20


def test_steps_of_five_are_counted_in_steps():
    assert is_mean_of_steps("52.5", 2, 5)
    assert not is_mean_of_steps("51.0", 2, 5)
    assert is_spread_of_steps("52.5", "3.54", 2, 5)
