"""Cronbach's alpha, the internal consistency of a scale.

Vocabulary
----------
ai : alpha; mi : number of items (or parts); ni : number of people
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Reported
from evidence.stats.refusal import columns, refuse, require_at_least, require_choice


@np.errstate(divide="ignore", invalid="ignore")
def alpha(ai: Reported, mi: Reported, ni: Reported, *, scale: str = "raw") -> Effects:
    """Compute alphas on a scale to pool on (ARAW, AHW, ABT).

    Parameters
    ----------
    ai, mi, ni : array_like, shape (k,)
        Alpha, number of items, number of people.
    scale : {"raw", "root", "log"}
        As it is; ``1 - (1 - alpha)^(1/3)`` after Hakstian and Whalen; ``-log(1 - alpha)`` after
        Bonett. All grow with alpha.

    Returns
    -------
    Effects
        Alphas on the scale asked for.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown scale.

    Notes
    -----
    Variances: raw ``2 m (1 - a)^2 / ((m - 1)(n - 2))``; root
    ``18 m (n - 1)(1 - a)^(2/3) / ((m - 1)(9 n - 11)^2)``; log ``2 m / ((m - 1)(n - 2))``.

    References
    ----------
    Bonett DG. Varying coefficient meta-analytic methods for alpha reliability. Psychological
    Methods 2010;15:368-385. https://doi.org/10.1037/a0020142
    Hakstian AR, Whalen TE. A k-sample significance test for independent alpha coefficients.
    Psychometrika 1976;41:219-231. https://doi.org/10.1007/BF02291840

    Examples
    --------
    >>> alpha(0.875, 2, 102, scale="root").yi.tolist()
    [0.5]
    """
    require_choice("scale", scale, ("raw", "root", "log"))
    a, m, n = columns(ai, mi, ni)
    refuse("ai", a > 1, "above 1")
    require_at_least(2, mi=m)
    require_at_least(1, ni=n)
    left = 1 - a
    parts = m / (m - 1)
    if scale == "root":
        root = np.cbrt(left)
        return estimable(1 - root, 18 * parts * (n - 1) * root**2 / (9 * n - 11) ** 2)
    if scale == "log":
        return estimable(-np.log(left), 2 * parts / (n - 2))
    return estimable(a, 2 * parts * left**2 / (n - 2))
