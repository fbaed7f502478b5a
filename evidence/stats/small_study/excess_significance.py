"""The test of excess significance: more significant studies than their power allows.

Vocabulary
----------
yi, vi : effects and their sampling variances
theta, tau2 : mean and variance of true effects that power is computed for
power : probability that a study of this size is significant
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, ndtr, ndtri

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.pooling import pool_effects
from evidence.stats.quantiles import chi_square_above, tails
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked

TESTS = ("exact", "chi2", "binom")
SIDES = ("two.sided", "greater", "less")


class StudyTest(NamedTuple):
    """How each study was tested: against what effect, in which direction, at what level."""

    null: float = 0.0
    alternative: str = "two.sided"
    alpha: float = 0.05

    @property
    def limit(self) -> float:
        """Critical value of z."""
        sides = 1 if self.alternative == "two.sided" else 2
        return -float(ndtri(tails(1 - self.alpha) * sides))


TWO_SIDED = StudyTest()


class ExcessSignificance(NamedTuple):
    """Significant studies seen and expected, and the test of their difference.

    ``statistic`` is chi-square for ``chi2``, NaN for the others.
    """

    observed: int
    expected: float
    statistic: float
    p_value: float
    power: Floats
    significant: Bools
    theta: float


def excess_significance(
    yi: Reported,
    vi: Reported,
    *,
    theta: float | None = None,
    tau2: float = 0.0,
    tested: StudyTest = TWO_SIDED,
    test: str = "exact",
    direction: str = "greater",
) -> ExcessSignificance:
    """Test whether more studies are significant than the pooled effect would make.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    theta : float, optional
        Mean true effect; the mean with weights 1/(vi + tau2) when not given.
    tau2 : float
        Variance of true effects.
    tested : StudyTest
        How each study was tested; its alternative is ``two.sided``, ``greater`` or ``less``.
    test : {"exact", "chi2", "binom"}
        Exact distribution of the number significant, each study with its own power; chi-square;
        or binomial with the mean power.
    direction : {"greater", "less", "two.sided"}
        Whether more, fewer, or either are looked for.

    Returns
    -------
    ExcessSignificance

    Notes
    -----
    The exact distribution is built study by study in O(k**2) and serves any number of them;
    metafor adds up all subsets and turns to chi-square beyond a million. Few studies, or effects
    that differ much, leave the test without power; excess has other causes than publication.

    References
    ----------
    Ioannidis JPA, Trikalinos TA (2007). doi:10.1177/1740774507079441

    Examples
    --------
    >>> found = excess_significance([0.5, 0.6, 0.7], [0.05, 0.06, 0.07])
    >>> found.observed, round(found.expected, 2), round(found.p_value, 2)
    (3, 2.03, 0.3)
    """
    require_choice("alternative", tested.alternative, SIDES)
    require_choice("test", test, TESTS)
    require_choice("direction", direction, SIDES)
    effects = checked(yi, vi)
    error = np.sqrt(effects.vi)
    mean = pool_effects(effects.yi, effects.vi, tau2=tau2).estimate if theta is None else theta
    power = power_of_studies(error, theta=mean, tau2=tau2, tested=tested)
    significant = _significant((effects.yi - tested.null) / error, tested)
    observed = int(significant.sum())
    statistic, p_value = _tested(observed, power, test, direction)
    return ExcessSignificance(
        observed, float(power.sum()), statistic, p_value, power, significant, mean
    )


def power_of_studies(
    error: Floats,
    *,
    theta: float,
    tau2: float,
    tested: StudyTest = TWO_SIDED,
) -> Floats:
    """Return the probability that each study is significant.

    Parameters
    ----------
    error : array of float, shape (k,)
        Standard errors.
    theta, tau2 : float
        Mean and variance of true effects.
    tested : StudyTest
        How each study is tested.

    Returns
    -------
    array of float, shape (k,)

    Notes
    -----
    Averaged over true effects: a result is normal around theta with variance error**2 + tau2.
    metafor leaves out true effects further than five tau from their mean, 6e-7 of them.

    Examples
    --------
    >>> power_of_studies(np.array([0.1]), theta=0.0, tau2=0.0).round(3).tolist()
    [0.05]
    """
    spread = np.sqrt(error**2 + tau2)
    shift, limit = (theta - tested.null) / spread, tested.limit * error / spread
    above, below = ndtr(shift - limit), ndtr(-shift - limit)
    return np.asarray(
        {"two.sided": above + below, "greater": above, "less": below}[tested.alternative]
    )


def _significant(zi: Floats, tested: StudyTest) -> Bools:
    turned = {"two.sided": np.abs(zi), "greater": zi, "less": -zi}[tested.alternative]
    reached: Bools = turned >= tested.limit
    return reached


def _tested(observed: int, power: Floats, test: str, direction: str) -> tuple[float, float]:
    k, expected = len(power), float(power.sum())
    if test != "chi2":
        chances = count_chances(power if test == "exact" else np.full(k, expected / k))
        if test == "binom":
            return math.nan, _binomial_p(observed, k, expected / k, chances, direction)
        return math.nan, _counted_p(observed, chances, direction)
    spread = expected * (1 - expected / k)
    statistic = (observed - expected) ** 2 / spread if spread > 0 else math.nan
    if direction == "two.sided":
        return statistic, chi_square_above(statistic, 1)
    z = math.copysign(math.sqrt(statistic), observed - expected)
    return statistic, float(ndtr(-z if direction == "greater" else z))


def count_chances(power: Floats) -> Floats:
    """Return the probabilities of 0, 1, ... k significant studies.

    Parameters
    ----------
    power : array of float, shape (k,)
        Each study's own probability.

    Returns
    -------
    array of float, shape (k + 1,)

    Examples
    --------
    >>> count_chances(np.array([0.5, 0.5])).tolist()
    [0.25, 0.5, 0.25]
    """
    chances = np.ones(1)
    for one in power:
        chances = np.append(chances * (1 - one), 0.0) + np.append(0.0, chances * one)
    return chances


def _counted_p(observed: int, chances: Floats, direction: str) -> float:
    if direction == "greater":
        return min(1.0, float(chances[observed:].sum()))
    if direction == "less":
        return min(1.0, float(chances[: observed + 1].sum()))
    near = 1.490116119384766e-08
    return min(1.0, float(chances[chances <= chances[observed] + near].sum()))


def _binomial_p(observed: int, k: int, share: float, chances: Floats, direction: str) -> float:
    if direction == "greater":
        return float(bdtrc(observed - 1, k, share)) if observed else 1.0
    if direction == "less":
        return float(bdtr(observed, k, share))
    return min(1.0, float(chances[chances <= chances[observed] * (1 + 1e-7)].sum()))


def no_excess_effect(
    yi: Reported,
    vi: Reported,
    *,
    level: float = 0.1,
    tau2: float = 0.0,
    tested: StudyTest = TWO_SIDED,
    test: str = "exact",
) -> float:
    """Find the mean true effect at which there would just be no significant excess.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    level : float
        Level of the test of excess.
    tau2, tested, test
        As for :func:`excess_significance`.

    Returns
    -------
    float
        On the same side of the null as the pooled effect; NaN where there is no excess even when
        all effects are null.

    Examples
    --------
    >>> limit = no_excess_effect([0.5, 0.6, 0.7], [0.05, 0.06, 0.07])
    >>> 0.3 < limit < 0.6
    True
    """
    effects = checked(yi, vi)
    centre = pool_effects(effects.yi, effects.vi, tau2=tau2).estimate
    null = tested.null
    side = 1.0 if centre >= null else -1.0

    def excess(distance: float) -> float:
        found = excess_significance(
            effects.yi,
            effects.vi,
            theta=null + side * distance,
            tau2=tau2,
            tested=tested,
            test=test,
        )
        return found.p_value - level

    if excess(0.0) >= 0:
        return math.nan
    return null + side * _crossing(excess, abs(centre - null) or math.sqrt(effects.vi.mean()))


def _crossing(excess: Callable[[float], float], high: float) -> float:
    for _ in range(60):
        if excess(high) > 0:
            return float(brentq(excess, 0.0, high, xtol=1e-12))
        high *= 2
    return math.nan
