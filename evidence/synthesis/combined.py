"""Sums of a model's coefficients with the tests the model itself was asked for."""

from types import UnionType

import numpy as np

from evidence.stats.coefficients import Coefficients, WaldTest, contrasts, wald_test
from evidence.stats.dependent.coefficient_tests import Tested, combinations_with_tests
from evidence.stats.dependent.robust_tests import robust_coefficients, robust_wald_test
from evidence.stats.floats import Floats
from evidence.synthesis.multilevel_choices import by_clusters
from evidence.synthesis.multilevel_results import MultilevelResult
from evidence.synthesis.regression_results import MetaRegression
from evidence.synthesis.results import NotEstimable

Moderated = MetaRegression | MultilevelResult
"""Models whose coefficients can be asked about."""


def require_model(found: object, kinds: type | UnionType) -> None:
    """Refuse what is no model that can be asked, such as one that could not be fitted.

    Raises
    ------
    TypeError
        Naming what it is; and why there is no model, where there is none.
    """
    if isinstance(found, kinds):
        return
    why = f": {found}" if isinstance(found, NotEstimable) else ""
    raise TypeError(f"a model with coefficients is needed, and this is {type(found).__name__}{why}")


def combined(found: Moderated, rows: Floats) -> tuple[Coefficients, ...]:
    """Return combinations of coefficients, each with its own test and interval.

    Parameters
    ----------
    found : MetaRegression or MultilevelResult
    rows : array of float, shape (m, p)
        One row a combination: what each coefficient is multiplied by.

    Returns
    -------
    tuple of Coefficients
        One a row. In a model of dependent effects each has degrees of freedom of its own.
    """
    if isinstance(found, MetaRegression):
        return tuple(contrasts(found.solved, row) for row in rows)
    if found.robust is not None:
        return robust_coefficients(
            found.solved.coefficients,
            found.robust,
            rows=rows,
            df=_by_clusters(found),
            level=found.level,
        )
    return _tested(found, rows).coefficients


def tested_together(found: Moderated, rows: Floats) -> WaldTest:
    """Return the test that combinations of coefficients are all zero.

    Parameters
    ----------
    found : MetaRegression or MultilevelResult
    rows : array of float, shape (m, p)
        One row a combination.

    Returns
    -------
    WaldTest
        NaN where one row follows from the others.
    """
    if isinstance(found, MetaRegression):
        return wald_test(contrasts(found.solved, rows))
    if found.robust is None:
        return _tested(found, rows).omnibus
    if np.linalg.matrix_rank(rows) < len(rows):
        return WaldTest(np.nan, len(rows), np.nan, np.nan)
    return robust_wald_test(found.solved.coefficients, found.robust, rows, df=_by_clusters(found))


def _by_clusters(found: MultilevelResult) -> float | None:
    return by_clusters(found.df_method, found.clusters, len(found.coefficients))


def _tested(found: MultilevelResult, rows: Floats) -> Tested:
    test = "z" if found.ci_method == "wald" else "t"
    dfs = "residual" if found.df_method == "none" else found.df_method
    return combinations_with_tests(found.solved, rows, test=test, dfs=dfs, level=found.level)
