"""Events over person-time in one group.

Vocabulary
----------
xi, ti : events and person-time
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_above, require_at_least, require_choice
from evidence.stats.zero_cells import filled

SCALES = ("raw", "log", "root", "freeman-tukey")


@np.errstate(divide="ignore", invalid="ignore")
def incidence_rate(
    xi: Reported, ti: Reported, *, scale: str = "raw", add: float = 0.5, to: str = "only0"
) -> Effects:
    """Compute incidence rates (IR, IRLN, IRS, IRFT).

    Parameters
    ----------
    xi, ti : array_like, shape (k,)
        Events and person-time.
    scale : {"raw", "log", "root", "freeman-tukey"}
        The scale to pool on.
    add, to
        What is added to the events of which studies; see ``zero_cells``. The square root needs
        nothing added.

    Returns
    -------
    Effects
        Rates on the scale asked for.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown scale.

    Notes
    -----
    raw: ``x / t``, variance ``x / t^2``; log: variance ``1 / x``; root: variance ``1 / (4 t)``;
    Freeman-Tukey: ``(sqrt(x / t) + sqrt((x + 1) / t)) / 2``, variance ``1 / (4 t)``.

    References
    ----------
    Freeman MF, Tukey JW. Transformations related to the angular and the square root. Annals of
    Mathematical Statistics 1950;21:607-611. https://doi.org/10.1214/aoms/1177729756

    Examples
    --------
    >>> incidence_rate(4, 100, scale="root").yi.tolist()
    [0.2]
    """
    require_choice("scale", scale, SCALES)
    x, t = columns(xi, ti)
    require_at_least(0, xi=x)
    require_above(0, ti=t)
    (x,) = filled([x], add=add, to=to)
    if scale == "log":
        return estimable(np.log(x / t), 1 / x)
    if scale == "root":
        return estimable(np.sqrt(x / t), 1 / (4 * t))
    if scale == "freeman-tukey":
        return estimable(freeman_tukey_rate(x / t, t), 1 / (4 * t))
    return estimable(x / t, x / t**2)


def freeman_tukey_rate(rate: Reported, ti: Reported) -> Floats:
    """Return the Freeman-Tukey transform of incidence rates.

    Parameters
    ----------
    rate, ti : array_like, shape (k,)
        Rates and person-time.

    Returns
    -------
    array of float, shape (k,)
        ``(sqrt(rate) + sqrt(rate + 1 / t)) / 2``.

    References
    ----------
    Freeman MF, Tukey JW. Transformations related to the angular and the square root. Annals of
    Mathematical Statistics 1950;21:607-611. https://doi.org/10.1214/aoms/1177729756

    Examples
    --------
    >>> freeman_tukey_rate(0.0, 25.0).tolist()
    [0.1]
    """
    rate, t = columns(rate, ti)
    return np.asarray((np.sqrt(rate) + np.sqrt(rate + 1 / t)) / 2)
