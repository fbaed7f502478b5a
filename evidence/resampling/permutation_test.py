"""Permutation tests, the mean's by the engine for many analyses at once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.bulk.choices import METHODS
from evidence.resampling.engine import Methods, pool_draws
from evidence.stats.floats import Floats
from evidence.stats.permutation_test import ManyMeans
from evidence.synthesis.permutation_test import Arrangements, PermutationTest, permute_rows
from evidence.synthesis.regression_choices import RegressionChosen, choose_regression
from evidence.synthesis.regression_data import Columns, regression_data
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd


def permutation_test(
    formula: str,
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    exact: bool | None = None,
    times: int = 1000,
    seed: int = 0,
    tail: str = "two-sided",
    yi: str = "yi",
    vi: str = "vi",
    **choices: Unpack[RegressionChosen],
) -> PermutationTest | NotEstimable:
    """Test coefficients without a distribution: by other arrangements of the moderators.

    Parameters
    ----------
    formula, data
        As for :func:`evidence.meta_regression`; ``"1"`` tests the mean, by turning signs.
    exact : bool, optional
        Whether every arrangement is fitted; when not given, where there are no more than
        ``times``.
    times : int
        How many arrangements to draw otherwise, the observed one among them.
    seed : int
        The same seed gives the same result.
    tail : {"two-sided", "less", "greater"}
        Which statistics count as extreme; two-sided compares sizes.
    yi, vi : str
        Columns with effects and sampling variances.
    **choices
        The methods, as for :func:`evidence.meta_regression`.

    Returns
    -------
    PermutationTest or NotEstimable
        With the seed, and whether all arrangements were fitted.

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        For rows that cannot be fitted, and for more arrangements than can be.

    Notes
    -----
    The mean is tested by the engine for many analyses, with REML, ML, DL, PM or a common effect;
    moderators and other estimators are fitted one arrangement after the other.

    References
    ----------
    Higgins JPT, Thompson SG (2004). https://doi.org/10.1002/sim.1752
    Follmann DA, Proschan MA (1999). https://doi.org/10.1111/j.0006-341x.1999.00732.x

    Examples
    --------
    >>> found = permutation_test("1", {"yi": [0.5, 0.6, 0.7], "vi": [0.1, 0.1, 0.1]})
    >>> found.p_values["Intercept"], found.refits, found.exact
    (0.25, 8, True)
    """
    chosen = choose_regression(**choices)
    rows = regression_data(formula, data, Columns(None, yi, vi, None, "study"), chosen)
    if isinstance(rows, NotEstimable):
        return rows
    return permute_rows(rows, chosen, Arrangements(exact, times, seed, tail), mean_by_engine)


def mean_by_engine(vi: Floats, method: str, test: str) -> ManyMeans | None:
    """Return what fits the mean of many arrangements at once; None for other estimators."""
    if method not in METHODS:
        return None
    how = Methods(method, test, 0.95)

    def statistics(arranged: Floats) -> Floats:
        return pool_draws(arranged, np.broadcast_to(vi, arranged.shape), how).statistic

    return statistics
