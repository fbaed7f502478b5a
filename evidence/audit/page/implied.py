"""What the printed numbers imply: standard error, p-value, participants, I².

From a symmetric interval the standard error is its width over twice the normal quantile. For a
standardised difference of two arms of equal size, 4(1 + g²/8)/SE² is about the number of
participants; an interval much narrower than the stated participants allow is not theirs, and the
square of the ratio between the error expected from N and the one printed is about 1 − I². These
are leads, not proofs: trials of unequal arms, corrections for small samples and random effects
all move them.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from evidence.audit.page.claims import Estimate

USUAL_LEVEL = 95.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What an interval implies for its estimate; None where it cannot be told."""

    se: float
    p: float
    n_effective: float | None
    i2: float | None
    n_from_i2: float | None


def implied(one: Estimate) -> Implied | None:
    """Return what an estimate's interval implies.

    Parameters
    ----------
    one : Estimate
        With an interval whose limits are in order; ratios are taken on the logarithmic scale.

    Returns
    -------
    Implied or None
        None where there is no such interval.
    """
    if one.interval is None:
        return None
    low, high, value = one.interval.low.value, one.interval.high.value, one.value.value
    if one.scale == "ratio":
        if min(low, high, value) <= 0:
            return None
        low, high, value = math.log(low), math.log(high), math.log(value)
    if high <= low:
        return None
    quantile = NormalDist().inv_cdf(0.5 + (one.interval.level or USUAL_LEVEL) / 200)
    se = (high - low) / (2 * quantile)
    p = 2 * (1 - NormalDist().cdf(abs(value) / se))
    effective = 4 * (1 + value**2 / 8) / se**2 if one.scale == "standardised" else None
    return Implied(
        se=se,
        p=p,
        n_effective=effective,
        i2=_i2(effective, one.n),
        n_from_i2=_n_from_i2(effective, one),
    )


def _i2(effective: float | None, n: int | None) -> float | None:
    return None if effective is None or not n else 100 * max(0.0, 1 - effective / n)


def _n_from_i2(effective: float | None, one: Estimate) -> float | None:
    if effective is None or one.i2 is None or not 0 <= one.i2.value < 100:
        return None
    return effective / (1 - one.i2.value / 100)
