"""The results of a model of dependent effects: frozen, on the analysis scale, never rounded."""

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.stats.dependent.fit import DependentFit
from evidence.stats.dependent.sandwich import Sandwich
from evidence.stats.fit_statistics import FitStatistics
from evidence.synthesis.moderators import Terms
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.regression_results import Coefficient, ModeratorTest
from evidence.synthesis.results import LeftOut, NotEstimable, Prediction
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A variance or correlation of a random term, with its profile likelihood interval.

    ``term`` is as written; ``kind`` is ``"variance"`` or ``"correlation"``; ``levels`` names the
    inner level or the pair of them, and is empty where all share one. ``members`` is the number
    of groups, or of levels in groups. ``i2`` is the share of all variance in per cent, None
    where that is not the same for all effects. Limits are None where none were asked for.
    """

    term: str
    kind: str
    levels: tuple[str, ...]
    value: float
    low: float | None
    high: float | None
    members: int
    i2: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultilevelResult(Shown):
    """A multilevel or multivariate model with the methods that made it.

    Parameters
    ----------
    measure : Measure
        What the effects are.
    random, moderators : tuple of str, str
        The random terms and the moderators as they were written.
    coefficients : tuple of Coefficient
        In the order of the model matrix; the mean alone where there are no moderators.
    omnibus : ModeratorTest
        Of all coefficients but the intercept.
    components : tuple of Component
        Variances and correlations, term by term.
    q, q_df, q_p_value : float, int, float
        Whether true effects differ further than the coefficients say (metafor's QE).
    i2 : float or NotEstimable
        Per cent of variance that is not sampling error, all levels together.
    prediction : Prediction or NotEstimable
        Where the true effect of a new effect in a new group is expected.
    fit : FitStatistics
        Log-likelihood and information criteria, restricted for REML.
    level, k, clusters : float, int, int
        Confidence level; numbers of effects and of independent clusters.
    tau2_method, ci_method, df_method, sampling : str
        The methods. ``df_method`` is ``"none"`` for Wald's intervals, ``"satterthwaite"`` for
        cluster-robust ones unless ``"clusters"`` was asked for; ``sampling`` says how sampling
        errors correlate.
    converged, local_maxima, separable
        How the search went, and whether the data tell all variances and correlations apart.
    left_out : tuple of LeftOut
        Rows that were not fitted, and why; none, as bad rows are refused.
    adjustments : tuple of str
        Keys of the phrases for what a method did on the way.
    """

    measure: Measure
    random: tuple[str, ...]
    moderators: str
    coefficients: tuple[Coefficient, ...]
    omnibus: ModeratorTest
    components: tuple[Component, ...]
    q: float
    q_df: int
    q_p_value: float
    i2: float | NotEstimable
    prediction: Prediction | NotEstimable
    fit: FitStatistics
    level: float
    k: int
    clusters: int
    tau2_method: str
    ci_method: str
    df_method: str
    sampling: str
    converged: bool
    local_maxima: int
    separable: bool
    left_out: tuple[LeftOut, ...]
    adjustments: tuple[str, ...]
    solved: DependentFit = field(repr=False, compare=False)
    robust: Sandwich | None = field(default=None, repr=False, compare=False)
    terms: Terms | None = field(default=None, repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients' names."""
        return tuple(one.name for one in self.coefficients)

    @property
    def estimate(self) -> float:
        """The first coefficient: the mean where there are no moderators."""
        return self.coefficients[0].estimate

    @property
    def se(self) -> float:
        """Its standard error."""
        return self.coefficients[0].se

    @property
    def ci_low(self) -> float:
        """Its lower confidence limit."""
        return self.coefficients[0].ci_low

    @property
    def ci_high(self) -> float:
        """Its upper confidence limit."""
        return self.coefficients[0].ci_high

    def as_read(self) -> tuple[float, float, float]:
        """Return the first coefficient and its limits on the scale people read."""
        estimate, low, high = readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)
        return estimate, low, high

    def to_frame(self) -> "pd.DataFrame":
        """Return tidy rows on the analysis scale: coefficients, then variances and the rest."""
        import pandas as pd

        coefficients = [
            {"kind": "coefficient"} | {k: v for k, v in asdict(one).items() if k != "vif"}
            for one in self.coefficients
        ]
        components = [
            {
                "kind": one.kind,
                "name": " ".join((one.term, *one.levels)),
                "estimate": one.value,
                "ci_low": one.low,
                "ci_high": one.high,
                "level": self.level,
            }
            for one in self.components
        ]
        frame = pd.DataFrame([*coefficients, *components])
        made = [self.ci_method for _ in coefficients]
        made += ["none" if one.low is None else "profile likelihood" for one in self.components]
        return frame.assign(
            k=self.k, clusters=self.clusters, tau2_method=self.tau2_method, ci_method=made
        )

    def __str__(self) -> str:
        if self.moderators == "1":
            estimate, low, high = self.as_read()
            told = f"{estimate:.4g} [{low:.4g}, {high:.4g}]"
        else:
            told = "; ".join(
                f"{one.name} {one.estimate:.4g} [{one.ci_low:.4g}, {one.ci_high:.4g}]"
                for one in self.coefficients
            )
        spread = ", ".join(
            f"{' '.join((one.term, *one.levels))} {one.value:.4g}" for one in self.components
        )
        methods = f"{self.tau2_method}, {self.ci_method}"
        made = "; ".join(filter(None, (f"{self.clusters} clusters", spread, methods)))
        return f"{self.measure} {told} (k = {self.k}, {made})"
