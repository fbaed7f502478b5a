"""A pooled effect of counted events: frozen, on the analysis scale, never rounded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.records.shown import Shown
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import LeftOut, NotEstimable, Prediction
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTest:
    """A chi-square test; ``name`` is a key of the phrases (``event_test.<name>``)."""

    name: str
    statistic: float
    df: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFit:
    """How well a mixed model fits: likelihood of the counts, and information criteria."""

    log_likelihood: float
    deviance: float
    aic: float
    bic: float
    aicc: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEvents(Shown):
    """A pooled effect of counted events with the methods that made it.

    Parameters
    ----------
    measure, method, model : str
        What was pooled and how; see ``EventChoices``.
    estimate, se, ci_low, ci_high, level, statistic, p_value, df
        On the analysis scale (logarithms for ratios, logits for proportions).
    k : int
        Studies pooled.
    tau2, sigma2 : float
        Variance of effects between studies, and of study effects; 0 and None without.
    i2, h2 : float
        From Q for the closed forms, from tau2 for mixed models.
    heterogeneity, association : tuple of EventTest
        Tests that effects are equal, and that there is none.
    fit : EventFit or None
        For mixed models.
    prediction : Prediction or NotEstimable
    converged, local_maxima
        How the search for the highest likelihood went.
    left_out : tuple of LeftOut
        Studies that say nothing of the effect. ``row_ids`` are positions, counted from zero.
    adjustments : tuple of str
        Keys of the phrases for what a reader should know of the result.
    """

    measure: Measure
    method: str
    model: str
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    level: float
    statistic: float
    p_value: float
    df: float | None
    k: int
    tau2: float
    sigma2: float | None
    i2: float
    h2: float
    ci_method: str
    heterogeneity: tuple[EventTest, ...]
    association: tuple[EventTest, ...]
    fit: EventFit | None
    prediction: Prediction | NotEstimable
    converged: bool
    local_maxima: int
    left_out: tuple[LeftOut, ...]
    adjustments: tuple[str, ...]

    def as_read(self) -> tuple[float, float, float]:
        """Return estimate and limits on the scale people read (ratios, not their logarithms)."""
        estimate, low, high = readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)
        return estimate, low, high

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row, on the analysis scale."""
        import pandas as pd

        names = ("estimate", "se", "ci_low", "ci_high", "level", "p_value", "k", "tau2", "i2")
        row: dict[str, Any] = {
            "measure": self.measure.value,
            "method": self.method,
            "model": self.model,
        }
        row |= {name: getattr(self, name) for name in names}
        for test in (*self.heterogeneity, *self.association):
            row |= {test.name: test.statistic, f"{test.name}_p": test.p_value}
        row["ci_method"] = self.ci_method
        row["left_out"] = len(self.left_out)
        return pd.DataFrame([row])

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        return (
            f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}] "
            f"(k = {self.k}, {self.model}, {self.method}, {self.ci_method})"
        )
