"""Tests of a dependent model's coefficients, by the degrees of freedom chosen.

Vocabulary
----------
df : degrees of freedom of t and F, one a coefficient; None for the normal and chi-square
k, p : number of effects and of coefficients
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients, WaldTest, coefficients_of, wald_test
from evidence.stats.dependent.components import KNOWN, Codes, Component
from evidence.stats.dependent.fit import DependentFit
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice

TESTS = ("z", "t")
DFS = ("residual", "contain")


class Tested(NamedTuple):
    """Every coefficient with test and interval, and the test of those that matter together."""

    coefficients: tuple[Coefficients, ...]
    omnibus: WaldTest


def coefficients_with_tests(
    fit: DependentFit,
    *,
    test: str = "z",
    dfs: str = "residual",
    level: float = 0.95,
    places: Sequence[int] | None = None,
) -> Tested:
    """Test the coefficients of a model of dependent effects.

    Parameters
    ----------
    fit : DependentFit
    test : {"z", "t"}
        Normal and chi-square, or t and F.
    dfs : {"residual", "contain"}
        Degrees of freedom of t: k - p for all; or for each coefficient the number of groups its
        column is constant in, less p, which is cautious with few groups.
    level : float
        Confidence level.
    places : sequence of int, optional
        Coefficients of the omnibus test; all but the intercept when not given.

    Returns
    -------
    Tested

    Raises
    ------
    ValueError
        For an unknown choice.

    References
    ----------
    Pinheiro JC, Bates DM (2000). Mixed-Effects Models in S and S-PLUS. Springer.
    doi:10.1007/b98882
    """
    axes = np.eye(len(fit.coefficients))
    found = combinations_with_tests(fit, axes, test=test, dfs=dfs, level=level)
    chosen = list(fit.design.moderators if places is None else places)
    together = combinations_with_tests(fit, axes[chosen], test=test, dfs=dfs, level=level)
    return found._replace(omnibus=together.omnibus)


def combinations_with_tests(
    fit: DependentFit,
    rows: Floats,
    *,
    test: str = "z",
    dfs: str = "residual",
    level: float = 0.95,
) -> Tested:
    """Test combinations of the coefficients of a model of dependent effects.

    Parameters
    ----------
    fit : DependentFit
    rows : array of float, shape (m, p)
        One row a combination: what each coefficient is multiplied by.
    test, dfs, level
        As for ``coefficients_with_tests``. A combination has the fewest degrees of freedom of
        the coefficients in it.

    Returns
    -------
    Tested
        One Coefficients a combination, and the test of all of them together.

    References
    ----------
    Pinheiro JC, Bates DM (2000). Mixed-Effects Models in S and S-PLUS. Springer.
    doi:10.1007/b98882
    """
    require_choice("test", test, TESTS)
    require_choice("dfs", dfs, DFS)
    each = _degrees(fit, test, dfs)
    fewest = [
        min((df for df, part in zip(each, row, strict=True) if part and df), default=each[0])
        for row in rows
    ]
    estimate, root = rows @ fit.coefficients, rows @ fit.root
    found = tuple(
        coefficients_of(estimate[one : one + 1], root[one : one + 1], df=df, level=level)
        for one, df in enumerate(fewest)
    )
    least = min((df for df in fewest if df is not None), default=None)
    return Tested(found, wald_test(coefficients_of(estimate, root, df=least, level=level)))


def _degrees(fit: DependentFit, test: str, dfs: str) -> list[float | None]:
    k, p = fit.design.xi.shape
    if test == "z":
        return [None] * p
    if dfs == "residual":
        return [max(1.0, float(k - p))] * p
    groupings = [codes for component in fit.model.components for codes in _levels(component)]
    return [max(1.0, float(_contained(column, groupings) - p)) for column in fit.design.xi.T]


def _levels(component: Component) -> list[Codes]:
    if component.structure is KNOWN:
        return [component.members]
    return [component.outer, component.members]


def _contained(column: Floats, groupings: Sequence[Codes]) -> int:
    """Count the groups of the coarsest grouping within which the column is constant."""
    fewest = len(column)
    for codes in groupings:
        _, groups = np.unique(codes, return_inverse=True)
        count = int(groups.max()) + 1
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(low, groups, column)
        np.maximum.at(high, groups, column)
        if (low == high).all():
            fewest = min(fewest, count)
    return fewest
