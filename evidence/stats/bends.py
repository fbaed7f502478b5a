"""What two points of a likelihood prove of all tau squared between them.

The score is rise - fall, and both curves are sums of powers of 1/(l + tau2) over the eigenvalues
l of the variances among contrasts: y'PPy of squares, tr(P) of first powers. By the inequality of
Cauchy and Schwarz rise**(-1/2) and 1/fall are therefore concave in tau2: never below a chord,
never above a tangent. That makes statements about a whole stretch out of the curves at its ends,
and a search that rests on them misses no peak.

Vocabulary
----------
left, right : rise**(-1/2) and 1/fall; the score is above zero where left**2 < right
at : the tau2 they are taken at
"""

from typing import Any, NamedTuple

import numpy as np

from evidence.stats.likelihood import Likelihood
from evidence.stats.likelihood_slopes import Slopes, matrix_slopes, mean_slopes

TOUCH = 1 + 1e-12
"""Curves closer than this at a point are taken to touch there: two roots so near are one."""


NO_RISE = 1e-200
"""Stands for a rise of nothing, so that what is divided by it stays a number."""


class Bend(NamedTuple):
    """The two concave curves and their slopes at a tau2; arrays for many analyses at once."""

    at: Any
    left: Any
    left_slope: Any
    right: Any
    right_slope: Any


def bend(slopes: Slopes, at: Any) -> Bend:
    """Return the concave curves that go with a likelihood's slopes."""
    rise = np.maximum(slopes.rise, NO_RISE)
    left, right = 1 / np.sqrt(rise), 1 / slopes.fall
    left_slope = -0.5 * slopes.rise_slope * left / rise
    return Bend(at, left, left_slope, right, -slopes.fall_slope * right * right)


def mean_bend(data: Likelihood, tau2: Any) -> Bend:
    """Return the concave curves where the mean is the only coefficient."""
    return bend(mean_slopes(data, tau2), tau2)


def matrix_bend(data: Likelihood, tau2: float) -> Bend:
    """Return the concave curves for any number of regressors."""
    return bend(matrix_slopes(data, tau2), tau2)


def limits(squares: Any, df: Any, least: Any, most: Any) -> tuple[Any, Any]:
    """Return a tau2 above which the likelihood only falls, and the slope of ``left``'s asymptote.

    Parameters
    ----------
    squares : float
        Residual sum of squares S at equal weights.
    df : float
        k - p (REML) or k (ML), called d below.
    least, most : float
        The smallest and the largest sampling variance.

    Returns
    -------
    tuple of float

    Notes
    -----
    With x = least + tau2 the score is below S/x**2 - d/(x + most - least), which is negative past
    the larger root of d x**2 = S (x + most - least). The asymptote's slope is 1/sqrt(S).
    """
    spread = squares / df
    top = 0.5 * (spread + np.sqrt(spread * (spread + 4 * (most - least)))) - least
    return np.maximum(top, 0.0), 1 / np.sqrt(np.maximum(squares, NO_RISE))


def above(here: Bend) -> Any:
    """Return left**2 - right: below zero where the likelihood rises."""
    return here.left * here.left - here.right


def newton_step(here: Bend) -> tuple[Any, Any]:
    """Return 1 - left**2/right and its slope: a straight line where all variances are equal."""
    share = here.left / here.right
    return 1 - share * here.left, share * (share * here.right_slope - 2 * here.left_slope)


def only_falls(here: Bend, climb: Any, width: Any) -> Any:
    """Tell whether the likelihood falls over a stretch that begins where it falls or has a peak.

    Parameters
    ----------
    here : Bend
        Where the stretch begins.
    climb : float
        A slope ``left`` has at least on average up to every point of the stretch: of the chord to
        its end, or of its asymptote, 1/sqrt(sum of squares at equal weights).
    width : float
        How long the stretch is, which may be without end.

    Returns
    -------
    bool

    Notes
    -----
    At x from here left**2 - right is at least (left + climb x)**2 - (right + right_slope x), a
    parabola that must stay above zero.
    """
    turn = 2 * here.left * climb - here.right_slope
    lowest = np.minimum(np.maximum(-turn / (2 * climb * climb), 0.0), width)
    return (turn > 0) | (above(here) + lowest * (turn + climb * climb * lowest) > 0)


def only_rises(here: Bend, there: Bend) -> Any:
    """Tell whether the likelihood rises from one point to the next, which may be a peak.

    Notes
    -----
    left lies below its tangents at both points and right above its chord; the square of the
    first less the second is convex on either side of where the tangents cross, so it is below
    zero everywhere if it is there.
    """
    width = there.at - here.at
    gap = here.left_slope - there.left_slope
    bent = gap > 1e-9 * here.left_slope
    cross = (there.left - here.left - there.left_slope * width) / np.where(bent, gap, 1.0)
    cross = np.where(bent, np.minimum(np.maximum(cross, 0.0), width), 0.0)
    highest = here.left + here.left_slope * cross
    chord = here.right + (there.right - here.right) * (cross / width)
    return highest * highest <= chord * TOUCH


def turns_up_once(here: Bend, there: Bend) -> Any:
    """Tell whether a likelihood that falls at one point and rises at the next turns just once."""
    return 2 * there.left * here.left_slope < there.right_slope


def expected_peak(here: Bend) -> Any:
    """Return how far ahead the next peak is if both curves went on straight."""
    bowl = 2 * here.left * here.left_slope - here.right_slope
    depth = np.maximum(-above(here), 0.0)
    steep = 4 * here.left_slope * here.left_slope
    root = np.sqrt(bowl * bowl + steep * depth)
    return 2 * (root - bowl) / steep
