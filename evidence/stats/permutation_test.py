"""Tests of moderators, or of the mean, that ask no distribution of the data.

Vocabulary
----------
yi, vi : effects and their sampling variances
k, p : number of effects and of coefficients
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import wald_test
from evidence.stats.design import Design
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.permutations import (
    all_orders,
    all_signs,
    count_orders,
    row_kinds,
    some_orders,
    some_signs,
)
from evidence.stats.refusal import require_choice
from evidence.stats.regression import regress_effects
from evidence.stats.sampled import checked
from evidence.stats.tau2 import WEIGHTED, checked_weights, estimate_tau2

ManyMeans = Callable[[Floats], Floats]
"""Arrangements of the effects in, one a row; the statistic of each one's mean out."""

TIE = 2.0**-26
"""A statistic this close to the observed one, relative to it or to 1, is equal to it."""

MOST = 5_000_000
"""More refits than this are not begun."""

TAILS = ("two-sided", "less", "greater")


class Model(NamedTuple):
    """How every refit is done: estimator of tau2, test, the user's weights and the omnibus set.

    ``many`` gives the mean's statistic for many arrangements of the effects at once, one a row,
    as fitting each of them would.
    """

    method: str
    test: str
    weights: Floats | None
    moderators: tuple[int, ...]
    many: ManyMeans | None = None


class Permuted(NamedTuple):
    """A permutation test.

    ``statistic`` and ``omnibus`` are the observed ones; ``refits`` says how many arrangements
    they were compared with, all there are where ``exact``. ``failed`` counts arrangements whose
    statistic does not exist; they are not compared with.
    """

    statistic: Floats
    p_value: Floats
    omnibus: float
    omnibus_p_value: float
    refits: int
    exact: bool
    failed: int


def permutation_test(
    yi: Reported,
    vi: Reported,
    design: Design,
    *,
    model: Model,
    exact: bool | None = None,
    times: int = 1000,
    seed: int = 0,
    tail: str = "two-sided",
) -> Permuted:
    """Test coefficients by giving effects other studies' moderators.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, more than coefficients.
    design : Design
        The model matrix. Its rows change places; for the mean alone the effects change signs.
    model : Model
        How each arrangement is fitted.
    exact : bool, optional
        Whether every arrangement is fitted; when not given, where there are no more than
        ``times``.
    times : int
        How many arrangements to draw otherwise, the observed one among them.
    seed : int
        Where the draw begins: the same seed gives the same result.
    tail : {"two-sided", "less", "greater"}
        Which statistics count as extreme; two-sided compares sizes.

    Returns
    -------
    Permuted

    Raises
    ------
    ValueError
        For bad effects or options, fewer than two draws, or more arrangements than can be
        fitted.

    Notes
    -----
    A p-value is the share of arrangements whose statistic is at least as extreme as the observed
    one, the observed one included. Orders of rows that look the same count once. tau2 is
    estimated anew each time. With k effects no p-value for the mean is below 2**(1 - k).

    References
    ----------
    Higgins JPT, Thompson SG (2004). doi:10.1002/sim.1752
    Follmann DA, Proschan MA (1999). doi:10.1111/j.0006-341x.1999.00732.x

    Examples
    --------
    >>> from evidence.stats.design import design
    >>> mean = design([[1.0], [1.0], [1.0]])
    >>> how = Model("DL", "z", None, (0,))
    >>> permutation_test([0.5, 0.6, 0.7], [0.1, 0.1, 0.1], mean, model=how).p_value.tolist()
    [0.25]
    """
    require_choice("tail", tail, TAILS)
    effects = checked(yi, vi, least=design.xi.shape[1] + 1)
    if times < 2:
        raise ValueError(f"times: {times!r} is not at least 2")
    if model.weights is not None:
        model = model._replace(weights=checked_weights(model.weights, len(effects.yi)))
    there_are = 1 << len(effects.yi)
    if not design.is_mean:
        there_are = count_orders(row_kinds(design.xi))
    all_of_them = there_are <= times if exact is None else exact
    if max(times, there_are if all_of_them else 0) > MOST:
        raise ValueError(f"{max(times, there_are)} refits are more than {MOST}")
    arranged = _arranged(effects.yi, design, seed, None if all_of_them else times)
    seen = _statistics(effects.yi, effects.vi, design, model)
    found = _all_statistics(arranged, effects.vi, design, model)
    there = ~np.isnan(found).any(axis=1)
    share = _extreme(found[there], seen, tail).mean(axis=0)
    return Permuted(
        statistic=seen[:-1],
        p_value=share[:-1],
        omnibus=float(seen[-1]),
        omnibus_p_value=float(share[-1]),
        refits=len(found),
        exact=all_of_them,
        failed=int((~there).sum()),
    )


def _all_statistics(
    arranged: Iterable[tuple[Floats, Design]], vi: Floats, design: Design, model: Model
) -> Floats:
    """Return what ``_statistics`` gives for each arrangement, one a row."""
    if model.many is not None and design.is_mean:
        means = model.many(np.array([one for one, _ in arranged]))
        # The omnibus statistic of one coefficient is the square of its own.
        return np.column_stack([means, means**2])
    return np.array([_statistics(one, vi, rows, model) for one, rows in arranged])


def _arranged(
    yi: Floats, design: Design, seed: int, times: int | None
) -> Iterator[tuple[Floats, Design]]:
    k = len(yi)
    if design.is_mean:
        for signs in all_signs(k) if times is None else some_signs(k, times, seed):
            yield signs * yi, design
    else:
        kinds = row_kinds(design.xi)
        for order in all_orders(kinds) if times is None else some_orders(k, times, seed):
            yield yi, design._replace(xi=design.xi[order], basis=design.basis[order])


def _statistics(yi: Floats, vi: Floats, design: Design, model: Model) -> Floats:
    """Statistic of every coefficient, and of the omnibus test last."""
    tau2 = estimate_tau2(
        yi,
        vi,
        method=model.method,
        weights=model.weights if model.method in WEIGHTED else None,
        xi=None if design.is_mean else design.basis,
    )
    fit = regress_effects(
        yi, vi, design, tau2=tau2.value, weights=model.weights, test=model.test
    ).coefficients
    return np.append(fit.statistic, wald_test(fit, model.moderators).statistic)


def _extreme(found: Floats, seen: Floats, tail: str) -> Bools:
    """Where a statistic is at least as extreme; the omnibus statistic has one tail only."""
    slack = TIE * np.maximum(1.0, np.abs(seen))
    if tail == "two-sided":
        extreme = np.abs(found) >= np.abs(seen) - slack
    elif tail == "less":
        extreme = found <= seen + slack
    else:
        extreme = found >= seen - slack
    extreme[:, -1] = found[:, -1] >= seen[-1] - slack[-1]
    return np.asarray(extreme)
