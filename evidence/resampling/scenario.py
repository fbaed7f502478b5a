"""Invented studies: true effects drawn from a distribution, and data drawn around them.

Vocabulary
----------
theta : the true effect of a study
n1, n2 : people in its treated and its control group
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.binary import odds_ratio, risk_ratio
from evidence.stats.effects import Effects
from evidence.stats.floats import Floats
from evidence.stats.standardised_means import hedges_g
from evidence.stats.two_group_means import raw_difference
from evidence.stats.two_groups import two_groups

MEASURES = ("SMD", "MD", "OR", "RR", "GEN")

Draw = Callable[[np.random.Generator, tuple[int, int]], Floats]


def _exponential(chance: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return chance.standard_exponential(shape) - 1


def _two_kinds(chance: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return np.where(chance.random(shape) < 0.5, -1.0, 1.0)


def _heavy(chance: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return np.asarray(chance.standard_t(5, shape) * math.sqrt(3 / 5))


def _uniform(chance: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return np.asarray(chance.uniform(-math.sqrt(3), math.sqrt(3), shape))


def _normal(chance: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return chance.standard_normal(shape)


DISTRIBUTIONS: Mapping[str, Draw] = {
    "normal": _normal,
    "uniform": _uniform,
    "heavy": _heavy,
    "skewed": _exponential,
    "two kinds": _two_kinds,
}
"""Shapes of the true effects, each with mean 0 and variance 1: normal; uniform; Student's t on
five degrees of freedom; exponential; two values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A world in which estimators are tried.

    Parameters
    ----------
    k : int
        Number of studies.
    n : tuple of (int, int)
        Sizes of the treated and the control group; used in turn where there are more studies.
    effect, tau2 : float
        Mean and variance of the true effects on the analysis scale (logarithms for ratios).
    measure : {"SMD", "MD", "OR", "RR", "GEN"}
        What the studies measure. Means are of people with standard deviation 1; ``"GEN"`` is an
        effect with a known variance ``1 / n1 + 1 / n2``.
    distribution : {"normal", "uniform", "heavy", "skewed", "two kinds"}
        Shape of the true effects.
    risk : float
        Risk in every control group, for ratios.
    """

    k: int
    n: tuple[tuple[int, int], ...]
    effect: float
    tau2: float
    measure: str
    distribution: str
    risk: float

    def __post_init__(self) -> None:
        for option, found, right in (
            ("measure", self.measure, MEASURES),
            ("distribution", self.distribution, tuple(DISTRIBUTIONS)),
        ):
            if found not in right:
                raise ChoiceUnknown(option, found, right)
        if self.k < 2 or not self.n or min(min(pair) for pair in self.n) < 2:
            raise ValueError(f"k {self.k!r} and n {self.n!r}: at least two studies, two people")
        if not 0 <= self.tau2 < math.inf or not 0 < self.risk < 1:
            raise ValueError(f"tau2 {self.tau2!r} at least 0, risk {self.risk!r} within 0 and 1")


class World(TypedDict, total=False):
    """What of a :class:`Scenario` a caller says beside the sizes of the studies."""

    effect: float
    tau2: float
    measure: str
    distribution: str
    risk: float


USUAL = World(effect=0.0, tau2=0.0, measure="SMD", distribution="normal", risk=0.3)


def scenario_of(k: int, n: tuple[tuple[int, int], ...], **world: Unpack[World]) -> Scenario:
    """Return a scenario, what is not said as in ``USUAL``; an unknown word is refused."""
    for option in world:
        if option not in USUAL:
            raise ChoiceUnknown("option", option, list(USUAL))
    said = USUAL | world
    return Scenario(
        k=k,
        n=n,
        effect=said["effect"],
        tau2=said["tau2"],
        measure=said["measure"],
        distribution=said["distribution"],
        risk=said["risk"],
    )


def sizes_of(n: "int | Sequence[int | Sequence[int]]") -> tuple[tuple[int, int], ...]:
    """Return group sizes as pairs, from one number, a list of them or a list of pairs.

    Examples
    --------
    >>> sizes_of(20), sizes_of([10, (30, 15)])
    (((20, 20),), ((10, 10), (30, 15)))
    """
    every = [n] if isinstance(n, int) else list(n)
    return tuple((one, one) if isinstance(one, int) else (one[0], one[1]) for one in every)


def true_effects(scenario: Scenario, times: int, chance: np.random.Generator) -> Floats:
    """Return the true effect of each study, and of one more to predict, in so many worlds."""
    shape = (times, scenario.k + 1)
    unit = DISTRIBUTIONS[scenario.distribution](chance, shape)
    return np.asarray(scenario.effect + math.sqrt(scenario.tau2) * unit)


def observed(scenario: Scenario, theta: Floats, chance: np.random.Generator) -> Effects:
    """Return what studies with these true effects would report.

    Parameters
    ----------
    scenario : Scenario
        The world.
    theta : array of float, shape (times, k)
        True effects.
    chance : numpy.random.Generator
        Where the draws come from.

    Returns
    -------
    Effects
        Effects and sampling variances, one after the other; NaN where a study has no effect on
        this scale (no event in either group).

    Notes
    -----
    Means: the difference is N(theta, 1/n1 + 1/n2) and the variances within groups are chi-squared
    over their degrees of freedom, which is exact for normal data. Events: binomial, with risk
    ``risk`` in control groups and that times exp(theta), or its odds times exp(theta), in treated
    ones (a risk is held below 1).
    """
    pairs = np.array([scenario.n[i % len(scenario.n)] for i in range(scenario.k)], dtype=np.float64)
    n1, n2 = (np.broadcast_to(pairs[:, side], theta.shape).ravel() for side in (0, 1))
    flat = theta.ravel()
    if scenario.measure in ("OR", "RR"):
        return _events(scenario, flat, n1, n2, chance)
    variance = 1 / n1 + 1 / n2
    difference = flat + np.sqrt(variance) * chance.standard_normal(len(flat))
    if scenario.measure == "GEN":
        return Effects(difference, variance)
    sds = (np.sqrt(chance.chisquare(n - 1) / (n - 1)) for n in (n1, n2))
    sd1, sd2 = sds
    groups = two_groups(n1, difference, sd1, n2, np.zeros_like(difference), sd2)
    return raw_difference(groups) if scenario.measure == "MD" else hedges_g(groups)


def _events(
    scenario: Scenario, theta: Floats, n1: Floats, n2: Floats, chance: np.random.Generator
) -> Effects:
    risk = scenario.risk
    if scenario.measure == "RR":
        treated = np.minimum(risk * np.exp(theta), 1.0)
    else:
        odds = risk / (1 - risk) * np.exp(theta)
        treated = odds / (1 + odds)
    counts = chance.binomial(n1.astype(np.int64), treated)
    others = chance.binomial(n2.astype(np.int64), risk)
    formula = odds_ratio if scenario.measure == "OR" else risk_ratio
    return formula(counts, n1, others, n2, drop00=True)
