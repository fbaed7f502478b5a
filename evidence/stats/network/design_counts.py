"""Counts of a network's arms by design, without arms that say nothing of an odds ratio.

Vocabulary
----------
events, others : people with and without the event
design : the set of treatments a study was made with
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.network.comparisons import Codes, components
from evidence.stats.network.designs import Design
from evidence.stats.refusal import columns as equally_long
from evidence.stats.refusal import refuse, require_at_least


class DesignCounts(NamedTuple):
    """Counts of the studies of one design, shapes (studies, arms); ``arms`` are treatments."""

    arms: Design
    studies: tuple[int, ...]
    events: Floats
    others: Floats


class Counted(NamedTuple):
    """Designs that tell odds ratios, and what does not.

    ``silent_studies`` had no events, or only events, in all arms; ``silent_arms`` are pairs of a
    design and a treatment without events, or with only events, in all its studies;
    ``single_designs`` were left with one arm. ``rows`` says which arms are used.
    """

    designs: tuple[DesignCounts, ...]
    treatments: int
    silent_studies: tuple[int, ...]
    silent_arms: tuple[tuple[Design, int], ...]
    single_designs: tuple[Design, ...]
    rows: Bools


def count_designs(events: Reported, n: Reported, treatment: Reported, study: Reported) -> Counted:
    """Return counts by design, and list what says nothing of an odds ratio.

    Parameters
    ----------
    events, n : array_like, shape (a,)
        Of each arm.
    treatment, study : array_like of int, shape (a,)
        Numbers of each arm's treatment and study.

    Returns
    -------
    Counted

    Raises
    ------
    ValueError
        For impossible counts, a treatment twice in a study, nothing that tells an odds ratio, or
        a network that falls apart without what tells none.

    References
    ----------
    Efthimiou O et al. (2019). doi:10.1002/sim.8158

    Examples
    --------
    >>> found = count_designs([1, 2, 0, 0], [9, 9, 9, 9], [0, 1, 0, 1], [0, 0, 1, 1])
    >>> found.silent_studies, found.designs[0].events.tolist()
    ((1,), [[1.0, 2.0]])
    """
    happened, people = equally_long(events, n)
    at, of = np.asarray(treatment, dtype=np.intp), np.asarray(study, dtype=np.intp)
    refuse("events", ~np.isfinite(happened), "not a finite number")
    refuse("n", ~np.isfinite(people), "not a finite number")
    require_at_least(0, events=happened)
    refuse("events", happened > people, "more than n")
    sets = [tuple(sorted(at[of == number].tolist())) for number in range(int(of.max()) + 1)]
    for number, arms in enumerate(sets):
        if len(set(arms)) < len(arms) or len(arms) < 2:
            where = np.flatnonzero(of == number).tolist()
            raise ValueError(f"one arm alone or a treatment twice in the study at {where}")
    total = np.bincount(of, happened)
    silent = (total == 0) | (total == np.bincount(of, people))
    kept = ~silent[of]
    designs, arms_left_out, single = [], [], []
    rows = np.zeros(len(of), dtype=np.bool_)
    for arms in sorted(set(sets), key=lambda one: (len(one), one)):
        mine = np.array([sets[number] == arms for number in of]) & kept
        if not mine.any():
            continue
        tell = [arm for arm in arms if _tells(happened, people, mine & (at == arm))]
        arms_left_out += [(arms, arm) for arm in arms if arm not in tell]
        if len(tell) < 2:
            single.append(arms)
            continue
        rows |= mine & np.isin(at, tell)
        designs.append(_table(tuple(tell), (happened, people), (at, of), mine))
    _require_linked(designs)
    return Counted(
        tuple(designs),
        int(at.max()) + 1,
        tuple(np.flatnonzero(silent).tolist()),
        tuple(arms_left_out),
        tuple(single),
        rows,
    )


def _tells(events: Floats, n: Floats, mine: Bools) -> bool:
    return 0 < float(events[mine].sum()) < float(n[mine].sum())


def _table(
    arms: Design, counts: tuple[Floats, Floats], codes: tuple[Codes, Codes], mine: Bools
) -> DesignCounts:
    (events, n), (at, of) = counts, codes
    studies = tuple(np.unique(of[mine]).tolist())
    places = [
        [int(np.flatnonzero(mine & (of == one) & (at == arm))[0]) for arm in arms]
        for one in studies
    ]
    return DesignCounts(arms, studies, events[places], (n - events)[places])


def _require_linked(designs: list[DesignCounts]) -> None:
    if not designs:
        raise ValueError("no study tells an odds ratio")
    used = sorted({arm for design in designs for arm in design.arms})
    first = [used.index(design.arms[0]) for design in designs for _ in design.arms[1:]]
    second = [used.index(arm) for design in designs for arm in design.arms[1:]]
    parts = components(np.array(first), np.array(second), len(used))
    if parts.max() > 0:
        sets = [
            ", ".join(str(used[place]) for place in np.flatnonzero(parts == part))
            for part in np.unique(parts)
        ]
        raise ValueError("separate networks of treatments with events: " + "; ".join(sets))
