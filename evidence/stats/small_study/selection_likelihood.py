"""The likelihood of published results when publication depends on them.

Vocabulary
----------
yi, vi : effects and their sampling variances
xi : model matrix of the mean, one column a coefficient
tau2 : variance of true effects between studies before selection
delta : parameters of the selection function
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from evidence.stats.floats import Floats
from evidence.stats.small_study.published_share import (
    Grid,
    Share,
    grid_of,
    share_by_function,
    share_by_steps,
)
from evidence.stats.small_study.selection_functions import FUNCTIONS, log_weight

Places = npt.NDArray[np.intp]


class Selected(NamedTuple):
    """Published results, and what their selection may have depended on.

    Results are turned so that large ones are favoured unless selection is two-sided. ``group`` is
    the interval each result falls in and ``low``, ``high`` and ``which`` the intervals of a step
    function; ``grid`` the nodes of a smooth one; the other is None.
    """

    yi: Floats
    vi: Floats
    xi: Floats
    name: str
    cut: float
    p: Floats
    precision: Floats
    grid: Grid | None
    group: Places | None
    low: Floats | None
    high: Floats | None
    which: list[int]


def p_values(yi: Floats, vi: Floats, *, two_sided: bool) -> Floats:
    """Return p-values of single studies: two-sided, or small for large effects.

    Examples
    --------
    >>> p_values(np.array([0.0]), np.array([1.0]), two_sided=False).tolist()
    [0.5]
    """
    zi = yi / np.sqrt(vi)
    return np.asarray(2 * ndtr(-np.abs(zi)) if two_sided else ndtr(-zi))


def selected_by_function(
    yi: Floats,
    vi: Floats,
    xi: Floats,
    name: str,
    *,
    two_sided: bool,
    cut: float,
    precision: Floats,
) -> Selected:
    """Return results under a smooth selection function of the p-value."""
    censored = FUNCTIONS[name].censored
    p = np.clip(p_values(yi, vi, two_sided=two_sided), censored, 1 - censored)
    grid = grid_of(name, two_sided=two_sided, cut=cut)
    return Selected(yi, vi, xi, name, cut, p, precision, grid, None, None, None, [])


def selected_by_steps(
    yi: Floats, vi: Floats, xi: Floats, steps: Floats, *, two_sided: bool
) -> Selected:
    """Return results under a step function of the p-value; the last step ends at one."""
    p = p_values(yi, vi, two_sided=two_sided)
    group = np.asarray(np.searchsorted(steps, p, side="left"), dtype=np.intp)
    sides = 2.0 if two_sided else 1.0
    cuts = np.concatenate([[np.inf], -ndtri(steps / sides)])
    cuts[-1] = 0.0 if two_sided else -np.inf
    error = np.sqrt(vi)[:, None]
    low, high = error * cuts[1:], error * cuts[:-1]
    which = list(range(len(steps)))
    if two_sided:
        low, high, which = np.hstack([low, -high]), np.hstack([high, -low]), which * 2
    one = np.ones_like(yi)
    return Selected(yi, vi, xi, "stepfun", 0.0, p, one, None, group, low, high, which)


def selected_by_size(yi: Floats, vi: Floats, xi: Floats, cut: float) -> Selected:
    """Return results under selection by the effect itself: all above a cut, some at or below."""
    group = np.asarray(yi <= cut, dtype=np.intp)
    k = len(yi)
    low = np.column_stack([np.full(k, cut), np.full(k, -np.inf)])
    high = np.column_stack([np.full(k, np.inf), np.full(k, cut)])
    p = p_values(yi, vi, two_sided=False)
    return Selected(yi, vi, xi, "trunc", cut, p, np.ones(k), None, group, low, high, [0, 1])


def log_likelihood(
    data: Selected, beta: Floats, tau2: float, delta: Floats
) -> tuple[float, Floats]:
    """Return the log-likelihood and its gradient in the coefficients, tau2 and delta.

    Parameters
    ----------
    data : Selected
    beta : array of float, shape (p,)
        Coefficients of the mean before selection.
    tau2 : float
    delta : array of float

    Returns
    -------
    float, array of float

    Notes
    -----
    sum of log w(yi) + log N(yi; mu, vi + tau2) - log share published (mu, vi + tau2).

    References
    ----------
    Hedges LV (1992). doi:10.1214/ss/1177011364
    Vevea JL, Hedges LV (1995). doi:10.1007/BF02294384
    """
    mu, s2 = data.xi @ beta, data.vi + tau2
    own, own_slopes, share = _weights(data, mu, s2, delta)
    if not (share.value > 0).all() or not np.isfinite(own).all():
        return -math.inf, np.zeros(len(beta) + 1 + len(delta))
    off = data.yi - mu
    value = own - 0.5 * (np.log(2 * math.pi * s2) + off**2 / s2) - np.log(share.value)
    by_mean = off / s2 - share.by_mean / share.value
    by_tau2 = 0.5 * (off**2 / s2 - 1) / s2 - share.by_variance / share.value
    by_delta = own_slopes - (share.by_delta / share.value[:, None]).sum(axis=0)
    gradient = np.concatenate([data.xi.T @ by_mean, [by_tau2.sum()], by_delta])
    return float(value.sum()), gradient


def _weights(data: Selected, mu: Floats, s2: Floats, delta: Floats) -> tuple[Floats, Floats, Share]:
    """Log weights of the results, their summed slopes in delta, and the shares published."""
    if data.grid is not None:
        own, slopes = log_weight(data.name, data.p, delta, data.precision, data.cut)
        summed = np.array([float(slope.sum()) for slope in slopes])
        share = share_by_function(
            data.name,
            data.grid,
            data.cut,
            vi=data.vi,
            mu=mu,
            s2=s2,
            delta=delta,
            precision=data.precision,
        )
        return own, summed, share
    assert data.group is not None and data.low is not None and data.high is not None
    counts = np.bincount(data.group, minlength=len(delta))
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.log(delta)[data.group]
        summed = np.where(counts > 0, counts / delta, 0.0)
    return own, summed, share_by_steps(data.low, data.high, data.which, mu, s2, delta)
