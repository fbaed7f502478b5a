"""The results of a meta-regression: frozen, on the analysis scale, never rounded.

Vocabulary: ``tau2`` is the variance of true effects that the moderators leave; ``k`` is the
number of effects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.stats.coefficients import Coefficients
from evidence.stats.fit_statistics import FitStatistics
from evidence.synthesis.moderators import Terms
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import Heterogeneity, LeftOut, NotEstimable, Prediction
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One coefficient, or one contrast of several, with its test and interval.

    ``df`` is None for the normal distribution. ``vif`` is how many times the other moderators
    inflate its variance, None for the intercept and for contrasts.
    """

    name: str
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    level: float
    statistic: float
    df: float | None
    p_value: float
    vif: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorTest:
    """A test of several coefficients at once.

    Chi-square with ``df`` degrees of freedom; F with ``df`` and ``residual_df`` where that is
    given.
    """

    names: tuple[str, ...]
    statistic: float
    df: int
    residual_df: float | None
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaRegression(Shown):
    """A meta-regression with the methods that made it.

    Parameters
    ----------
    formula : str
        The moderators as they were written.
    measure : Measure
        What the effects are.
    model : {"random", "common"}
        Whether true effects may differ beyond what the moderators account for.
    coefficients : tuple of Coefficient
        In the order of the model matrix.
    omnibus : ModeratorTest
        Of all coefficients but the intercept.
    heterogeneity : Heterogeneity
        What the moderators leave; ``q`` is metafor's QE.
    r2 : float or NotEstimable
        Per cent of tau squared that the moderators account for.
    fit : FitStatistics
        Log-likelihood and information criteria, restricted for REML.
    level, k, df : float, int, float or None
        Confidence level, number of effects, degrees of freedom of the tests (None for normal).
    tau2_method, ci_method, weighting : str
        The methods; ``weighting`` is ``"inverse variance"`` or the column of weights.
    prediction_rule : str
        Which quantile predictions take; see :data:`evidence.stats.prediction.RULES`.
    converged, local_maxima
        How the search for tau squared went.
    left_out : tuple of LeftOut
        Rows that were not fitted, and why.
    dropped : tuple of str
        Coefficients that followed from others.
    adjustments : tuple of str
        Keys of the phrases for what a method did on the way.
    """

    formula: str
    measure: Measure
    model: str
    coefficients: tuple[Coefficient, ...]
    omnibus: ModeratorTest
    heterogeneity: Heterogeneity
    r2: float | NotEstimable
    fit: FitStatistics
    level: float
    k: int
    df: float | None
    tau2_method: str
    ci_method: str
    weighting: str
    prediction_rule: str
    converged: bool
    local_maxima: int
    left_out: tuple[LeftOut, ...]
    dropped: tuple[str, ...]
    adjustments: tuple[str, ...]
    solved: Coefficients = field(repr=False, compare=False)
    terms: Terms = field(repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients' names."""
        return tuple(one.name for one in self.coefficients)

    def as_read(self) -> Mapping[str, tuple[float, float, float]]:
        """Return each coefficient with its limits as people read it.

        For ratio measures a coefficient's exponential: the ratio itself for the intercept, and
        what it is multiplied by for one unit more of a moderator. Coefficients of other measures
        are as they are, also where the effects themselves have a scale of their own.
        """
        return coefficients_as_read(self.measure, self.coefficients)

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row a coefficient, on the analysis scale."""
        import pandas as pd

        frame = pd.DataFrame([asdict(one) for one in self.coefficients])
        return frame.assign(
            k=self.k,
            tau2=self.heterogeneity.tau2,
            i2=self.heterogeneity.i2,
            tau2_method=self.tau2_method,
            ci_method=self.ci_method,
        )

    def __str__(self) -> str:
        told = "; ".join(
            f"{one.name} {one.estimate:.4g} [{one.ci_low:.4g}, {one.ci_high:.4g}]"
            for one in self.coefficients
        )
        methods = f"{self.model}, {self.tau2_method}, {self.ci_method}"
        return f"{self.measure} ~ {self.formula}: {told} (k = {self.k}, {methods})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedEffect(Shown):
    """The effect expected at given moderators, and where a new study's is expected."""

    at: Mapping[str, object]
    measure: Measure
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    level: float
    k: int
    tau2_method: str
    ci_method: str
    converged: bool
    local_maxima: int
    df: float | None
    prediction: Prediction | NotEstimable
    tau2: float | None
    tau2_low: float | None = None
    tau2_high: float | None = None

    def as_read(self) -> tuple[float, float, float]:
        """Return estimate and limits on the scale people read."""
        estimate, low, high = readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)
        return estimate, low, high

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        at = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        return f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}] at {at}"


def coefficients_as_read(
    measure: Measure, coefficients: Sequence[Coefficient]
) -> Mapping[str, tuple[float, float, float]]:
    """Return coefficients with their limits by name: ratios for measures that are ratios."""
    way = measure if measure.is_ratio else Measure.GEN
    read = {}
    for one in coefficients:
        estimate, low, high = readers_scale(way, one.estimate, one.ci_low, one.ci_high)
        read[one.name] = (estimate, low, high)
    return read
