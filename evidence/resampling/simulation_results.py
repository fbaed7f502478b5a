"""How methods did in a stated world, with what chance may have added.

Vocabulary
----------
Monte Carlo error : what a share or a mean may be off because the number of worlds is finite
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.resampling.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """How one method did; each share and mean has its Monte Carlo standard error beside it.

    Parameters
    ----------
    tau2_method, ci_method, prediction_rule : str
        The method.
    coverage, coverage_se : float
        Share of intervals that hold the mean effect.
    excluding : float
        Share of intervals that exclude no effect: power, or the error where there is none.
    bias, bias_se, rmse : float
        Mean of the estimate minus the mean effect, and its root mean squared error.
    width : float
        Mean width of the intervals.
    tau2_bias, tau2_bias_se : float
        Mean of tau2 as estimated minus the true one.
    prediction_coverage, prediction_coverage_se : float or None
        Share of prediction intervals that hold the true effect of a new study.
    worlds, failed : int
        How many worlds were pooled, and how many could not be.
    """

    tau2_method: str
    ci_method: str
    prediction_rule: str
    coverage: float
    coverage_se: float
    excluding: float
    bias: float
    bias_se: float
    rmse: float
    width: float
    tau2_bias: float
    tau2_bias_se: float
    prediction_coverage: float | None
    prediction_coverage_se: float | None
    worlds: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation(Shown):
    """How each method did in a scenario, drawn from a seed."""

    scenario: Scenario
    level: float
    times: int
    seed: int
    methods: tuple[Performance, ...]

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row a method, with the scenario in every row."""
        import pandas as pd

        world = self.scenario
        sizes = " ".join(f"{one}/{other}" for one, other in world.n)
        told = {
            "measure": world.measure,
            "k": world.k,
            "n": sizes,
            "effect": world.effect,
            "tau2": world.tau2,
            "distribution": world.distribution,
        }
        names = [name for name in Performance.__dataclass_fields__]
        rows = [{**told, **{name: getattr(one, name) for name in names}} for one in self.methods]
        return pd.DataFrame(rows).assign(level=self.level, times=self.times, seed=self.seed)

    def as_read(self) -> dict[str, float]:
        """Return how often each method's interval held the true effect."""
        return {f"{one.tau2_method}, {one.ci_method}": one.coverage for one in self.methods}

    def __str__(self) -> str:
        told = (
            f"{one.tau2_method}, {one.ci_method}: coverage {one.coverage:.3f} "
            f"({one.coverage_se:.3f}), bias {one.bias:.4f} ({one.bias_se:.4f})"
            for one in self.methods
        )
        return "; ".join(told) + f" ({self.times} worlds, seed {self.seed})"
