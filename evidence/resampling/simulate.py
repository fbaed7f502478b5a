"""Try estimators and intervals in a stated world: do they cover, and are they on the mark."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, Unpack

import numpy as np
import numpy.typing as npt

from evidence.bulk.choices import METHODS
from evidence.bulk.pool_many import pool_many
from evidence.bulk.status import Status
from evidence.errors import ChoiceUnknown
from evidence.resampling.scenario import (
    Scenario,
    World,
    observed,
    scenario_of,
    sizes_of,
    true_effects,
)
from evidence.resampling.simulation_results import Performance, Simulation
from evidence.stats.effects import Effects
from evidence.stats.floats import Bools, Floats
from evidence.stats.prediction import RULES
from evidence.stats.tau2 import COMMON_EFFECT
from evidence.synthesis.choices import OF_COMMON_EFFECT, TESTS

AT_A_TIME = 2_000_000
"""Effects drawn at a time, so that memory does not grow with the number of worlds."""

Estimator = Callable[[Floats, Floats, float], Sequence[float]]
"""Effects, variances and level in; estimate, limits and tau2 out."""

DEFAULTS = (("REML", "hartung-knapp"),)


def simulate(
    *,
    k: int,
    n: "int | Sequence[int | Sequence[int]]",
    methods: "Sequence[Sequence[str] | tuple[str, Estimator]]" = DEFAULTS,
    times: int = 10_000,
    level: float = 0.95,
    seed: int = 0,
    **world: Unpack[World],
) -> Simulation:
    """Try methods on studies invented under a scenario.

    Parameters
    ----------
    k : int
        Number of studies.
    n : int, or sequence of int or of pairs
        People in each group, the same for all studies or in turn; a pair is treated and control.
    methods : sequence of (tau2_method, ci_method) or (tau2_method, ci_method, prediction_rule)
        The methods to try, all on the same worlds; ``"EE"`` is a common effect. One of your own
        is a name and a function that takes a world's effects, their variances and the level, and
        returns estimate, limits and tau2.
    times : int
        How many worlds.
    level : float
        Confidence level.
    seed : int
        The same seed gives the same worlds.
    **world
        ``effect`` (0) and ``tau2`` (0): mean and variance of the true effects on the analysis
        scale; ``measure`` {"SMD", "MD", "OR", "RR", "GEN"}; ``distribution`` {"normal",
        "uniform", "heavy", "skewed", "two kinds"}: their shape; ``risk`` (0.3) in control groups,
        for ratios. See :class:`evidence.resampling.scenario.Scenario`.

    Returns
    -------
    Simulation
        Coverage and bias of each method, with Monte Carlo standard errors.

    Raises
    ------
    ChoiceUnknown
        For a measure, a distribution or a method that does not exist.
    ValueError
        For a world without two studies of two people in each group, fewer than two worlds, or
        worlds of which fewer than two can be pooled.

    Notes
    -----
    The Monte Carlo standard error of a share p over m worlds is sqrt(p (1 - p) / m), and of a
    mean its standard deviation over sqrt(m). Worlds in which a study has no effect on the scale
    (no event in either group) lose that study; those that cannot be pooled are counted.

    References
    ----------
    Morris TP, White IR, Crowther MJ (2019). https://doi.org/10.1002/sim.8086

    Examples
    --------
    >>> found = simulate(k=5, n=20, tau2=0.1, methods=[("DL", "wald")], times=200)
    >>> 0 < found.methods[0].coverage < 1
    True
    """
    scenario = scenario_of(k, sizes_of(n), **world)
    if times < 2:
        raise ValueError(f"times: {times!r} is not at least 2")
    chosen = [_method(one) for one in methods]
    chance = np.random.default_rng(seed)
    parts: list[list[Floats]] = [[] for _ in chosen]
    step = max(1, AT_A_TIME // k)
    for start in range(0, times, step):
        theta = true_effects(scenario, min(step, times - start), chance)
        seen = observed(scenario, theta[:, :-1], chance)
        for part, method in zip(parts, chosen, strict=True):
            part.append(_tried(seen, method, k, level, theta[:, -1]))
    return Simulation(
        scenario=scenario,
        level=level,
        times=times,
        seed=seed,
        methods=tuple(
            _performance(method, np.concatenate(part), scenario)
            for method, part in zip(chosen, parts, strict=True)
        ),
    )


class _Method(NamedTuple):
    """A method by its names, or somebody's own function by the name they gave it."""

    tau2: str
    ci: str
    rule: str
    own: "Estimator | None" = None


def _method(named: "Sequence[str] | tuple[str, Estimator]") -> _Method:
    if len(named) == 2 and not isinstance(named[1], str):
        return _Method(named[0], "own", "none", named[1])
    tau2, ci, *rule = (str(word) for word in named)
    common = tau2 in COMMON_EFFECT
    rule_named = rule[0] if rule else ("HTS t(k-2)" if ci == "wald" else "t(k-1)")
    for option, found, right in (
        ("tau2_method", tau2, METHODS),
        ("ci_method", ci, OF_COMMON_EFFECT if common else tuple(TESTS)),
        ("prediction_rule", rule_named, tuple(RULES)),
    ):
        if found not in right:
            raise ChoiceUnknown(option, found, right)
    return _Method(tau2, ci, "none" if common else rule_named)


def _tried(seen: Effects, method: _Method, k: int, level: float, new: Floats) -> Floats:
    """Return estimate, limits, tau2, whether a new study is held (NaN: no interval) a world."""
    there = np.isfinite(seen.yi) & (seen.vi > 0)
    offsets = np.concatenate(([0], np.cumsum(there.reshape(-1, k).sum(axis=1))))
    yi, vi = seen.yi[there], seen.vi[there]
    if method.own is not None:
        return _own(yi, vi, offsets, method.own, level)
    pooled = pool_many(
        yi,
        vi,
        offsets,
        method=method.tau2,
        test=TESTS[method.ci],
        level=level,
        prediction_rule=None if method.rule == "none" else method.rule,
        tau2_interval=False,
    )
    inside = (pooled.pi_low <= new) & (new <= pooled.pi_high)
    held = np.where(np.isfinite(pooled.pi_low), inside, np.nan)
    numbers = (pooled.estimate, pooled.ci_low, pooled.ci_high, pooled.tau2, held)
    found = np.column_stack(numbers)
    found[pooled.status != Status.OK] = np.nan
    return found


def _own(
    yi: Floats, vi: Floats, offsets: npt.NDArray[np.int64], own: Estimator, level: float
) -> Floats:
    found = np.full((len(offsets) - 1, 5), np.nan)
    for place, (start, end) in enumerate(pairwise(offsets)):
        if end - start > 1:
            found[place, :4] = own(yi[start:end], vi[start:end], level)
    return found


def _performance(method: _Method, found: Floats, world: Scenario) -> Performance:
    good = ~np.isnan(found[:, 0])
    if good.sum() < 2:
        raise ValueError(f"{int(good.sum())} of {len(good)} worlds could be pooled")
    estimate, low, high, tau2, held = found[good].T
    predicted = held[~np.isnan(held)]
    covered = _share((low <= world.effect) & (world.effect <= high))
    ahead = _share(predicted == 1) if len(predicted) else (None, None)
    return Performance(
        tau2_method=method.tau2,
        ci_method=method.ci,
        prediction_rule=method.rule,
        coverage=covered[0],
        coverage_se=covered[1],
        excluding=float(((low > 0) | (high < 0)).mean()),
        bias=float(estimate.mean() - world.effect),
        bias_se=float(estimate.std(ddof=1) / math.sqrt(len(estimate))),
        rmse=float(np.sqrt(((estimate - world.effect) ** 2).mean())),
        width=float((high - low).mean()),
        tau2_bias=float(tau2.mean() - world.tau2),
        tau2_bias_se=float(tau2.std(ddof=1) / math.sqrt(len(tau2))),
        prediction_coverage=ahead[0],
        prediction_coverage_se=ahead[1],
        worlds=int(good.sum()),
        failed=int((~good).sum()),
    )


def _share(where: Bools) -> tuple[float, float]:
    share = float(where.mean())
    return share, math.sqrt(share * (1 - share) / len(where))
