"""A printed mean difference, adjusted or not, in standard deviations of the groups compared.

Vocabulary
----------
D, SE : the mean difference as printed, and its standard error
s : the standard deviation it is divided by, on m degrees of freedom, from n people
J : the small-sample factor of m
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Reported
from evidence.stats.refusal import require_choice
from evidence.stats.small_sample import small_sample_factor
from evidence.stats.two_groups import Groups

BY = ("pooled", "control")


def standardised_contrast(
    difference: Reported, se: Reported, groups: Groups, *, by: str = "pooled"
) -> Effects:
    """Divide printed mean differences by a standard deviation of the groups.

    Parameters
    ----------
    difference, se : array_like, shape (k,)
        First group minus second as printed, adjusted for baseline or not, and its standard error.
    groups : Groups
        Sizes and standard deviations; the means are not used.
    by : {"pooled", "control"}
        The pooled standard deviation (as Hedges' g), or that of the second group (as Glass'
        delta).

    Returns
    -------
    Effects
        Standardised differences and their sampling variances.

    Raises
    ------
    ValueError
        For an unknown choice.

    Notes
    -----
    ``g = J D / s`` and ``v = (SE / s)^2 + g^2 / (2 n)``: the first term is the variance of the
    difference in units of s, the second what is added because s is estimated. A difference that
    is not adjusted has ``SE^2 = s^2 (1 / n1 + 1 / n2)``, and v is then the large-sample variance
    of Hedges' g. Adjustment for baseline makes SE smaller; s stays that of the scores, so that
    the unit is the same as for the other trials.

    References
    ----------
    Hedges LV. Distribution theory for Glass's estimator of effect size and related estimators.
    Journal of Educational Statistics 1981;6:107-128. https://doi.org/10.3102/10769986006002107

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> groups = two_groups(25, 0, 2, 25, 0, 2)
    >>> standardised_contrast(2.0, 0.5, groups).yi.round(4).tolist()
    [0.9843]
    """
    require_choice("by", by, BY)
    pooled = by == "pooled"
    spread = np.sqrt(groups.pooled) if pooled else groups.sd2
    n = groups.n if pooled else groups.n2
    factor = small_sample_factor(groups.freedom if pooled else groups.n2 - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        g = factor * np.asarray(difference, dtype=np.float64) / spread
        vi = (np.asarray(se, dtype=np.float64) / spread) ** 2 + g**2 / (2 * n)
    return estimable(g, vi)
