"""Network meta-analysis of rare events by a likelihood given each study's total of events.

Vocabulary
----------
theta : log odds of treatments, against their mean
r, n : events and people of an arm; R all events of a study
"""

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.network.design_counts import Counted
from evidence.stats.network.mantel_haenszel import OddsNetwork, odds_network

STEPS = 100


def network_conditional(counted: Counted) -> OddsNetwork:
    """Pool counts of a network by maximum likelihood, given each study's number of events.

    Parameters
    ----------
    counted : Counted

    Returns
    -------
    OddsNetwork
        With a common effect.

    Raises
    ------
    ValueError
        When the likelihood has no maximum: a treatment may be infinitely better than another.

    Notes
    -----
    The non-central hypergeometric distribution of a study's events over its arms is taken to be
    multinomial with probabilities proportional to n exp(theta), which holds for rare events; for
    common ones effects are drawn towards zero. netmetabin calls this ``NCH``.

    References
    ----------
    Stijnen T, Hamza TH, Özdemir P (2010). doi:10.1002/sim.4040
    Efthimiou O et al. (2019). doi:10.1002/sim.8158

    Examples
    --------
    >>> from evidence.stats.network.design_counts import count_designs
    >>> found = network_conditional(count_designs([5, 9], [20, 20], [0, 1], [0, 0]))
    >>> round(float(found.effects[0, 1]), 6) == round(float(np.log(5 / 9)), 6)
    True
    """
    place = np.zeros(counted.treatments)
    height, slope, bend = likelihood_with_slopes(counted, place)
    for _ in range(STEPS):
        step = np.linalg.pinv(bend, hermitian=True) @ slope
        if np.abs(step).max() < 1e-12:
            break
        allowed = 1e-10 * (1 + abs(height))  # near the top a rise is less than rounding
        for halving in range(40):
            moved = place + step * 0.5**halving
            found = likelihood_with_slopes(counted, moved)
            if found[0] >= height - allowed:
                break
        place, (height, slope, bend) = moved, found
        if np.abs(place).max() > 30:
            raise ValueError("the likelihood has no maximum: a treatment is without bound")
    used = np.zeros(counted.treatments, dtype=np.bool_)
    for design in counted.designs:
        used[list(design.arms)] = True
    covariance: Floats = np.linalg.pinv(bend, hermitian=True).astype(float)
    return odds_network(place, covariance, used, log_likelihood=height, method="NCH")


def likelihood_with_slopes(counted: Counted, place: Floats) -> tuple[float, Floats, Floats]:
    """Return the log-likelihood at given log odds, its slopes, and its curvature with sign turned.

    Without the terms that depend on counts alone.
    """
    height, slope, bend = 0.0, np.zeros(len(place)), np.zeros((len(place), len(place)))
    for design in counted.designs:
        arms = list(design.arms)
        size = (design.events + design.others) * np.exp(place[arms])
        whole, events = size.sum(axis=1), design.events.sum(axis=1)
        share = size / whole[:, None]
        height += float((design.events * place[arms]).sum() - (events * np.log(whole)).sum())
        slope[arms] += (design.events - events[:, None] * share).sum(axis=0)
        spread = np.diag((events[:, None] * share).sum(axis=0))
        spread -= (share * events[:, None]).T @ share
        bend[np.ix_(arms, arms)] += spread
    return height, slope, bend
