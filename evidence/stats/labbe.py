"""L'Abbe's plot: the outcome in the treated against the outcome in the controls.

Vocabulary
----------
ai, n1i : events and people treated
ci, n2i : events and people in the control group
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    refuse,
    require_above,
    require_at_least,
    require_choice,
    require_reported,
)

SCALES: dict[str, Callable[[Floats], Floats]] = {
    "RR": np.log,
    "OR": lambda risk: np.log(risk / (1 - risk)),
    "RD": lambda risk: risk,
}
"""The scale on which a measure is a difference between the groups."""


class LabbePoints(NamedTuple):
    """Per study: the control group's outcome (across) and the treated group's (up)."""

    control: Floats
    treated: Floats


def labbe_points(
    ai: Reported,
    n1i: Reported,
    ci: Reported,
    n2i: Reported,
    *,
    measure: str,
    add: float = 0.5,
) -> LabbePoints:
    """Return the coordinates of L'Abbe's plot.

    Parameters
    ----------
    ai, n1i, ci, n2i : array_like, shape (k,)
        Events and people in the treated and in the control group.
    measure : {"RR", "OR", "RD"}
        Decides the scale: log risk, log odds or risk.
    add : float
        Added to all four cells of a table where one is empty.

    Returns
    -------
    LabbePoints

    Raises
    ------
    ValueError
        For an unknown measure, a missing number, or more events than people.

    References
    ----------
    L'Abbe KA, Detsky AS, O'Rourke K (1987). doi:10.7326/0003-4819-107-2-224

    Examples
    --------
    >>> labbe_points([5], [20], [10], [20], measure="RD").treated.tolist()
    [0.25]
    """
    require_choice("measure", measure, SCALES)
    treated, n1, control, n2 = columns(ai, n1i, ci, n2i)
    require_reported(ai=treated, n1i=n1, ci=control, n2i=n2)
    require_at_least(0, ai=treated, ci=control)
    require_above(0, n1i=n1, n2i=n2)
    refuse("ai", treated > n1, "above n1i")
    refuse("ci", control > n2, "above n2i")
    empty = (treated == 0) | (control == 0) | (treated == n1) | (control == n2)
    extra = np.where(empty & (measure != "RD"), add, 0.0)
    scale = SCALES[measure]
    return LabbePoints(
        scale((control + extra) / (n2 + 2 * extra)), scale((treated + extra) / (n1 + 2 * extra))
    )
