"""What a model answers about its coefficients, with the methods the answer rests on."""

from dataclasses import dataclass, fields
from typing import Any, Protocol, TypeVar

from evidence.records.shown import Shown
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.regression_results import Coefficient, ModeratorTest
from evidence.vocabulary import Measure


class Asked(Protocol):
    """What every model that is asked has."""

    @property
    def measure(self) -> Measure:
        """What the effects are."""

    @property
    def k(self) -> int:
        """Number of effects."""

    @property
    def tau2_method(self) -> str:
        """Estimator of tau squared."""

    @property
    def ci_method(self) -> str:
        """Interval and test."""

    @property
    def converged(self) -> bool:
        """Whether the search settled."""

    @property
    def local_maxima(self) -> int:
        """How many maxima the likelihood has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Coefficient, Shown):
    """A sum of coefficients with its test, and the methods of the model it is of."""

    measure: Measure
    k: int
    tau2_method: str
    ci_method: str
    converged: bool
    local_maxima: int

    def as_read(self) -> tuple[float, ...]:
        """Return estimate and limits as people read them: a ratio for measures that are ratios."""
        way = self.measure if self.measure.is_ratio else Measure.GEN
        return readers_scale(way, self.estimate, self.ci_low, self.ci_high)

    def __str__(self) -> str:
        limits = f"[{self.ci_low:.4g}, {self.ci_high:.4g}]"
        return f"{self.name}: {self.estimate:.4g} {limits}, p = {self.p_value:.3g} (k = {self.k})"


@dataclass(frozen=True, slots=True, kw_only=True)
class JointTest(ModeratorTest, Shown):
    """A test of several coefficients at once, and the methods of the model they are of."""

    k: int
    tau2_method: str
    ci_method: str
    converged: bool
    local_maxima: int

    def __str__(self) -> str:
        df = f"{self.df}" if self.residual_df is None else f"{self.df} and {self.residual_df:g}"
        told = f"{self.statistic:.4g}, df = {df}, p = {self.p_value:.3g} (k = {self.k})"
        return f"{', '.join(self.names)}: {told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelComparison(Shown):
    """A likelihood-ratio test of two models, named by their moderators."""

    full: str
    reduced: str
    statistic: float
    df: int
    p_value: float
    k: int
    tau2_method: str
    converged: bool
    local_maxima: int

    def __str__(self) -> str:
        told = f"{self.statistic:.4g}, df = {self.df}, p = {self.p_value:.3g} (k = {self.k})"
        return f"{self.full} against {self.reduced}: {told}"


Answer = TypeVar("Answer", Contrast, JointTest)


def resting_on(kind: type[Answer], model: Asked, found: Coefficient | ModeratorTest) -> Answer:
    """Return what was found as a result of its own, with the methods of the model."""
    given: dict[str, Any] = {
        one.name: getattr(found if hasattr(found, one.name) else model, one.name)
        for one in fields(kind)
    }
    return kind(**given)
