"""Baujat's plot: which studies make the heterogeneity, and which move the pooled effect.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refits import fit_mean, refit
from evidence.stats.sampled import checked


class BaujatPoints(NamedTuple):
    """Per study: its part of Q (across), and its pull on the pooled effect (up)."""

    contribution: Floats
    influence: Floats


def baujat_points(yi: Reported, vi: Reported, *, method: str) -> BaujatPoints:
    """Return the coordinates of Baujat's plot.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    method : str
        How tau2 is estimated; ``"EE"`` gives the plot as published.

    Returns
    -------
    BaujatPoints

    Notes
    -----
    Across, (yi - mu)**2/(vi + tau2); up, (mu - mu_i)**2/V_i with mu_i and its squared standard
    error V_i from the fit without study i.

    References
    ----------
    Baujat B, Mahe C, Pignon JP, Hill C (2002). doi:10.1002/sim.1221

    Examples
    --------
    >>> baujat_points([0.0, 1.0], [0.5, 0.5], method="EE").contribution.tolist()
    [0.5, 0.5]
    """
    effects = checked(yi, vi, least=2)
    k = len(effects.yi)
    whole = fit_mean(effects.yi, effects.vi, method=method)
    others = (np.arange(k) != left_out for left_out in range(k))
    _, without = refit(effects.yi, effects.vi, others, method=method, test="z", level=0.95)
    off = effects.yi - whole.pooled.estimate
    moved = without.estimate - whole.pooled.estimate
    return BaujatPoints(off**2 / (effects.vi + whole.tau2), (moved / without.se) ** 2)
