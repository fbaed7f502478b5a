"""Effects of two groups that were counted with and without an event.

Vocabulary
----------
ai, bi : people with and without the event in the first (treated) group; ci, di in the second
n1i, n2i : sizes of the groups; p1, p2 : the risks
A missing count (NaN) makes the study's effect NaN, and so does a logarithm of zero.
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_at_least, require_choice
from evidence.stats.weighted_mean import weighted_mean
from evidence.stats.zero_cells import filled


class Tables(NamedTuple):
    """Four cells of each study, after any constant was added."""

    ai: Floats
    bi: Floats
    ci: Floats
    di: Floats

    @property
    def n1(self) -> Floats:
        """Size of the first group."""
        return self.ai + self.bi

    @property
    def n2(self) -> Floats:
        """Size of the second group."""
        return self.ci + self.di

    @property
    def n(self) -> Floats:
        """Size of both groups."""
        return self.n1 + self.n2

    @property
    def events(self) -> Floats:
        """People with the event in both groups."""
        return self.ai + self.ci

    @property
    def others(self) -> Floats:
        """People without the event in both groups."""
        return self.bi + self.di

    @property
    def p1(self) -> Floats:
        """Risk in the first group."""
        return self.ai / self.n1

    @property
    def p2(self) -> Floats:
        """Risk in the second group."""
        return self.ci / self.n2

    @property
    def together(self) -> Floats:
        """Risk in both groups taken together."""
        return self.events / self.n


def two_by_two(
    ai: Reported,
    bi: Reported,
    ci: Reported,
    di: Reported,
    *,
    add: float = 0.5,
    to: str = "only0",
    drop00: bool = False,
) -> Tables:
    """Return the cells of two-by-two tables, with a constant added where asked.

    Parameters
    ----------
    ai, bi, ci, di : array_like, shape (k,)
        People with and without the event in the first and the second group.
    add, to
        What is added to which studies; see ``zero_cells``.
    drop00 : bool
        Make a study without events, or with events only, in both groups NaN.

    Returns
    -------
    Tables
        The four cells as computed with.

    Raises
    ------
    ValueError
        When a count is negative, with its positions, or a rule unknown.

    Examples
    --------
    >>> two_by_two(0, 10, 3, 7).n1.tolist()
    [11.0]
    """
    cells = columns(ai, bi, ci, di)
    require_at_least(0, **dict(zip(("ai", "bi", "ci", "di"), cells, strict=True)))
    a, b, c, d = cells
    no_contrast = ((a == 0) & (c == 0)) | ((b == 0) & (d == 0)) if drop00 else None
    return Tables(*filled(cells, add=add, to=to, drop=no_contrast))


@np.errstate(divide="ignore", invalid="ignore")
def log_risk_ratio(tables: Tables, *, vtype: str = "LS") -> Effects:
    """Compute log risk ratios.

    Parameters
    ----------
    tables : Tables
        Cells as :func:`two_by_two` returns them.
    vtype : {"LS", "AV", "H0"}
        Variance from each study's risks, from the studies' mean risks, or under no effect.

    Returns
    -------
    Effects
        ``log(p1 / p2)``, with variance ``1/ai - 1/n1 + 1/ci - 1/n2`` (LS).

    Examples
    --------
    >>> log_risk_ratio(two_by_two(10, 90, 20, 80)).yi.round(4).tolist()
    [-0.6931]
    """
    require_choice("vtype", vtype, ("LS", "AV", "H0"))
    ai, bi, ci, di = _cells(tables, vtype)
    vi = bi / (ai * tables.n1) + di / (ci * tables.n2)
    return estimable(np.log(tables.p1) - np.log(tables.p2), vi)


@np.errstate(divide="ignore", invalid="ignore")
def log_odds_ratio(tables: Tables, *, vtype: str = "LS") -> Effects:
    """Compute log odds ratios.

    Parameters
    ----------
    tables : Tables
        Cells as :func:`two_by_two` returns them.
    vtype : {"LS", "AV", "H0"}
        Variance from each study's risks, from the studies' mean risks, or under no effect.

    Returns
    -------
    Effects
        ``log(ai di / (bi ci))``, with variance ``1/ai + 1/bi + 1/ci + 1/di`` (LS).

    Examples
    --------
    >>> log_odds_ratio(two_by_two(10, 90, 20, 80)).vi.round(4).tolist()
    [0.1736]
    """
    require_choice("vtype", vtype, ("LS", "AV", "H0"))
    ai, bi, ci, di = _cells(tables, vtype)
    vi = 1 / ai + 1 / bi + 1 / ci + 1 / di
    return estimable(np.log(tables.ai / tables.bi) - np.log(tables.ci / tables.di), vi)


@np.errstate(divide="ignore", invalid="ignore")
def raw_risk_difference(tables: Tables, *, vtype: str = "LS") -> Effects:
    """Compute risk differences.

    Parameters
    ----------
    tables : Tables
        Cells as :func:`two_by_two` returns them.
    vtype : {"LS", "UB", "AV", "H0"}
        Variance from each study's risks, the same unbiased, from the studies' mean risks, or
        under no effect.

    Returns
    -------
    Effects
        ``p1 - p2``, with variance ``p1 (1 - p1) / n1 + p2 (1 - p2) / n2`` (LS).

    Examples
    --------
    >>> raw_risk_difference(two_by_two(10, 90, 20, 80)).yi.round(4).tolist()
    [-0.1]
    """
    require_choice("vtype", vtype, ("LS", "UB", "AV", "H0"))
    p1, p2 = _risks(tables, vtype)
    lost = 1 if vtype == "UB" else 0
    vi = p1 * (1 - p1) / (tables.n1 - lost) + p2 * (1 - p2) / (tables.n2 - lost)
    return estimable(tables.p1 - tables.p2, vi)


@np.errstate(divide="ignore", invalid="ignore")
def peto_log_odds_ratio(tables: Tables) -> Effects:
    """Compute log odds ratios by Peto's one-step method.

    Parameters
    ----------
    tables : Tables
        Cells as :func:`two_by_two` returns them.

    Returns
    -------
    Effects
        ``(O - E) / V`` with variance ``1 / V``: O the events in the first group, E and V their
        mean and variance under no effect with all margins fixed.

    Notes
    -----
    Biased for large effects and for groups of very different size.

    References
    ----------
    Yusuf S, Peto R, Lewis J, Collins R, Sleight P. Beta blockade during and after myocardial
    infarction. Prog Cardiovasc Dis 1985;27:335-371.
    https://doi.org/10.1016/S0033-0620(85)80003-7

    Examples
    --------
    >>> peto_log_odds_ratio(two_by_two(10, 90, 20, 80)).yi.round(4).tolist()
    [-0.7804]
    """
    events, others = tables.ai + tables.ci, tables.bi + tables.di
    n = tables.n1 + tables.n2
    expected = events * tables.n1 / n
    variance = events * others * (tables.n1 / n) * (tables.n2 / n) / (n - 1)
    return estimable((tables.ai - expected) / variance, 1 / variance)


@np.errstate(divide="ignore", invalid="ignore")
def arcsine_difference(tables: Tables) -> Effects:
    """Compute differences of arcsine square roots of risks, whose variance is stable.

    Parameters
    ----------
    tables : Tables
        Cells as :func:`two_by_two` returns them.

    Returns
    -------
    Effects
        ``asin(sqrt(p1)) - asin(sqrt(p2))`` with variance ``1 / (4 n1) + 1 / (4 n2)``.

    References
    ----------
    Ruecker G, Schwarzer G, Carpenter J, Olkin I. Why add anything to nothing? Stat Med
    2009;28:721-738. https://doi.org/10.1002/sim.3511

    Examples
    --------
    >>> arcsine_difference(two_by_two(0, 10, 3, 7, add=0)).yi.round(4).tolist()
    [-0.5796]
    """
    yi = np.arcsin(np.sqrt(tables.p1)) - np.arcsin(np.sqrt(tables.p2))
    return estimable(yi, 1 / (4 * tables.n1) + 1 / (4 * tables.n2))


def _cells(tables: Tables, vtype: str) -> Tables:
    """Cells the variance of a ratio is computed from; counts keep digits that ``1 - p`` loses."""
    if vtype == "LS":
        return tables
    p1, p2 = _risks(tables, vtype)
    return Tables(p1 * tables.n1, (1 - p1) * tables.n1, p2 * tables.n2, (1 - p2) * tables.n2)


def _risks(tables: Tables, vtype: str) -> tuple[Floats, Floats]:
    if vtype == "AV":
        means = weighted_mean(tables.p1, tables.n1), weighted_mean(tables.p2, tables.n2)
        return np.asarray(means[0]), np.asarray(means[1])
    if vtype == "H0":
        return tables.together, tables.together
    return tables.p1, tables.p2
