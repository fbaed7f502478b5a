"""Which treatments are better: P-scores, and probabilities of every rank.

Vocabulary
----------
n : number of treatments
P-score : mean certainty that a treatment is better than another, over all others
SUCRA : surface under the cumulative ranking curve, 1 for always the best
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.floats import Floats
from evidence.stats.network.fit import NetworkFit


class Ranks(NamedTuple):
    """Probabilities of ranks and what they sum up to.

    ``probability`` has a row a treatment and a column a rank, best first; ``draws`` is how many
    times the effects were drawn.
    """

    probability: Floats
    sucra: Floats
    draws: int


def p_scores(fit: NetworkFit, *, lower_is_better: bool) -> Floats:
    """Return the P-score of every treatment.

    Parameters
    ----------
    fit : NetworkFit
    lower_is_better : bool
        Whether a small value is the better outcome.

    Returns
    -------
    array of float, shape (n,)
        0 for certainly worst, 1 for certainly best.

    Notes
    -----
    Mean over the others of the one-sided p-value in favour. A rank says nothing of how large a
    difference is.

    References
    ----------
    Rücker G, Schwarzer G (2015). doi:10.1186/s12874-015-0060-8

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> from evidence.stats.network.fit import fit_network
    >>> fit = fit_network(comparisons_of([-1.0], [0.5], [0], [1], [0]))
    >>> p_scores(fit, lower_is_better=True).round(3).tolist()
    [0.977, 0.023]
    """
    apart = np.where(fit.se > 0, fit.se, 1.0)
    better = special.ndtr((-fit.effects if lower_is_better else fit.effects) / apart)
    np.fill_diagonal(better, 0.0)
    return np.asarray(better.sum(axis=1) / (len(better) - 1))


def rank_probabilities(
    fit: NetworkFit, *, lower_is_better: bool, draws: int = 100_000, seed: int = 0
) -> Ranks:
    """Return how probable every rank is, by drawing effects from their joint distribution.

    Parameters
    ----------
    fit : NetworkFit
    lower_is_better : bool
        Whether a small value is the better outcome.
    draws : int
        How many times; the standard error of a probability p is sqrt(p (1 - p)/draws).
    seed : int
        Of the random numbers, so that two runs agree.

    Returns
    -------
    Ranks

    References
    ----------
    Salanti G, Ades AE, Ioannidis JPA (2011). doi:10.1016/j.jclinepi.2010.03.016

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> from evidence.stats.network.fit import fit_network
    >>> fit = fit_network(comparisons_of([-1.0], [0.5], [0], [1], [0]))
    >>> rank_probabilities(fit, lower_is_better=True, draws=1000).sucra.round(1).tolist()
    [1.0, 0.0]
    """
    n = len(fit.effects)
    lengths, axes = np.linalg.eigh(fit.inverse)
    root = axes * np.sqrt(np.maximum(lengths, 0.0))
    drawn = np.random.default_rng(seed).standard_normal((draws, n)) @ root.T + fit.effects[:, 0]
    places = np.argsort(drawn if lower_is_better else -drawn, axis=1)
    counts = np.stack([np.bincount(place, minlength=n) for place in places.T], axis=1)
    probability = counts / draws
    cumulative = np.cumsum(probability, axis=1)[:, :-1]
    return Ranks(probability, cumulative.sum(axis=1) / (n - 1), draws)
