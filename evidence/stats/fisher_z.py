"""Fisher's z of a correlation."""

import numpy as np

from evidence.stats.effects import Effects, estimable


@np.errstate(divide="ignore", invalid="ignore")
def to_fisher_z(correlations: Effects) -> Effects:
    """Turn correlations with any sampling variance into Fisher's z.

    Parameters
    ----------
    correlations : Effects
        Correlations and their sampling variances.

    Returns
    -------
    Effects
        ``atanh(r)`` with variance ``v / (1 - r^2)^2``; NaN where r is 1 or -1 or beyond.

    References
    ----------
    Fisher RA. On the "probable error" of a coefficient of correlation deduced from a small
    sample. Metron 1921;1:1-32. http://hdl.handle.net/2440/15169

    Examples
    --------
    >>> to_fisher_z(Effects(np.array([0.5]), np.array([0.01]))).yi.round(4).tolist()
    [0.5493]
    """
    r = np.clip(correlations.yi, -1, 1)
    return estimable(np.arctanh(r), correlations.vi / (1 - r**2) ** 2)
