"""The share of one group with an event.

Vocabulary
----------
xi, mi : people with and without the event; n : both; p : ``xi / n``
"""

import numpy as np
from scipy.special import ndtri

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_at_least, require_choice
from evidence.stats.weighted_mean import weighted_mean
from evidence.stats.zero_cells import filled

VARIANCES = {
    "raw": ("LS", "UB", "AV"),
    "log": ("LS", "AV"),
    "logit": ("LS", "AV"),
    "probit": ("LS",),
    "arcsine": ("LS",),
    "freeman-tukey": ("LS",),
}


@np.errstate(divide="ignore", invalid="ignore")
def proportion(
    xi: Reported,
    mi: Reported,
    *,
    scale: str = "raw",
    vtype: str = "LS",
    add: float = 0.5,
    to: str = "only0",
) -> Effects:
    """Compute proportions on a scale to pool on (PR, PLN, PLO, PRZ, PAS, PFT).

    Parameters
    ----------
    xi, mi : array_like, shape (k,)
        People with and without the event.
    scale : {"raw", "log", "logit", "probit", "arcsine", "freeman-tukey"}
        The scale to pool on; the angular ones need nothing added.
    vtype : {"LS", "UB", "AV"}
        Variance from each study's share, the same unbiased (raw only), or from the studies' mean
        share (raw, log and logit only).
    add, to
        What is added to both counts of which studies; see ``zero_cells``.

    Returns
    -------
    Effects
        Proportions on the scale asked for.

    Raises
    ------
    ValueError
        Naming the positions of impossible counts, or an unknown option.

    Notes
    -----
    Variances (LS): raw ``p q / n``; log ``1 / x - 1 / n``; logit ``1 / x + 1 / m``; probit
    ``2 pi p q exp(z^2) / n``; arcsine ``1 / (4 n)``; Freeman-Tukey ``1 / (4 n + 2)``.

    References
    ----------
    Freeman MF, Tukey JW. Transformations related to the angular and the square root. Annals of
    Mathematical Statistics 1950;21:607-611. https://doi.org/10.1214/aoms/1177729756

    Examples
    --------
    >>> proportion(20, 80, scale="logit").yi.round(4).tolist()
    [-1.3863]
    """
    require_choice("scale", scale, tuple(VARIANCES))
    require_choice("vtype", vtype, VARIANCES[scale])
    x, m = columns(xi, mi)
    require_at_least(0, xi=x, mi=m)
    refuse("xi and mi", x + m <= 0, "count nobody")
    x, m = filled([x, m], add=add, to=to)
    n = x + m
    # 1 - p would lose the digits of a small share without the event.
    p, q = x / n, m / n
    yi = _on_scale(scale, p, q, n)
    if vtype == "AV":
        p, q = (np.full_like(n, weighted_mean(share, n)) for share in (p, q))
    return estimable(yi, _variance(scale, p, q, n, unbiased=vtype == "UB"))


def freeman_tukey(p: Reported, n: Reported) -> Floats:
    """Return the Freeman-Tukey double arcsine transform of proportions.

    Parameters
    ----------
    p, n : array_like, shape (k,)
        Proportions and the numbers of people they are of.

    Returns
    -------
    array of float, shape (k,)
        ``(asin(sqrt(x / (n + 1))) + asin(sqrt((x + 1) / (n + 1)))) / 2`` with ``x = n p``.

    References
    ----------
    Freeman MF, Tukey JW. Transformations related to the angular and the square root. Annals of
    Mathematical Statistics 1950;21:607-611. https://doi.org/10.1214/aoms/1177729756

    Examples
    --------
    >>> freeman_tukey(0.5, 10).round(4).tolist()
    [0.7854]
    """
    p, n = columns(p, n)
    x = p * n
    low, high = np.sqrt(x / (n + 1)), np.sqrt((x + 1) / (n + 1))
    return np.asarray((np.arcsin(low) + np.arcsin(high)) / 2)


def _on_scale(scale: str, p: Floats, q: Floats, n: Floats) -> Floats:
    if scale == "log":
        return np.asarray(np.log(p))
    if scale == "logit":
        return np.asarray(np.log(p / q))
    if scale == "probit":
        return np.asarray(ndtri(p))
    if scale == "arcsine":
        return np.asarray(np.arcsin(np.sqrt(p)))
    return freeman_tukey(p, n) if scale == "freeman-tukey" else p


def _variance(scale: str, p: Floats, q: Floats, n: Floats, *, unbiased: bool) -> Floats:
    if scale == "log":
        return np.asarray(q / (p * n))
    if scale == "logit":
        return np.asarray(1 / (p * n) + 1 / (q * n))
    if scale == "probit":
        return np.asarray(2 * np.pi * p * q * np.exp(ndtri(p) ** 2) / n)
    if scale == "arcsine":
        return np.asarray(1 / (4 * n))
    if scale == "freeman-tukey":
        return np.asarray(1 / (4 * n + 2))
    return np.asarray(p * q / (n - 1 if unbiased else n))
