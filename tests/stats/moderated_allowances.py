"""What the tolerance of a statistic, a mean or a likelihood leaves what is made from it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from evidence.stats.quantiles import two_sided, two_sided_p

CONTROL = 1e-13
"""Where R's iterations were told to stop: a tau2 this close to zero is R's zero."""

Out = dict[str, Any]


def allowance(out: Out, rtol: float) -> Callable[[str], float]:
    """How far each of a case's numbers may lie from ours beyond the relative tolerance."""

    def of(path: str) -> float:
        name, _, places = path.split("/")[1].partition("[")
        at = [int(one) for one in places.rstrip("]").split("][") if one]
        if name in ("tau2", "I2"):
            return CONTROL * unit(out, name)
        if name == "confint_QP":
            kind = path.split("/")[2].removesuffix("(%)")
            return float(np.sqrt(CONTROL)) if kind == "tau" else CONTROL * unit(out, kind)
        if name == "vb":
            return 1e-14 * out["se"][at[0]] * out["se"][at[1]]
        if name == "fit":
            return 10 * rtol * abs(next(iter(out["fit"].values()))["ll"])
        if name in ("ci_lb", "ci_ub"):
            reach = two_sided(0.95, freedom(out)) * out["se"][at[0]]
            return rtol * (abs(out["b"][at[0]]) + reach)
        return of_p_value(out, name, at, rtol)

    return of


def freedom(out: Out) -> float | None:
    """Degrees of freedom of the coefficients' tests; None where they are normal."""
    df: float | None = out["QMdf"][1]
    return df


def unit(out: Out, name: str) -> float:
    return {"tau2": 1.0, "I2": 100 / out["vt"], "H2": 1 / out["vt"]}[name]


def of_p_value(out: Out, name: str, at: list[int], rtol: float) -> float:
    """How far the p-value moves when its statistic moves by the tolerance."""
    around = np.array([1 + rtol, 1 - rtol])
    if name == "QEp":
        return spread(special.chdtrc(out["k"] - out["p"], out["QE"] * around))
    if name == "QMp" and out["QMdf"][1] is None:
        return spread(special.chdtrc(out["QMdf"][0], out["QM"] * around))
    if name == "QMp":
        return spread(special.fdtrc(*out["QMdf"], out["QM"] * around))
    if name == "pval":
        moved = out["zval"][at[0]] * around
        return spread(np.array([two_sided_p(float(one), freedom(out)) for one in moved]))
    return 0.0


def spread(pair: np.ndarray) -> float:
    return float(abs(pair[0] - pair[1]))
