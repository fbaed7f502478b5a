"""The R package esc's conversions, computed with ours, under R's names.

Where esc rounds a constant or takes another formula, that is written here with its reason, and in
validation/r/DIVERGENCES.md.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.d_from_reported import (
    d_from_chi_square,
    d_from_f,
    d_from_gains,
    d_from_phi,
    d_from_slope,
    d_from_standardised_slope,
    d_with_variance,
    within_spread,
)
from evidence.stats.effects import Effects
from evidence.stats.quantiles import two_sided
from evidence.stats.two_by_two import log_odds_ratio, two_by_two
from evidence.stats.two_groups import d_from_t, two_groups

Numbers = dict[str, Any]

ESC_COX = 0.367
"""esc's one over 1.65 squared, rounded to three decimals."""


def d_of_esc(fn: str, given: Numbers) -> tuple[Effects, float, float]:
    """The standardised difference esc starts from, and the groups' sizes."""
    n1, n2 = given.get("grp1n", np.nan), given.get("grp2n", np.nan)
    if fn in ("esc_chisq", "esc_phi"):
        half = given["totaln"] / 2
        statistic = given["chisq" if fn == "esc_chisq" else "phi"]
        found = d_from_chi_square if fn == "esc_chisq" else d_from_phi
        return found(statistic, given["totaln"]), half, half
    if fn in ("esc_2x2", "esc_bin_prop"):
        return d_of_table(fn, given)
    if fn == "esc_mean_gain":
        return d_from_gains(*gains(given)), n1, n2
    return d_with_variance(SIMPLE_D[fn](given, n1, n2), n1, n2), n1, n2


def d_of_table(fn: str, given: Numbers) -> tuple[Effects, float, float]:
    if fn == "esc_2x2":
        cells = [given[name] for name in ("grp1yes", "grp1no", "grp2yes", "grp2no")]
    else:
        # esc rounds the products to whole people.
        first = round(given["prop1event"] * given["grp1n"])
        second = round(given["prop2event"] * given["grp2n"])
        cells = [first, given["grp1n"] - first, second, given["grp2n"] - second]
    odds = log_odds_ratio(two_by_two(*cells))
    effects = Effects(odds.yi * np.sqrt(3) / np.pi, odds.vi * 3 / np.pi**2)
    return effects, cells[0] + cells[1], cells[2] + cells[3]


def gains(given: Numbers) -> list[tuple[Any, Any]]:
    pair: Callable[[Callable[[int], Any]], tuple[Any, Any]] = lambda of: (of(1), of(2))  # noqa: E731
    return [
        pair(lambda g: given[f"pre{g}mean"] - given[f"post{g}mean"]),
        pair(lambda g: np.hypot(given[f"pre{g}sd"], given[f"post{g}sd"]) / np.sqrt(2)),
        pair(lambda g: given[f"grp{g}r"]),
        pair(lambda g: given[f"grp{g}n"]),
    ]


def d_of_means(given: Numbers, n1: float, n2: float) -> Any:
    if "totalsd" in given:
        apart = given["grp1m"] - given["grp2m"]
        ours = within_spread(given["totalsd"], apart, n1, n2)
        # esc divides what is left of the sum of squares by n - 1, not by n - 2.
        return apart / (ours * np.sqrt((n1 + n2 - 2) / (n1 + n2 - 1)))
    if "grp1se" in given:
        # esc takes se sqrt(n - 1) for the standard deviation, not se sqrt(n).
        spreads = [given["grp1se"] * np.sqrt(n1 - 1), given["grp2se"] * np.sqrt(n2 - 1)]
    else:
        spreads = [given["grp1sd"], given["grp2sd"]]
    return two_groups(n1, given["grp1m"], spreads[0], n2, given["grp2m"], spreads[1]).d


def d_of_r(given: Numbers, n1: float, n2: float) -> Any:
    # esc leaves out the 2 in n - 2, as for large groups.
    n = n1 + n2
    return given["r"] / np.sqrt((1 - given["r"] ** 2) * n1 * n2) * n


SIMPLE_D: dict[str, Callable[[Numbers, float, float], Any]] = {
    "esc_mean_sd": d_of_means,
    "esc_mean_se": d_of_means,
    "esc_t": lambda given, n1, n2: d_from_t(given["t"], n1, n2),
    "esc_f": lambda given, n1, n2: d_from_f(given["f"], n1, n2),
    "esc_B": lambda given, n1, n2: d_from_slope(given["b"], given["sdy"], n1, n2),
    "esc_beta": lambda given, n1, n2: d_from_standardised_slope(given["beta"], n1, n2),
    "esc_rpb": d_of_r,
}


def esc(given: Numbers, args: Numbers) -> Numbers:
    """esc's effect, with its own rounded constants where it has them."""
    effects, n1, n2 = d_of_esc(args["fn"], given)
    d, v = float(effects.yi[0]), float(effects.vi[0])
    kind, n = args["es_type"], n1 + n2
    inverse = n**2 / (n1 * n2)
    back: Callable[[float], float] = float
    if kind in ("or", "logit"):
        d, v = d * np.pi / np.sqrt(3), v * np.pi**2 / 3
    elif kind in ("cox.or", "cox.log"):
        d, v = d * 1.65, v / ESC_COX
    elif kind == "g":
        d = d * (1 - 3 / (4 * n - 9))
    elif kind == "f":
        d = d / 2
    elif kind in ("r", "eta"):
        v = v / (v + inverse)
    if kind == "r":
        d, back = float(np.arctanh(d / np.sqrt(d**2 + inverse))), np.tanh
    elif kind == "eta":
        # esc's eta squared, which reaches one half at most; that of two equal groups is
        # d^2 / (d^2 + 4).
        d = d**2 / (1 + d**2) / 2
    elif kind in ("or", "cox.or"):
        back = np.exp
    reach = two_sided(0.95, None) * np.sqrt(v)
    return {
        "es": back(d),
        "se": np.sqrt(v),
        "var": v,
        "ci_lo": ESC_LIMITS.get(kind, back)(d - reach),
        "ci_hi": ESC_LIMITS.get(kind, back)(d + reach),
        "w": 1 / v,
        "totaln": n,
        "measure": ESC_MEASURES.get(kind, kind),
    }


# esc exponentiates the limits of eta squared, so that they do not hold the estimate.
ESC_LIMITS: dict[str, Callable[[float], float]] = {"eta": np.exp}
ESC_MEASURES = {"cox.or": "cox-or", "cox.log": "cox-logit", "eta": "etasq"}
