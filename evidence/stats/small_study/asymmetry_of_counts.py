"""Regression tests for asymmetry made for two-by-two tables.

Vocabulary
----------
ai, bi : people with and without the event in the first group
ci, di : the same in the second group
n1, n2, n : numbers of people in the groups and in all
"""

from collections.abc import Callable

import numpy as np

from evidence.stats.escalc import escalc
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    refuse,
    require_at_least,
    require_choice,
    require_reported,
)
from evidence.stats.sampled import checked
from evidence.stats.small_study.asymmetry_regression import AsymmetryRegression, regression_on
from evidence.stats.two_by_two import Tables


def _tables(*cells: Reported) -> Tables:
    tables = Tables(*columns(*cells))
    named = tables._asdict()
    require_reported(**named)
    require_at_least(0, **named)
    refuse("groups", (tables.n1 == 0) | (tables.n2 == 0), "without people")
    refuse("tables", (tables.events == 0) | (tables.others == 0), "without events or all events")
    if len(tables.ai) < 3:
        raise ValueError(f"at least 3 tables needed, found {len(tables.ai)}")
    return tables


def _odds_score(tables: Tables) -> tuple[Floats, Floats]:
    score = tables.ai - tables.events * tables.n1 / tables.n
    spread = tables.n1 * tables.n2 * tables.events * tables.others
    return score, spread / (tables.n**2 * (tables.n - 1))


def _risk_score(tables: Tables) -> tuple[Floats, Floats]:
    score = (tables.ai * tables.n - tables.events * tables.n1) / tables.others
    return score, tables.n1 * tables.n2 * tables.events / (tables.n * tables.others)


SCORES: dict[str, Callable[[Tables], tuple[Floats, Floats]]] = {
    "OR": _odds_score,
    "RR": _risk_score,
}


def harbord(
    ai: Reported, bi: Reported, ci: Reported, di: Reported, *, measure: str = "OR"
) -> AsymmetryRegression:
    """Test tables for asymmetry by Harbord's regression of efficient scores.

    Parameters
    ----------
    ai, bi, ci, di : array_like, shape (k,)
        The four cells; k at least 3, none without events in both groups.
    measure : {"OR", "RR"}
        Whether the score is that of the odds or the risk ratio.

    Returns
    -------
    AsymmetryRegression

    Notes
    -----
    With score Z and its variance V when there is no effect, Z/V is regressed on 1/sqrt(V) with
    weights V. For the odds ratio Z = a - (a + c) n1/n and
    V = n1 n2 (a + c)(b + d)/(n**2 (n - 1)); for the risk ratio Z = (a n - (a + c) n1)/(b + d) and
    V = n1 n2 (a + c)/(n (b + d)). Unlike the log odds ratio and its standard error, Z/V and V
    are nearly uncorrelated when there is no asymmetry.

    References
    ----------
    Harbord RM, Egger M, Sterne JAC (2006). doi:10.1002/sim.2380
    Harbord RM, Harris RJ, Sterne JAC (2009). doi:10.1177/1536867X0900900202

    Examples
    --------
    >>> found = harbord([4, 6, 11, 9], [119, 300, 220, 90], [11, 29, 14, 20], [128, 274, 210, 75])
    >>> found.df
    2.0
    """
    require_choice("measure", measure, tuple(SCORES))
    score, information = SCORES[measure](_tables(ai, bi, ci, di))
    return regression_on(score / information, 1 / information, 1 / np.sqrt(information))


def peters(
    ai: Reported, bi: Reported, ci: Reported, di: Reported, *, yi: Reported | None = None
) -> AsymmetryRegression:
    """Test tables for asymmetry by Peters's regression on the inverse of the sample size.

    Parameters
    ----------
    ai, bi, ci, di : array_like, shape (k,)
        The four cells.
    yi : array_like, shape (k,), optional
        Effects; log odds ratios (0.5 added where a cell is 0) when not given.

    Returns
    -------
    AsymmetryRegression

    Notes
    -----
    Effects are regressed on 1/n with weights 1/(1/(a + c) + 1/(b + d)), which are free of the
    effect.

    References
    ----------
    Peters JL, Sutton AJ, Jones DR, Abrams KR, Rushton L (2006). doi:10.1001/jama.295.6.676

    Examples
    --------
    >>> found = peters([4, 6, 11, 9], [119, 300, 220, 90], [11, 29, 14, 20], [128, 274, 210, 75])
    >>> found.df
    2.0
    """
    tables = _tables(ai, bi, ci, di)
    return regression_on(_effects(tables, yi), _average_variance(tables), 1 / tables.n)


def macaskill(
    ai: Reported, bi: Reported, ci: Reported, di: Reported, *, yi: Reported | None = None
) -> AsymmetryRegression:
    """Test tables for asymmetry by Macaskill's regression on the sample size.

    Parameters
    ----------
    ai, bi, ci, di, yi
        As for :func:`peters`, whose weights it has.

    Returns
    -------
    AsymmetryRegression

    References
    ----------
    Macaskill P, Walter SD, Irwig L (2001). doi:10.1002/sim.698

    Examples
    --------
    >>> found = macaskill([4, 6, 11, 9], [119, 300, 220, 90], [11, 29, 14, 20], [128, 274, 210, 75])
    >>> found.df
    2.0
    """
    tables = _tables(ai, bi, ci, di)
    return regression_on(_effects(tables, yi), _average_variance(tables), tables.n)


def deeks(
    ai: Reported, bi: Reported, ci: Reported, di: Reported, *, yi: Reported | None = None
) -> AsymmetryRegression:
    """Test tables for asymmetry by Deeks's regression on the effective sample size.

    Parameters
    ----------
    ai, bi, ci, di, yi
        As for :func:`peters`; made for diagnostic odds ratios, with groups of unequal size.

    Returns
    -------
    AsymmetryRegression

    Notes
    -----
    With the effective sample size 4 n1 n2/n, effects are regressed on the inverse of its root,
    weighted by it.

    References
    ----------
    Deeks JJ, Macaskill P, Irwig L (2005). doi:10.1016/j.jclinepi.2005.01.016

    Examples
    --------
    >>> found = deeks([4, 6, 11, 9], [119, 300, 220, 90], [11, 29, 14, 20], [128, 274, 210, 75])
    >>> found.df
    2.0
    """
    tables = _tables(ai, bi, ci, di)
    effective = 4 * tables.n1 * tables.n2 / tables.n
    return regression_on(_effects(tables, yi), 1 / effective, 1 / np.sqrt(effective))


def arcsine(ai: Reported, bi: Reported, ci: Reported, di: Reported) -> AsymmetryRegression:
    """Test tables for asymmetry by regression of arcsine differences on their standard errors.

    Parameters
    ----------
    ai, bi, ci, di : array_like, shape (k,)
        The four cells.

    Returns
    -------
    AsymmetryRegression

    Notes
    -----
    The variance of an arcsine difference, 1/(4 n1) + 1/(4 n2), does not depend on the effect.

    References
    ----------
    Rücker G, Schwarzer G, Carpenter J (2008). doi:10.1002/sim.2971

    Examples
    --------
    >>> found = arcsine([4, 6, 11, 9], [119, 300, 220, 90], [11, 29, 14, 20], [128, 274, 210, 75])
    >>> found.df
    2.0
    """
    tables = _tables(ai, bi, ci, di)
    effects = escalc("AS", **tables._asdict())
    return regression_on(effects.yi, effects.vi, np.sqrt(effects.vi))


def _average_variance(tables: Tables) -> Floats:
    return 1 / tables.events + 1 / tables.others


def _effects(tables: Tables, yi: Reported | None) -> Floats:
    if yi is None:
        return escalc("OR", **tables._asdict()).yi
    return checked(yi, np.ones(len(tables.ai)), least=3).yi
