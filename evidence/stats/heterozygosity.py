"""How far genotype counts are from the Hardy-Weinberg equilibrium.

Vocabulary
----------
ai, bi, ci : people homozygous for one allele, heterozygous, homozygous for the other
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Reported
from evidence.stats.refusal import columns, require_at_least


@np.errstate(divide="ignore", invalid="ignore")
def relative_excess_heterozygosity(ai: Reported, bi: Reported, ci: Reported) -> Effects:
    """Compute log relative excess heterozygosities (REH).

    Parameters
    ----------
    ai, bi, ci : array_like, shape (k,)
        Counts of the three genotypes, the heterozygous one between.

    Returns
    -------
    Effects
        ``log(p1 / (2 sqrt(p0 p2)))``, p shares of people, with variance
        ``((1 - p1) / (4 p0 p2) + 1 / p1) / n``; zero at the equilibrium.

    Raises
    ------
    ValueError
        Naming the positions of negative counts.

    References
    ----------
    Ziegler A, Van Steen K, Wellek S. Investigating Hardy-Weinberg equilibrium in case-control or
    cohort studies or meta-analysis. Breast Cancer Research and Treatment 2011;128:197-201.
    https://doi.org/10.1007/s10549-010-1295-z

    Examples
    --------
    >>> relative_excess_heterozygosity(25, 50, 25).yi.tolist()
    [0.0]
    """
    a, b, c = columns(ai, bi, ci)
    require_at_least(0, ai=a, bi=b, ci=c)
    n = a + b + c
    p0, p1, p2 = a / n, b / n, c / n
    vi = ((1 - p1) / (4 * p0 * p2) + 1 / p1) / n
    return estimable(np.log(p1) - np.log(2 * np.sqrt(p0 * p2)), vi)
