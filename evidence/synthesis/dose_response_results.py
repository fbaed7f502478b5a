"""The result of a dose-response meta-analysis: frozen, on the log scale, never rounded."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from evidence.records.shown import Shown
from evidence.stats.dose_response.curve import curve_at
from evidence.stats.dose_response.fit import DoseResponseFit
from evidence.synthesis.regression_results import Coefficient
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseResponseResult(Shown):
    """A pooled dose-response curve with the methods that made it.

    Parameters
    ----------
    measure : Measure
        OR, RR or IRR; RR where designs differ.
    shape, knots
        Of the curve.
    coefficients : tuple of Coefficient
        Of the curve's columns, on the log scale.
    tau2 : tuple of float
        Variance between studies of each coefficient.
    q, q_df, q_p_value
        Of all coefficients together.
    deviance, deviance_df, r2, r2_adjusted
        How one curve common to all studies fits their relative risks.
    log_likelihood : float or None
        Of the studies' trends; restricted for REML.
    studies : tuple of str
    tau2_method, ci_method, covariance : str
        ``covariance`` says how relative risks of one study were taken to correlate.
    converged, local_maxima
    reference : float
        Dose that ``as_read`` compares with.
    level, k
    """

    measure: Measure
    shape: str
    knots: tuple[float, ...]
    coefficients: tuple[Coefficient, ...]
    tau2: tuple[float, ...]
    q: float
    q_df: int
    q_p_value: float
    deviance: float
    deviance_df: int
    r2: float
    r2_adjusted: float
    log_likelihood: float | None
    studies: tuple[str, ...]
    tau2_method: str
    ci_method: str
    covariance: str
    converged: bool
    local_maxima: int
    doses: tuple[float, ...]
    reference: float
    level: float
    k: int
    solved: DoseResponseFit = field(repr=False, compare=False)

    def at(self, doses: Sequence[float], *, reference: float | None = None) -> "pd.DataFrame":
        """Return relative risks at doses, on the scale people read.

        Parameters
        ----------
        doses : sequence of float
        reference : float, optional
            Dose they are compared with; the result's own when not given.
        """
        import pandas as pd

        base = self.reference if reference is None else reference
        found = curve_at(self.solved, list(doses), reference=base, level=self.level)
        return pd.DataFrame(
            {
                "dose": found.dose,
                "estimate": np.exp(found.estimate),
                "ci_low": np.exp(found.ci_low),
                "ci_high": np.exp(found.ci_high),
                "reference": base,
            }
        )

    def as_read(self) -> dict[float, tuple[float, float, float]]:
        """Return relative risks at the lower, middle and upper quartile of the doses studied."""
        found = self.at(self.doses)
        rows = found[["dose", "estimate", "ci_low", "ci_high"]].itertuples(index=False)
        return {dose: (estimate, low, high) for dose, estimate, low, high in rows}

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a coefficient, on the log scale."""
        import pandas as pd

        rows = [{k: v for k, v in asdict(one).items() if k != "vif"} for one in self.coefficients]
        return pd.DataFrame(rows).assign(
            tau2=list(self.tau2),
            shape=self.shape,
            k=self.k,
            tau2_method=self.tau2_method,
            covariance=self.covariance,
        )

    def trends(self) -> "pd.DataFrame":
        """Return every study's own coefficients with their standard errors."""
        import pandas as pd

        names = [one.name for one in self.coefficients]
        rows = []
        for study, trend in zip(self.studies, self.solved.trends, strict=True):
            errors = np.sqrt(np.diag(trend.covariance))
            own = dict(zip(names, trend.coefficients.tolist(), strict=True))
            se = {f"{name}_se": float(error) for name, error in zip(names, errors, strict=True)}
            rows.append({"study": study} | own | se)
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        return str(self.at(self.doses).to_html(index=False))

    def __str__(self) -> str:
        told = "; ".join(
            f"{dose:.4g}: {estimate:.4g} [{low:.4g}, {high:.4g}]"
            for dose, (estimate, low, high) in self.as_read().items()
        )
        return (
            f"{self.measure} against dose {self.reference:.4g}: {told} (k = {self.k}, "
            f"{self.shape}, {self.tau2_method}, {self.covariance})"
        )
