"""Summary receiver operating characteristic curves of the bivariate model.

Vocabulary
----------
fpr : false positive rate; a curve gives the sensitivity at each
"""

from collections.abc import Callable

import numpy as np
from scipy.integrate import quad

from evidence.stats.accuracy.bivariate import BivariateFit, shares
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_choice

CURVES = ("rutter-gatsonis", "regression")


def sensitivity_at(fit: BivariateFit, fpr: Reported, *, curve: str = "rutter-gatsonis") -> Floats:
    """Return the sensitivity a summary curve gives at false positive rates.

    Parameters
    ----------
    fit : BivariateFit
        Without moderators.
    fpr : array_like, shape (d,)
        Above 0 and below 1.
    curve : {"rutter-gatsonis", "regression"}
        The curve of the hierarchical model with the same fit, or the regression of one logit on
        the other.

    Returns
    -------
    array of float, shape (d,)

    Raises
    ------
    ValueError
        For an unknown curve, a rate outside 0 to 1, a model with moderators, or one without
        variance between studies, from which no curve can be had.

    References
    ----------
    Rutter CM, Gatsonis CA (2001). doi:10.1002/sim.942
    Harbord RM, Deeks JJ, Egger M, Whiting P, Sterne JAC (2007). doi:10.1093/biostatistics/kxl004

    Examples
    --------
    >>> from evidence.stats.accuracy.bivariate import fit_bivariate
    >>> from evidence.stats.accuracy.tables import accuracy_tables
    >>> counts = accuracy_tables([18, 40, 27, 9], [2, 19, 5, 3], [3, 9, 2, 5], [30, 60, 41, 22])
    >>> fit = fit_bivariate(counts, method="ML")
    >>> bool(0 < sensitivity_at(fit, 0.1)[0] < 1)
    True
    """
    require_choice("curve", curve, CURVES)
    rates = np.atleast_1d(np.asarray(fpr, dtype=np.float64))
    if not ((rates > 0) & (rates < 1)).all():
        raise ValueError(f"fpr {rates.tolist()} not between 0 and 1")
    if len(fit.pooled.coefficients) != 2:
        raise ValueError("a model with moderators has no one curve")
    (one, other), psi = fit.pooled.coefficients, fit.pooled.psi
    if not (np.diag(psi) > 0).all():
        raise ValueError("no variance between studies: no curve")
    spread = float(np.sqrt(psi[0, 0] / psi[1, 1]))
    slope = spread if curve == "rutter-gatsonis" else float(psi[0, 1] / psi[1, 1])
    return shares(one + slope * (np.log(rates / (1 - rates)) - other))


def area_under(curve: Callable[[float], float], low: float = 0.0, high: float = 1.0) -> float:
    """Return the mean sensitivity of a curve between two false positive rates.

    Parameters
    ----------
    curve : callable
        Sensitivity at a false positive rate.
    low, high : float
        0 and 1 give the area under the whole curve.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        When the limits are not in order within 0 to 1.

    Examples
    --------
    >>> round(area_under(lambda fpr: fpr), 12)
    0.5
    """
    if not 0 <= low < high <= 1:
        raise ValueError(f"limits {low!r} and {high!r} are not in order within 0 to 1")
    found, _ = quad(curve, low, high, epsabs=1e-12, epsrel=1e-12, limit=200)
    return float(found / (high - low))
