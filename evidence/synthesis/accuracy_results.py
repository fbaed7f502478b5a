"""The result of pooling the accuracy of a test: frozen, never rounded."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.stats.accuracy.bivariate import BivariateFit
from evidence.stats.accuracy.proportional_hazards import fit_proportional_hazards
from evidence.stats.accuracy.roc import sensitivity_at
from evidence.stats.accuracy.single_studies import SingleStudies, WithLimits
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A pooled proportion with its limits, on the scale people read."""

    estimate: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyResult(Shown):
    """The accuracy of a test, sensitivity and specificity pooled together.

    Parameters
    ----------
    sensitivity, specificity : Share
    logit_sensitivity, logit_false_positive_rate : tuple of float
        Estimate and standard error, as they were pooled.
    tau2_sensitivity, tau2_false_positive_rate, correlation : float
        Variances between studies of the logits, and their correlation (NaN where a variance
        is 0).
    area, area_where_seen : float or NotEstimable
        Under the summary curve: of all false positive rates, and the mean sensitivity over those
        that studies had.
    log_likelihood : float or None
        Of the proportions; restricted for REML.
    tau2_method, ci_method, correction : str
        ``correction`` says to which studies 0.5 was added.
    converged, local_maxima
    studies : tuple of str
    level, k
    """

    sensitivity: Share
    specificity: Share
    logit_sensitivity: tuple[float, float]
    logit_false_positive_rate: tuple[float, float]
    tau2_sensitivity: float
    tau2_false_positive_rate: float
    correlation: float
    area: float | NotEstimable
    area_where_seen: float | NotEstimable
    log_likelihood: float | None
    tau2_method: str
    ci_method: str
    correction: str
    converged: bool
    local_maxima: int
    studies: tuple[str, ...]
    level: float
    k: int
    singles: SingleStudies = field(repr=False, compare=False)
    solved: BivariateFit = field(repr=False, compare=False)

    def as_read(self) -> dict[str, tuple[float, float, float]]:
        """Return sensitivity and specificity with their limits."""
        return {
            name: (one.estimate, one.ci_low, one.ci_high)
            for name, one in (
                ("sensitivity", self.sensitivity),
                ("specificity", self.specificity),
            )
        }

    def curve(self, false_positive_rates: Sequence[float]) -> "pd.DataFrame":
        """Return the summary curve's sensitivity at false positive rates above 0 and below 1.

        Raises
        ------
        ValueError
            For other rates, and where there is no variance between studies.
        """
        import pandas as pd

        found = sensitivity_at(self.solved, list(false_positive_rates))
        return pd.DataFrame(
            {"false_positive_rate": list(false_positive_rates), "sensitivity": found}
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return the pooled sensitivity and specificity, one row each."""
        import pandas as pd

        rows = [
            {"measure": "sensitivity"} | asdict(self.sensitivity),
            {"measure": "specificity"} | asdict(self.specificity),
        ]
        return pd.DataFrame(rows).assign(k=self.k, level=self.level, tau2_method=self.tau2_method)

    def each_study(self) -> "pd.DataFrame":
        """Return every study's own accuracy, one row a study."""
        import pandas as pd

        found: dict[str, object] = {"study": list(self.studies)}
        for name in ("sensitivity", "specificity", "lr_positive", "lr_negative", "dor"):
            one: WithLimits = getattr(self.singles, name)
            found[name] = one.estimate
            found[f"{name}_low"], found[f"{name}_high"] = one.ci_low, one.ci_high
        return pd.DataFrame(found)

    def proportional_hazards(self) -> "pd.DataFrame":
        """Return the curve of one parameter: sensitivity is the rate of false positives to theta.

        One row: ``theta``, its spread and standard errors, and the area under the curve
        (mada's ``phm``; Holling, Böhning and Böhning 2012).

        Raises
        ------
        ValueError
            With fewer than three studies, or an empty cell that was not corrected.
        """
        import pandas as pd

        return pd.DataFrame([fit_proportional_hazards(self.solved.tables)._asdict()])

    def __str__(self) -> str:
        told = ", ".join(
            f"{name} {estimate:.4g} [{low:.4g}, {high:.4g}]"
            for name, (estimate, low, high) in self.as_read().items()
        )
        return f"{told} (k = {self.k}, bivariate, {self.tau2_method})"
