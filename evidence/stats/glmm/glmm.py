"""Generalised linear mixed models of counted events, by maximum likelihood.

Vocabulary
----------
k, p : number of studies and of coefficients
tau2, sigma2 : variance of effects, and of study effects, between studies
xi : model matrix
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from evidence.stats.coefficients import Coefficients, coefficients_of
from evidence.stats.events.stratified_tables import single_effects
from evidence.stats.events.zero_cell_rule import FOR_EFFECTS
from evidence.stats.fit_statistics import FitStatistics, criteria
from evidence.stats.floats import Bools, Reported
from evidence.stats.glmm.choices import GlmmChoices, checked_choices
from evidence.stats.glmm.fitting import Fitted
from evidence.stats.glmm.heterogeneity import CountHeterogeneity
from evidence.stats.glmm.observed import Observed, observed
from evidence.stats.glmm.three_fits import fit_three
from evidence.stats.heterogeneity import Inconsistency, inconsistency_from_tau2, typical_variance
from evidence.stats.refusal import require_choice

TESTS = ("z", "t")


class Glmm(NamedTuple):
    """A fitted model.

    ``log_likelihood`` is that of the counts; ``saturated`` that of the model in which every study
    has an effect of its own; ``conditional`` that of the counts with each study's effects at
    their modes. ``tau2_se`` and ``sigma2`` are NaN where there is none. ``peaks`` counts the
    maxima of the likelihood over tau (over sigma for one effect with random study effects).
    """

    coefficients: Coefficients
    tau2: float
    tau2_se: float
    sigma2: float
    heterogeneity: CountHeterogeneity
    typical_variance: float
    log_likelihood: float
    saturated: float
    conditional: float
    parameters: int
    observations: int
    k: int
    k_effects: int
    points: int
    peaks: int
    converged: bool
    kept: Bools

    @property
    def inconsistency(self) -> Inconsistency:
        """I squared and H squared from tau2 and the studies' typical sampling variance."""
        return inconsistency_from_tau2(self.tau2, self.typical_variance)

    @property
    def fit(self) -> FitStatistics:
        """Deviance from the saturated model and information criteria, by the likelihood."""
        return criteria(
            self.log_likelihood,
            deviance=2 * (self.saturated - self.log_likelihood),
            parameters=self.parameters,
            observations=self.observations,
        )


def glmm(
    measure: str,
    chosen: GlmmChoices | None = None,
    *,
    moderators: Reported | None = None,
    test: str = "z",
    level: float = 0.95,
    **columns: Reported,
) -> Glmm:
    """Fit a generalised linear mixed model to counted events.

    Parameters
    ----------
    measure : {"OR", "IRR", "PLO", "IRLN"}
        Odds ratio and rate ratio of two groups; log odds and log rate of one.
    chosen : GlmmChoices, optional
        The model and how it is fitted; metafor's defaults when not given.
    moderators : array_like, shape (k, p), optional
        Model matrix, one row a study; the intercept alone when not given.
    test : {"z", "t"}
        Normal, or t with k - p degrees of freedom.
    level : float
        Confidence level.
    **columns : array_like, shape (k,)
        Whole counts: ``ai``, ``ci`` and ``bi``, ``di`` or ``n1i``, ``n2i``; ``x1i``, ``t1i``,
        ``x2i``, ``t2i``; ``xi`` and ``mi`` or ``ni``; ``xi``, ``ti``.

    Returns
    -------
    Glmm
        On the log scale.

    Raises
    ------
    ValueError
        For an unknown choice, counts that cannot be (with their positions), too few studies, or
        where the likelihood has no maximum.

    Notes
    -----
    Nothing is added to empty cells. Effects and study effects are normal on the log scale and
    integrated out by adaptive Gauss-Hermite quadrature; the likelihood is scanned over their
    spread, so that the highest of several peaks is found.

    References
    ----------
    Stijnen T, Hamza TH, Ozdemir P (2010). doi:10.1002/sim.4040
    Jackson D, Law M, Stijnen T, Viechtbauer W, White IR (2018). doi:10.1002/sim.7588

    Examples
    --------
    >>> found = glmm("OR", ai=[1, 4, 9], n1i=[50, 40, 90], ci=[3, 9, 12], n2i=[50, 40, 90])
    >>> round(float(found.coefficients.estimate[0]), 3), round(found.tau2, 3)
    (-0.614, 0.0)
    """
    chosen = checked_choices(measure, chosen or GlmmChoices())
    require_choice("test", test, TESTS)
    seen = observed(measure, columns, xi=moderators, drop00=chosen.drop00)
    k, p = seen.design.xi.shape
    least = p + (1 if chosen.random or test == "t" else 0)
    if k < least:
        raise ValueError(f"at least {least} studies needed, {k} given")
    return _described(measure, chosen, seen, columns, test=test, level=level)


def _described(
    measure: str,
    chosen: GlmmChoices,
    seen: Observed,
    columns: Mapping[str, Reported],
    *,
    test: str,
    level: float,
) -> Glmm:
    k, p = seen.design.basis.shape
    # Orthonormal columns shrink with k; these keep coefficients on the scale of effects.
    scale = math.sqrt(k)
    points = chosen.points_of(measure)
    fits = fit_three(seen.counted, seen.design.basis * scale, chosen, points)
    model, asked = fits.model, fits.asked
    back, df = seen.design.back * scale, float(k - p) if test == "t" else None
    tau2, tau2_se = _variance(asked, model.tau if chosen.random else None)
    k_effects, typical = _single(measure, chosen, seen, columns)
    constant = float(sum(count.constant.sum() for count in model.layout.counts))
    return Glmm(
        coefficients=coefficients_of(
            back @ asked.shared[:p], back @ asked.root[:p], df=df, level=level
        ),
        tau2=tau2,
        tau2_se=tau2_se,
        sigma2=math.nan if model.sigma is None else _variance(asked, model.sigma)[0],
        heterogeneity=fits.heterogeneity,
        typical_variance=typical,
        log_likelihood=asked.value + constant,
        saturated=fits.saturated + constant,
        conditional=asked.conditional + constant,
        parameters=p + model.free + chosen.random,
        observations=model.counted,
        k=k,
        k_effects=k_effects,
        points=points,
        peaks=asked.peaks,
        converged=fits.converged,
        kept=seen.kept,
    )


def _single(
    measure: str, chosen: GlmmChoices, seen: Observed, columns: Mapping[str, Reported]
) -> tuple[int, float]:
    """Return how many studies have an effect of their own, and their typical variance."""
    single = single_effects(measure, columns, FOR_EFFECTS._replace(drop00=chosen.drop00))
    rows = seen.design.basis[single.there[seen.kept]]
    enough = len(rows) > rows.shape[1]
    return len(rows), typical_variance(single.effects.vi, xi=rows) if enough else 0.0


def _variance(asked: Fitted, place: int | None) -> tuple[float, float]:
    """Return the square of a spread with its standard error, NaN at the bound."""
    if place is None:
        return 0.0, math.nan
    spread = float(asked.shared[place])
    if spread == 0:
        return 0.0, math.nan
    return spread**2, 2 * abs(spread) * math.sqrt(float((asked.root[place] ** 2).sum()))
