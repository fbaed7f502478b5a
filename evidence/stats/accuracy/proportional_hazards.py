"""A summary curve with one parameter: sensitivity is a power of the false positive rate.

Vocabulary
----------
theta : the power; below 1 for a test that is better than chance
tau2 : variance of true powers between studies
w, t2 : log false positive rates and their variances; theta_i : each study's own power
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from evidence.stats.accuracy.tables import AccuracyTables
from evidence.stats.floats import Floats


class ProportionalHazards(NamedTuple):
    """The power, its spread, and their standard errors (NaN where tau2 is 0).

    ``area`` is that under the curve, 1/(theta + 1).
    """

    theta: float
    tau2: float
    theta_se: float
    tau2_se: float
    log_likelihood: float
    area: float


class _Powers(NamedTuple):
    own: Floats
    w: Floats
    z_variance: Floats
    w_variance: Floats

    def variance(self, theta: float) -> Floats:
        return np.asarray((self.z_variance + theta**2 * self.w_variance) / self.w**2)

    def height(self, theta: float, tau2: float) -> float:
        total = self.variance(theta) + tau2
        return float(-0.5 * (np.log(total) + (self.own - theta) ** 2 / total).sum())

    def scores(self, theta: float, tau2: float) -> tuple[Floats, Floats]:
        total = self.variance(theta) + tau2
        off = (self.own - theta) / total
        bend = off**2 - 1 / total
        return off + bend * theta * self.w_variance / self.w**2, 0.5 * bend


def fit_proportional_hazards(tables: AccuracyTables) -> ProportionalHazards:
    """Fit the proportional hazards model of accuracy by adjusted profile likelihood.

    Parameters
    ----------
    tables : AccuracyTables
        Without empty cells among the positive.

    Returns
    -------
    ProportionalHazards

    Raises
    ------
    ValueError
        With fewer than three studies, or a false positive rate of 0 or 1.

    Notes
    -----
    Each study's log sensitivity over its log false positive rate is normal about theta, with
    variance by the delta method plus tau2. Standard errors are from the outer products of the
    studies' scores. mada's ``phm``.

    References
    ----------
    Holling H, Böhning W, Böhning D (2012). Statistical Modelling 12:347-375.

    Examples
    --------
    >>> from evidence.stats.accuracy.tables import accuracy_tables
    >>> counts = accuracy_tables([18, 40, 27, 9], [2, 19, 5, 3], [3, 9, 2, 5], [30, 60, 41, 22])
    >>> round(fit_proportional_hazards(counts).theta, 3)
    0.096
    """
    if len(tables.tp) < 3:
        raise ValueError(f"at least 3 studies needed, found {len(tables.tp)}")
    if (tables.tp == 0).any() or (tables.fp == 0).any() or (tables.tn == 0).any():
        raise ValueError("a count of 0 leaves a logarithm infinite or 0: add a constant first")
    w = np.log(tables.false_positive_rate)
    data = _Powers(
        np.log(tables.sensitivity) / w,
        w,
        1 / tables.tp - 1 / tables.diseased,
        1 / tables.fp - 1 / tables.healthy,
    )
    theta, tau2 = _highest(data)
    slopes, bends = data.scores(theta, tau2)
    crossed = np.array(
        [[slopes @ slopes, slopes @ bends], [slopes @ bends, bends @ bends]], dtype=np.float64
    )
    errors = np.sqrt(np.diag(np.linalg.inv(crossed)))
    return ProportionalHazards(
        theta, tau2, float(errors[0]), float(errors[1]), data.height(theta, tau2), 1 / (theta + 1)
    )


def _highest(data: _Powers) -> tuple[float, float]:
    spread = float(data.own.var())

    def depth(free: Floats) -> tuple[float, Floats]:
        theta, sd = float(free[0]), float(free[1])
        slopes, bends = data.scores(theta, sd * sd)
        return -data.height(theta, sd * sd), np.array([-slopes.sum(), -2 * sd * bends.sum()])

    found = [
        minimize(depth, [begun, sd], jac=True, method="BFGS", options={"gtol": 1e-9})
        for begun in (float(np.median(data.own)), float(data.own.mean()))
        for sd in np.sqrt(np.array([1e-4, 0.1, 1.0]) * max(spread, 1e-8))
    ]
    best = min(found, key=lambda one: float(one.fun))
    return float(best.x[0]), float(best.x[1]) ** 2
