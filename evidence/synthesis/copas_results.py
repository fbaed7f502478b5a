"""The results of Copas's selection model: one row for each strength of selection."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class CopasRow:
    """The pooled effect had selection been of one strength, on the analysis scale.

    Parameters
    ----------
    least_precise, most_precise : float
        Probabilities of being published, of the studies with the largest and the smallest
        standard error.
    gamma0, gamma1 : float
        The same strength as the model has it.
    estimate, se, ci_low, ci_high, p_value : float
        The mean effect of all studies, published or not.
    rho : float
        Correlation of a study's error with its propensity to be published.
    tau2 : float
        Variance of true effects between studies.
    unpublished : float
        Studies the model says were never published.
    p_residual : float
        Test of whether the standard error still goes with the effect: of selection not accounted
        for.
    """

    least_precise: float
    most_precise: float
    gamma0: float
    gamma1: float
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    p_value: float
    rho: float
    tau2: float
    log_likelihood: float
    unpublished: float
    p_residual: float
    converged: bool
    local_maxima: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copas(Shown):
    """A synthesis under stronger and stronger selection of what is published.

    Parameters
    ----------
    rows : tuple of CopasRow
        The weakest selection first.
    adjusted : CopasRow or NotEstimable
        The weakest selection that leaves no significant residual (``p_residual`` above
        ``significance``), not estimable where none asked for does.
    """

    measure: Measure
    k: int
    level: float
    tau2_method: str
    ci_method: str
    significance: float
    rows: tuple[CopasRow, ...]
    adjusted: CopasRow | NotEstimable
    advice: tuple[str, ...] = ()

    @property
    def converged(self) -> bool:
        """Whether the search of every row settled."""
        return all(one.converged for one in self.rows)

    @property
    def local_maxima(self) -> int:
        """The most maxima that the likelihood of any row has."""
        return max(one.local_maxima for one in self.rows)

    def as_read(self) -> tuple[tuple[float, ...], ...]:
        """Return estimate and limits of every row on the scale people read."""
        return tuple(
            readers_scale(self.measure, one.estimate, one.ci_low, one.ci_high) for one in self.rows
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return a tidy row for each strength of selection, on the analysis scale."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.rows]).assign(
            measure=self.measure.value, k=self.k, level=self.level
        )

    def __str__(self) -> str:
        named = f"(Copas, {self.tau2_method}, k = {self.k}, {len(self.rows)} strengths)"
        one = self.adjusted
        if isinstance(one, NotEstimable):
            return f"{self.measure}: {one.reason} {named}"
        estimate, low, high = readers_scale(self.measure, one.estimate, one.ci_low, one.ci_high)
        read = f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}]"
        return f"{read} at publication {one.least_precise:g} of the least precise {named}"
