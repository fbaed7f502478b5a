"""Values from R, and the planned syntheses they were computed on."""

from functools import cache

from evidence.vocabulary import Measure
from tests.stats.r_values import read_golden
from tests.synthesis.planned import BETTER, against, planned


@cache
def golden():
    return read_golden("synthesis.json")


def planned_data(name, measure, **about):
    """The made-up trials of the R script as a planned synthesis; arms of a trial share control."""
    rows = golden()["data"][name]
    members = [
        against(
            row["study"],
            (row["n1"], row["m1"], row["s1"]),
            (row["n2"], row["m2"], row["s2"]),
            group=row["group"] or "all",
            treated=f"{row['study']}.{row['group']}",
        )
        for row in rows
    ]
    return planned(*members, measure=Measure(measure), higher_is=BETTER, **about)
