"""The result of pooling several outcomes: frozen, on the analysis scale, never rounded."""

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.stats.multivariate.fit import MultivariateFit
from evidence.stats.multivariate.predictions import study_effects
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.regression_results import Coefficient
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSpread:
    """How much true effects on one outcome differ, and Q and I squared (from Q) of it."""

    outcome: str
    tau2: float
    q: float
    q_df: int
    q_p_value: float
    i2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MultivariateResult(Shown):
    """Several outcomes of each study pooled together, with the methods that did it.

    Parameters
    ----------
    measure : Measure
    outcomes, studies : tuple of str
    moderators : str
        As written.
    coefficients : tuple of Coefficient
        Each of the model matrix for every outcome in turn: ``"PD"``, ``"AL"``, ``"PD:year"``.
    spread : tuple of OutcomeSpread
    correlations : tuple of tuple of float
        Of true effects between studies; NaN where a variance is 0.
    q, q_df, q_p_value
        Of all outcomes together.
    log_likelihood : float or None
        Restricted for REML.
    tau2_method, ci_method, structure : str
    converged, local_maxima
    level, k
        Confidence level, and number of studies.
    """

    measure: Measure
    outcomes: tuple[str, ...]
    studies: tuple[str, ...]
    moderators: str
    coefficients: tuple[Coefficient, ...]
    spread: tuple[OutcomeSpread, ...]
    correlations: tuple[tuple[float, ...], ...]
    q: float
    q_df: int
    q_p_value: float
    log_likelihood: float | None
    tau2_method: str
    ci_method: str
    structure: str
    converged: bool
    local_maxima: int
    level: float
    k: int
    solved: MultivariateFit = field(repr=False, compare=False)

    def as_read(self) -> dict[str, tuple[float, float, float]]:
        """Return every coefficient and its limits on the scale people read."""
        found = {}
        for one in self.coefficients:
            estimate, low, high = readers_scale(self.measure, one.estimate, one.ci_low, one.ci_high)
            found[one.name] = (estimate, low, high)
        return found

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a coefficient, on the analysis scale."""
        import pandas as pd

        rows = [{k: v for k, v in asdict(one).items() if k != "vif"} for one in self.coefficients]
        return pd.DataFrame(rows).assign(
            k=self.k, tau2_method=self.tau2_method, ci_method=self.ci_method
        )

    def study_effects(self) -> "pd.DataFrame":
        """Return the true effects of every study, drawn towards the mean as far as they should."""
        import pandas as pd

        return pd.DataFrame(
            study_effects(self.solved), index=list(self.studies), columns=list(self.outcomes)
        )

    def __str__(self) -> str:
        told = "; ".join(
            f"{name} {estimate:.4g} [{low:.4g}, {high:.4g}]"
            for name, (estimate, low, high) in self.as_read().items()
        )
        spread = ", ".join(f"{one.tau2:.4g}" for one in self.spread)
        return f"{self.measure} {told} (k = {self.k}, {self.tau2_method}, tau2 = {spread})"
