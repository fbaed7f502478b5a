"""All comparisons between the arms of each study, from what the arms reported.

Vocabulary
----------
treatment, study : numbers of the treatment and the study of each arm
J : small-sample factor of standardised effects
"""

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from evidence.stats.escalc import escalc
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.network.comparisons import Codes
from evidence.stats.refusal import columns as equally_long
from evidence.stats.refusal import refuse, require_above, require_choice
from evidence.stats.small_sample import small_sample_factor

COUNTED, MEASURED, TIMED = ("events", "n"), ("mean", "sd", "n"), ("events", "time")
REPORTED = {
    **dict.fromkeys(("OR", "RR", "RD", "AS"), COUNTED),
    **dict.fromkeys(("MD", "SMD", "ROM"), MEASURED),
    **dict.fromkeys(("IRR", "IRD", "IRSD"), TIMED),
}
"""What arms report for each measure."""

NAMES = {
    COUNTED: {"ai": 0, "n1i": 1, "ci": -1, "n2i": -2},
    MEASURED: {"m1i": 0, "sd1i": 1, "n1i": 2, "m2i": -1, "sd2i": -2, "n2i": -3},
    TIMED: {"x1i": 0, "t1i": 1, "x2i": -1, "t2i": -2},
}
"""Metafor's names of the first arm's columns by place, and of the second's by -1 less place."""


class ArmContrasts(NamedTuple):
    """One row a pair of arms of one study: effect of the first against the second."""

    te: Floats
    se: Floats
    first: Codes
    second: Codes
    study: Codes


def compare_arms(
    measure: str,
    treatment: Reported,
    study: Reported,
    *,
    correct: bool = True,
    add: float = 0.5,
    **columns: Reported,
) -> ArmContrasts:
    """Compare every two arms of each study.

    Parameters
    ----------
    measure : str
        One of ``REPORTED``.
    treatment, study : array_like of int, shape (a,)
        Numbers of each arm's treatment and study.
    correct : bool
        Whether SMD is made unbiased by the factor J.
    add : float
        Added to events, and to those without, in all arms of a study that would otherwise have a
        ratio of zero or a variance of zero; differences of risks and rates are taken without it.
    **columns : array_like, shape (a,)
        What the arms reported, by the names in ``REPORTED``.

    Returns
    -------
    ArmContrasts
        Comparisons of a study follow each other; the treatment with the lower number is first.

    Raises
    ------
    ValueError
        For an unknown measure, other columns than it has, impossible numbers, a treatment twice
        in a study, or a study with one arm.

    Notes
    -----
    Effects of one study must add up round a loop: a constant is added to all arms of a study or
    to none, and SMD divides by one standard deviation, pooled over all the study's arms, with
    variance 1/n1 + 1/n2 + g**2/(2 N) for N people in all arms.

    References
    ----------
    Hedges LV (1981). doi:10.3102/10769986006002107

    Examples
    --------
    >>> found = compare_arms("RD", [0, 1, 2], [0, 0, 0], events=[1, 2, 4], n=[10, 10, 10])
    >>> found.te.round(12).tolist()
    [-0.1, -0.3, -0.2]
    """
    require_choice("measure", measure, REPORTED)
    names = REPORTED[measure]
    if set(columns) != set(names):
        raise ValueError(f"columns of {measure}: {', '.join(names)}")
    given = equally_long(*(columns[name] for name in names))
    for name, column in zip(names, given, strict=True):
        refuse(name, ~np.isfinite(column), "not a finite number")
    of, at = np.asarray(study, dtype=np.intp), np.asarray(treatment, dtype=np.intp)
    if {len(of), len(at)} != {len(given[0])}:
        raise ValueError("treatment and study are not as long as the other columns")
    one, other = _pairs(at, of)
    if measure == "SMD":
        te, vi = _standardised(given, of, one, other, correct=correct)
    else:
        filled = _filled(measure, given, of, add)
        wanted: dict[str, Any] = {
            name: filled[place][one] if place >= 0 else filled[-1 - place][other]
            for name, place in NAMES[names].items()
        }
        if names != MEASURED:
            wanted["to"] = "none"
        te, vi = escalc(measure, **wanted)
        if measure in ("RD", "IRD"):  # a difference needs no constant, only its variance does
            rates = given[0] / given[1]
            te = rates[one] - rates[other]
    refuse("effect", ~np.isfinite(te) | ~(vi > 0), "without a variance above 0")
    return ArmContrasts(te, np.sqrt(vi), at[one], at[other], of[one])


def _pairs(treatment: Codes, study: Codes) -> tuple[Codes, Codes]:
    one, other = [], []
    for number in range(int(study.max()) + 1):
        mine = np.flatnonzero(study == number)
        if len(mine) < 2:
            raise ValueError(f"one arm alone in the study at position {mine.tolist()}")
        arms = treatment[mine]
        if len(set(arms.tolist())) < len(arms):
            raise ValueError(f"the same treatment twice in the study at {mine.tolist()}")
        for first, second in combinations(mine[np.argsort(arms)], 2):
            one.append(first)
            other.append(second)
    return np.array(one, dtype=np.intp), np.array(other, dtype=np.intp)


def _filled(measure: str, given: list[Floats], study: Codes, add: float) -> list[Floats]:
    """Add a constant to all arms of studies where an empty cell leaves a ratio undefined."""
    empty: Bools = np.zeros(len(study), dtype=np.bool_)
    if measure in ("OR", "RR", "RD"):
        empty = (given[0] == 0) | (given[0] == given[1])
    elif measure in ("IRR", "IRD"):
        empty = given[0] == 0
    touched = np.isin(study, study[empty])
    if not touched.any():
        return given
    events = np.where(touched, given[0] + add, given[0])
    twice = 2 * add if measure in ("OR", "RR", "RD") else 0.0
    return [events, np.where(touched, given[1] + twice, given[1])]


def _standardised(
    given: list[Floats], study: Codes, one: Codes, other: Codes, *, correct: bool
) -> tuple[Floats, Floats]:
    mean, sd, n = given
    require_above(0, sd=sd)
    require_above(1, n=n)
    people = np.bincount(study, n)
    df = people - np.bincount(study)
    pooled = np.sqrt(np.bincount(study, (n - 1) * sd**2) / df)
    factor = small_sample_factor(df, correct)
    te = (factor / pooled)[study[one]] * (mean[one] - mean[other])
    return te, 1 / n[one] + 1 / n[other] + te**2 / (2 * people[study[one]])
