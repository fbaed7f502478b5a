"""From what was searched and summed to the columns of a result, elementwise."""

import math
from typing import Any

import numpy as np

from evidence.bulk.choices import ManyChoices
from evidence.bulk.many_effects import Places
from evidence.bulk.search import Searched
from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import share_between, share_beyond_chance
from evidence.stats.prediction import RULES
from evidence.stats.quantiles import chi_square_quantile, tails, two_sided
from evidence.stats.tested_mean import tested_mean

FEWEST_TO_PREDICT = 3
COLUMNS = (
    "estimate",
    "se",
    "ci_low",
    "ci_high",
    "statistic",
    "df",
    "guard_bit",
    "tau2",
    "tau2_low",
    "tau2_high",
    "local_maxima",
    "q",
    "i2",
    "pi_low",
    "pi_high",
)
"""The columns of numbers a result has; those not computed are NaN."""


def by_size(k: Places, value: Any) -> Floats:
    """Return a number that depends on k alone, computed once for each k there is."""
    sizes = np.flatnonzero(np.bincount(k))
    table = np.full(int(sizes[-1]) + 1 if len(sizes) else 1, np.nan)
    table[sizes] = [value(int(size)) for size in sizes]
    return table[k]


def targets(k: Places, choices: ManyChoices) -> tuple[Floats, Floats]:
    """Return what Q is at the lower and at the upper end of each Q-profile interval."""
    tail = tails(choices.level)
    most = by_size(k, lambda size: chi_square_quantile(tail, size - 1))
    return most, by_size(k, lambda size: chi_square_quantile(1 - tail, size - 1))


def finish(found: Searched, k: Places, choices: ManyChoices) -> dict[str, Floats]:
    """Return the columns of a result for analyses that could be pooled.

    Parameters
    ----------
    found : Searched
        Arrays of shape (n,).
    k : array of int, shape (n,)
        Number of effects, at least 2.
    choices : ManyChoices
        The methods.

    Returns
    -------
    dict of str to array, shape (n,)
    """
    df = k - 1.0
    reach = by_size(k, lambda size: two_sided(choices.level, _df(choices.test, size)))
    tested = tested_mean(found.mean, 1 / found.precision, found.q_there, df, reach, choices.test)
    columns = {
        "estimate": found.mean,
        "se": tested.se,
        "ci_low": tested.ci_low,
        "ci_high": tested.ci_high,
        "statistic": tested.statistic,
        "df": np.full(len(k), math.inf) if choices.test == "z" else df,
        "guard_bit": tested.guard_bit,
        "tau2": found.tau2,
        "local_maxima": found.local_maxima,
        "q": found.q,
    }
    if not choices.random:
        return {**columns, "i2": share_beyond_chance(found.q, df)}
    return {
        **columns,
        "i2": share_between(found.tau2, df / found.trace),
        **_tau2_interval(found, k, choices),
        **_prediction(found, tested.se, k, choices),
    }


def _df(test: str, size: int) -> float | None:
    return None if test == "z" else size - 1.0


def _tau2_interval(found: Searched, k: Places, choices: ManyChoices) -> dict[str, Floats]:
    if not choices.tau2_interval:
        return {}
    empty = found.q < targets(k, choices)[1]
    return {
        "tau2_low": np.where(empty, np.nan, found.tau2_low),
        "tau2_high": np.where(empty, np.nan, found.tau2_high),
    }


def _prediction(found: Searched, se: Floats, k: Places, choices: ManyChoices) -> dict[str, Floats]:
    def quantile(size: int) -> float:
        if size < FEWEST_TO_PREDICT:
            return math.nan
        return two_sided(choices.level, RULES[choices.prediction_quantile](size))

    away = by_size(k, quantile) * np.sqrt(se * se + found.tau2)
    return {"pi_low": found.mean - away, "pi_high": found.mean + away}
