"""How people usually spread on a scale, from the trials beside one and from the scale itself.

Standard deviations of one scale are much alike from trial to trial, so a number of another kind
stands out. A trial is held against the others only: if its arms share an error, they would
confirm each other.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from statistics import fmean

from evidence.audit.project import Project
from evidence.records.reported import ArmResult
from evidence.stats.reported import standard_deviation_from_ci
from evidence.synthesis.arm_data import CI_LEVEL

FEWEST_OTHERS = 3


class SpreadByScale:
    """The usual standard deviation of each scale, seen from one result.

    Scores at a timepoint and changes from baseline are kept apart: they do not spread alike.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        key = "spread by scale"
        if key not in project.memory:
            project.memory[key] = self._read()
        self._means: dict[tuple[str, str], dict[str, float]] = project.memory[key][0]
        self._sorted: dict[tuple[str, str], list[float]] = project.memory[key][1]

    def _read(
        self,
    ) -> tuple[dict[tuple[str, str], dict[str, float]], dict[tuple[str, str], list[float]]]:
        """Return the mean log SD of each trial, and all of them sorted, by scale."""
        by_scale: dict[tuple[str, str], dict[str, list[float]]] = {}
        for result in self._project.tables.results.values():
            sd = standard_deviation(result)
            if sd is not None:
                trials = by_scale.setdefault(self._scale(result), {})
                trials.setdefault(result.arm.study_id, []).append(math.log(sd))
        means = {
            scale: {trial: fmean(own) for trial, own in trials.items()}
            for scale, trials in by_scale.items()
        }
        return means, {scale: sorted(trials.values()) for scale, trials in means.items()}

    def beside(self, result: ArmResult) -> float | None:
        """Return the median SD of the other trials on the scale, or the scale's usual SD.

        None where there are fewer than three others and the scale has none.
        """
        scale = self._scale(result)
        values = self._sorted.get(scale, [])
        own = self._means.get(scale, {}).get(result.arm.study_id)
        others = len(values) - (own is not None)
        if others >= FEWEST_OTHERS:
            return math.exp(_median_without(values, own))
        instrument = self._project.tables.instruments.get(result.instrument_id)
        return instrument.typical_sd if instrument and scale[1] == "final" else None

    def _scale(self, result: ArmResult) -> tuple[str, str]:
        return result.instrument_id, self._project.text("results", result.id, "score") or "final"


def spreads(project: Project, kind: str) -> Iterator[ArmResult]:
    """Yield the results whose dispersion is of a kind (``SD`` or ``SE``) and given."""
    for result in project.tables.results.values():
        if result.dispersion_type == kind and result.dispersion is not None:
            yield result


def standard_deviation(result: ArmResult) -> float | None:
    """Return the SD of a result, from its SE or interval where that is what is given."""
    low, high, n = result.dispersion_low, result.dispersion_high, result.n
    if result.dispersion_type == "SD":
        return result.dispersion
    if n is None or n < 2:
        return None
    if result.dispersion_type == "SE" and result.dispersion is not None:
        return result.dispersion * math.sqrt(n)
    if result.dispersion_type == "CI" and low is not None and high is not None and low < high:
        return float(standard_deviation_from_ci(low, high, n, level=CI_LEVEL).item())
    return None


def _median_without(values: Sequence[float], own: float | None) -> float:
    """Return the median of sorted values, one of them left out."""
    gone = len(values) if own is None else bisect_left(values, own)
    count = len(values) - (own is not None)
    middle = ((count - 1) // 2, count // 2)
    return fmean(values[place + (place >= gone)] for place in middle)
