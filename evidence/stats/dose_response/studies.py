"""What a study reports of several doses, each compared with the same reference.

Vocabulary
----------
y, v : log relative risks against the reference dose and their variances; 0 at the reference
cases, n : people with the outcome, and all people or person-time, at each dose
design : "cc" case-control (odds ratios), "ir" incidence rates, "ci" cumulative incidence (risks)
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.refusal import columns, refuse, require_choice, require_reported

DESIGNS = ("cc", "ir", "ci")


class Study(NamedTuple):
    """One study's doses, checked; ``reference`` is where the others are compared with."""

    dose: Floats
    y: Floats
    v: Floats
    cases: Floats
    n: Floats
    design: str
    reference: int

    @property
    def others(self) -> Bools:
        """All doses but the reference."""
        return np.asarray(np.arange(len(self.dose)) != self.reference)


def study_of(
    dose: Reported, y: Reported, v: Reported, cases: Reported, n: Reported, *, design: str
) -> Study:
    """Return the doses of a study, or refuse them with their places.

    Parameters
    ----------
    dose : array_like, shape (d,)
        Doses, the reference among them.
    y, v : array_like, shape (d,)
        Log relative risks and their variances; the one with variance 0 is the reference.
    cases, n : array_like, shape (d,)
        Cases, and all people (``cc``, ``ci``) or person-time (``ir``).
    design : {"cc", "ir", "ci"}

    Returns
    -------
    Study

    Raises
    ------
    ValueError
        Naming positions that are missing or impossible; without exactly one reference, or with
        no dose beside it.

    Examples
    --------
    >>> study_of([0, 5], [0, 0.2], [0, 0.01], [9, 12], [90, 95], design="ci").reference
    0
    """
    require_choice("design", design, DESIGNS)
    at, effects, variances, sick, people = columns(dose, y, v, cases, n)
    require_reported(dose=at, y=effects, v=variances, cases=sick, n=people)
    refuse("v", variances < 0, "below 0")
    places = np.flatnonzero(variances == 0)
    if len(places) != 1 or len(at) < 2:
        raise ValueError(f"one reference (v of 0) and other doses needed: v {variances.tolist()}")
    (reference,) = places.tolist()
    if effects[reference] != 0:
        raise ValueError(f"y of the reference at position {reference} is not 0")
    refuse("cases", sick <= 0, "not above 0")
    if design == "ir":
        refuse("n", people <= 0, "not above 0")
    else:
        refuse("n", people <= sick, "not above cases")
    return Study(at, effects, variances, sick, people, design, reference)
