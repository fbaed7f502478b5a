"""Whether the counts of a flow can be right: no step holds more of a unit than the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.records.search import FlowCount

IN_ORDER = ("identified", "screened", "sought", "assessed", "quality accepted", "included")
"""The steps a record passes; what is excluded or added stands beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowGap:
    """Two counts that cannot both be right: a later step has more of a unit than an earlier."""

    earlier: FlowCount
    later: FlowCount


def flow_gaps(flow: Sequence[FlowCount]) -> tuple[FlowGap, ...]:
    """Find steps that hold more than the step they come from.

    Parameters
    ----------
    flow : sequence of FlowCount
        The counts of one question; counts of different units are never compared, and what a
        panel has added may be counted with what is included.

    Returns
    -------
    tuple of FlowGap
        In the order of the steps.

    Examples
    --------
    >>> flow_gaps([])
    ()
    """
    added: dict[str, int] = {}
    for one in flow:
        if one.step == "added by panel":
            added[one.unit] = added.get(one.unit, 0) + (one.count or 0)
    found = []
    for unit in dict.fromkeys(one.unit for one in flow):
        steps = [
            one
            for step in IN_ORDER
            for one in flow
            if one.step == step and one.unit == unit and one.count is not None
        ]
        for earlier, later in pairwise(steps):
            room = added.get(unit, 0) if later.step == "included" else 0
            if (later.count or 0) > (earlier.count or 0) + room:
                found.append(FlowGap(earlier=earlier, later=later))
    return tuple(found)
