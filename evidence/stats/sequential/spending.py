"""How much of the error rate may be spent by each share of the information.

Vocabulary
----------
t : share of the required information that has arrived
alpha : one-sided error rate to spend in all
"""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_choice


def _obrien_fleming(t: Floats, alpha: float) -> Floats:
    return np.asarray(2 * ndtr(ndtri(alpha / 2) / np.sqrt(t)))


def _pocock(t: Floats, alpha: float) -> Floats:
    return np.asarray(alpha * np.log1p((np.e - 1) * t))


FUNCTIONS: dict[str, Callable[[Floats, float], Floats]] = {
    "obrien-fleming": _obrien_fleming,
    "pocock": _pocock,
}


def spent(t: Reported, alpha: float, *, spending: str = "obrien-fleming") -> Floats:
    """Return the error spent by each share of the information.

    Parameters
    ----------
    t : array_like, shape (looks,)
        Shares of the information, above 0; beyond 1 everything is spent.
    alpha : float
        One-sided error rate.
    spending : {"obrien-fleming", "pocock"}
        Next to nothing early, or about evenly.

    Returns
    -------
    array of float, shape (looks,)

    Raises
    ------
    ValueError
        For an unknown way of spending, an alpha not between 0 and 1, or shares not above zero.

    Notes
    -----
    O'Brien-Fleming type: 2 (1 - Phi(z(1 - alpha/2)/sqrt(t))); Pocock type:
    alpha log(1 + (e - 1) t).

    References
    ----------
    Lan KKG, DeMets DL (1983). doi:10.1093/biomet/70.3.659

    Examples
    --------
    >>> spent([0.5, 1.0], 0.025).round(5).tolist()
    [0.00153, 0.025]
    """
    require_choice("spending", spending, tuple(FUNCTIONS))
    if not 0 < alpha < 1:
        raise ValueError(f"alpha: {alpha!r} is not between 0 and 1")
    shares = np.minimum(1.0, np.asarray(t, dtype=np.float64))
    if not (shares > 0).all():
        raise ValueError("t: shares of information not above 0")
    return FUNCTIONS[spending](shares, alpha)
