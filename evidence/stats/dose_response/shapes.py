"""How the log relative risk may change with dose.

Vocabulary
----------
basis : columns whose weighted sum is the log relative risk, up to that of the reference dose
knots : doses at which pieces of a restricted cubic spline meet
"""

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_choice

SHAPES = ("linear", "quadratic", "spline")


def basis(dose: Reported, shape: str, *, knots: Reported | None = None) -> Floats:
    """Return the columns of a dose-response curve.

    Parameters
    ----------
    dose : array_like, shape (d,)
    shape : {"linear", "quadratic", "spline"}
    knots : array_like, shape (t,), optional
        Of a restricted cubic spline, three or more, increasing.

    Returns
    -------
    array of float, shape (d, q)
        One column for a line, two for a parabola, t - 1 for a spline.

    Raises
    ------
    ValueError
        For an unknown shape, or knots that are missing, not increasing, or given in vain.

    Notes
    -----
    A restricted cubic spline is a line beyond its outer knots. Its cubic terms are divided by the
    square of the range of knots.

    References
    ----------
    Orsini N, Li R, Wolk A, Khudyakov P, Spiegelman D (2012). doi:10.1093/aje/kwr265

    Examples
    --------
    >>> basis([0, 2], "quadratic").tolist()
    [[0.0, 0.0], [2.0, 4.0]]
    """
    require_choice("shape", shape, SHAPES)
    at = np.asarray(dose, dtype=np.float64)
    if (knots is not None) != (shape == "spline"):
        needs = "needs" if shape == "spline" else "has no"
        raise ValueError(f"shape {shape!r} {needs} knots")
    if shape == "linear":
        return at[:, None]
    if shape == "quadratic":
        return np.column_stack([at, at**2])
    return restricted_cubic(at, np.asarray(knots, dtype=np.float64))


def restricted_cubic(dose: Floats, knots: Floats) -> Floats:
    """Return the columns of a restricted cubic spline, the dose itself first."""
    if knots.ndim != 1 or len(knots) < 3 or not (np.diff(knots) > 0).all():
        raise ValueError(f"knots {knots.tolist()}: three or more, increasing, are needed")
    before, last = knots[-2], knots[-1]
    cubes = np.maximum(dose[:, None] - knots[None, :], 0.0) ** 3
    inner = knots[:-2]
    curved = (
        cubes[:, :-2]
        - cubes[:, [-2]] * (last - inner) / (last - before)
        + cubes[:, [-1]] * (before - inner) / (last - before)
    )
    return np.column_stack([dose, curved / (last - knots[0]) ** 2])
