"""One control group divided between the comparisons that share it.

Vocabulary
----------
n1, n2 : sizes of the treated group and of the whole control group
parts : how many comparisons share the control group
"""

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_above, require_at_least, require_reported


def split_variance(vi: Reported, n1: Reported, n2: Reported, *, parts: Reported) -> Floats:
    """Return the variance a difference would have with its share of the control group only.

    For differences of means reported without each arm's own numbers; where these are known,
    divide the control group's size and compute the effect anew.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances with the whole control group.
    n1, n2 : array_like, shape (k,)
        Sizes of the treated group and of the whole control group.
    parts : array_like, shape (k,)
        How many comparisons share the control group.

    Returns
    -------
    array of float, shape (k,)
        Variances with ``n2 / parts`` people in the control group.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible.

    Notes
    -----
    ``vi (1 / n1 + parts / n2) / (1 / n1 + 1 / n2)``: with the same spread in both groups, the
    variance of a difference of means goes with the sum of the inverse sizes, also when a model
    has adjusted it. It does not hold for ratios, whose variance goes with the events.

    References
    ----------
    Higgins JPT, Eldridge S, Li T. Including variants on randomized trials. Cochrane Handbook for
    Systematic Reviews of Interventions, chapter 23. https://training.cochrane.org/handbook/archive/v6/chapter-23

    Examples
    --------
    >>> split_variance(0.04, 50, 50, parts=2).round(6).tolist()
    [0.06]
    """
    vi, n1, n2, shares = columns(vi, n1, n2, parts)
    require_reported(vi=vi, n1=n1, n2=n2)
    require_above(0, vi=vi)
    require_at_least(1, n1=n1, n2=n2, parts=shares)
    inflated: Floats = vi * (1 / n1 + shares / n2) / (1 / n1 + 1 / n2)
    return np.asarray(inflated)
