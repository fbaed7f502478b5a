"""Means of scores that come in whole steps, with their digits as printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.audit.answers import NotCheckable
from evidence.audit.printed import decimals_written
from evidence.audit.project import Project
from evidence.records.reported import ArmResult


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeScores:
    """A result on a scale with steps; mean and SD (empty where none) are as printed."""

    result: ArmResult
    n: int
    mean: str
    sd: str
    step: float

    @property
    def mean_is_always_possible(self) -> bool:
        """Whether so many people give every mean with these digits."""
        return self.n / self.step >= 10.0 ** decimals_written(self.mean)


def whole_scores(project: Project) -> Iterator[WholeScores | NotCheckable]:
    """Yield the means that whole scores must explain, or why one cannot be checked."""
    steps: dict[str, float | None] = {}
    for result in project.tables.results.values():
        if result.mean is None or not result.instrument_id:
            continue
        if result.instrument_id not in steps:
            steps[result.instrument_id] = project.cell("instruments", result.instrument_id, "step")
        step = steps[result.instrument_id]
        if step is None:
            yield NotCheckable(missing="instruments.step", about=result.instrument_id)
        elif result.n is None:
            yield NotCheckable(missing="results.n", about=result.id)
        else:
            written = project.written(result.provenance, "mean").replace(",", ".")
            spread = project.written(result.provenance, "dispersion").replace(",", ".")
            sd = spread if result.dispersion_type == "SD" else ""
            yield WholeScores(result=result, n=result.n, mean=written, sd=sd, step=step)
