"""The results of small-study tests and adjustments: frozen, on the analysis scale, never rounded.

``advice`` holds keys of the phrases (``advice.<key>``) for why a method is not advisable here.
"""

from dataclasses import dataclass

from evidence.records.shown import Shown
from evidence.synthesis.readers_scale import readers_scale
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallStudyTest(Shown):
    """A test of whether small studies show other effects than large ones.

    Parameters
    ----------
    test, predictor, model, tau2_method : str
        The test and how it was done; empty where a test has none.
    statistic, df, p_value : float
        ``df`` is None for a normal statistic; Kendall's tau is the statistic of ranks.
    bias, bias_se : float or None
        Slope on the predictor, and its standard error.
    limit, limit_low, limit_high : float or None
        Effect expected of an infinitely large study, where the predictor has such a limit.
    moderators : str
        What else the effects were regressed on.
    converged, local_maxima
        How the search for tau squared went.
    """

    test: str
    measure: Measure
    k: int
    statistic: float
    df: float | None
    p_value: float
    predictor: str = ""
    model: str = ""
    tau2_method: str = ""
    bias: float | None = None
    bias_se: float | None = None
    limit: float | None = None
    limit_low: float | None = None
    limit_high: float | None = None
    level: float = 0.95
    exact: bool | None = None
    moderators: str = ""
    converged: bool = True
    local_maxima: int = 1
    advice: tuple[str, ...] = ()

    def as_read(self) -> tuple[float, ...]:
        """Return the limit with its interval on the scale people read, nothing where none is."""
        limit = [one for one in (self.limit, self.limit_low, self.limit_high) if one is not None]
        return readers_scale(self.measure, *limit)

    def __str__(self) -> str:
        freedom = "" if self.df is None else f", df = {self.df:g}"
        named = " ".join(filter(None, (self.test, self.model, self.predictor)))
        return f"{named}: {self.statistic:.4g}{freedom}, p = {self.p_value:.3g} (k = {self.k})"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedEffect(Shown):
    """A pooled effect adjusted for small-study effects or selection, and how.

    ``tau2`` is None where the method has none; ``p_value`` tests that the effect is null.
    ``chosen`` names the part of a method that gave the estimate (PET or PEESE, WAAP or UWLS).
    """

    method: str
    measure: Measure
    estimate: float
    se: float | None
    ci_low: float
    ci_high: float
    level: float
    p_value: float
    k: int
    used: int
    chosen: str = ""
    tau2: float | None = None
    tau2_method: str = ""
    converged: bool = True
    local_maxima: int = 1
    advice: tuple[str, ...] = ()

    def as_read(self) -> tuple[float, ...]:
        """Return estimate and limits on the scale people read."""
        return readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        named = self.method if not self.chosen else f"{self.method}, {self.chosen}"
        read = f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}]"
        return f"{read} ({named}, k = {self.k}, used {self.used})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimAndFill(Shown):
    """Studies filled in on one side and the pooled effect with them.

    ``k`` is the number of studies seen; ``filled`` are the effects put in.
    """

    measure: Measure
    estimator: str
    side: str
    k0: int
    k0_se: float
    p_value: float | None
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    level: float
    k: int
    tau2: float
    tau2_method: str
    filled: tuple[float, ...]
    converged: bool
    local_maxima: int
    advice: tuple[str, ...] = ()

    def as_read(self) -> tuple[float, ...]:
        """Return estimate and limits on the scale people read."""
        return readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        read = f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}]"
        return f"{read} ({self.k} + {self.k0} {self.side}, {self.estimator}, {self.tau2_method})"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailSafeN(Shown):
    """How many null results would overturn the result, infinite where none would."""

    method: str
    measure: Measure
    n: float
    k: int
    alpha: float | None
    target: float | None
    tau2_method: str = ""
    converged: bool = True
    local_maxima: int = 1
    advice: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"fail-safe N {self.n:g} ({self.method}, k = {self.k})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcessSignificance(Shown):
    """Significant studies seen and expected, with the test of their difference.

    ``no_excess`` is the effect at which there would be no significant excess, None where there is
    none to begin with or no such effect.
    """

    measure: Measure
    k: int
    observed: int
    expected: float
    p_value: float
    test: str
    theta: float
    tau2: float
    tau2_method: str
    no_excess: float | None
    converged: bool = True
    local_maxima: int = 1
    advice: tuple[str, ...] = ()

    def as_read(self) -> tuple[float, ...]:
        """Return the effect that power was computed for, on the scale people read."""
        return readers_scale(self.measure, self.theta)

    def __str__(self) -> str:
        counts = f"{self.observed} significant, {self.expected:.3g} expected"
        return f"{counts}, p = {self.p_value:.3g} ({self.test}, k = {self.k})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionModel(Shown):
    """A selection model: the effect before selection, and the test that nothing was selected.

    Parameters
    ----------
    model, alternative : str
        The selection function and which results it favours.
    steps : tuple of float
        p-values at which the weight changes, where it is made of steps.
    delta, delta_se : tuple of float
        Parameters of the function; a standard error of NaN is fixed or on a bound.
    counts : tuple of int
        Results in each step.
    lrt, lrt_df, lrt_p : float
        Likelihood ratio test of no selection.
    unadjusted : AdjustedEffect
        The same model without selection.
    """

    model: str
    alternative: str
    measure: Measure
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    level: float
    p_value: float
    k: int
    tau2: float
    tau2_method: str
    steps: tuple[float, ...]
    delta: tuple[float, ...]
    delta_se: tuple[float, ...]
    counts: tuple[int, ...]
    lrt: float
    lrt_df: int
    lrt_p: float
    log_likelihood: float
    aic: float
    bic: float
    aicc: float
    converged: bool
    local_maxima: int
    unadjusted: AdjustedEffect
    advice: tuple[str, ...] = ()

    def as_read(self) -> tuple[float, ...]:
        """Return estimate and limits on the scale people read."""
        return readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        read = f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}]"
        return f"{read} ({self.model}, {self.alternative}, k = {self.k}, LRT p = {self.lrt_p:.3g})"
