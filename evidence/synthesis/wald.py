"""The interval of one study's own effect, on the normal distribution."""

import math
from functools import cache

from evidence.stats.quantiles import two_sided

LEVEL = 0.95
"""Level of an interval computed here; a printed one keeps its own."""


def wald_interval(yi: float, vi: float, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the limits of a study's own effect at a level of confidence."""
    reach = _quantile(level) * math.sqrt(vi)
    return yi - reach, yi + reach


@cache
def _quantile(level: float) -> float:
    return two_sided(level, None)
