"""How far each study lies from what counts pool to, with it and without it.

Vocabulary
----------
yi, vi : a study's own effect and its sampling variance
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats.events.counted_estimate import CountedEstimate
from evidence.stats.events.stratified_tables import single_effects
from evidence.stats.events.zero_cell_rule import FOR_EFFECTS, ZeroCellRule
from evidence.stats.floats import Reported
from evidence.stats.residuals import Residuals
from evidence.stats.sampled import checked


class CountedResiduals(NamedTuple):
    """One row a study: from the estimate of all studies, and from that of all others."""

    standardised: Residuals
    deleted: Residuals


def counted_residuals(
    measure: str,
    pool: Callable[..., CountedEstimate],
    *,
    single: ZeroCellRule = FOR_EFFECTS,
    **columns: Reported,
) -> CountedResiduals:
    """Return the residuals of studies whose counts are pooled to one effect.

    Parameters
    ----------
    measure : str
        What a study's own effect is: ``PETO`` for Peto's method.
    pool : callable
        Pools columns of counts, such as :func:`evidence.stats.events.peto.peto`.
    single : ZeroCellRule
        What is added before the studies' own effects are taken.
    **columns : array_like, shape (k,)
        The counts, k at least 2; every study must have an effect of its own.

    Returns
    -------
    CountedResiduals

    Raises
    ------
    ValueError
        If a study has no effect of its own.

    Notes
    -----
    With theta_i pooled without study i: (yi - theta)/sqrt(vi), and (yi - theta_i) over
    sqrt(vi + var theta_i). metafor's ``rstandard`` and ``rstudent`` of ``rma.peto`` and
    ``rma.mh``.

    References
    ----------
    Viechtbauer W (2021). Model checking in meta-analysis. In: Handbook of Meta-Analysis, CRC
    Press. doi:10.1201/9781315119403
    """
    found = single_effects(measure, columns, single)
    effects = checked(found.effects.yi, found.effects.vi, least=2)
    table = {name: np.asarray(column) for name, column in columns.items()}
    k = len(next(iter(table.values())))
    if len(effects.yi) != k:
        raise ValueError("a study has no effect of its own, and so no residual")
    whole = effects.yi - pool(**columns).estimate
    others = [
        pool(**{name: column[np.arange(k) != one] for name, column in table.items()})
        for one in range(k)
    ]
    left = effects.yi - np.array([one.estimate for one in others])
    se, doubt = np.sqrt(effects.vi), np.array([one.se for one in others])
    both = np.sqrt(effects.vi + doubt**2)
    return CountedResiduals(Residuals(whole, se, whole / se), Residuals(left, both, left / both))
