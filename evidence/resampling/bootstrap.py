"""Intervals from drawing the studies, or their effects, again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.bulk.many_pooled import ManyPooled
from evidence.bulk.status import Status
from evidence.errors import ChoiceUnknown
from evidence.records.shown import Shown
from evidence.resampling.engine import Methods, pool_draws
from evidence.stats.floats import Floats
from evidence.synthesis.diagnosed import Diagnosed, Options, diagnosed
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("parametric", "case")
LEAST = 100
"""Fewer draws than this leave no percentile in the tails."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bootstrap(Shown):
    """What repeated draws say of a pooled effect and of how much true effects differ.

    Parameters
    ----------
    kind : str
        ``"parametric"`` or ``"case"``.
    estimate, tau2, i2 : float
        Of the effects themselves, on the analysis scale; I2 in per cent.
    bias, se : float
        Mean of the drawn estimates minus the estimate, and their standard deviation.
    ci_low, ci_high, tau2_low, tau2_high, i2_low, i2_high : float
        Percentile intervals.
    draws : array of float, shape (times, 3)
        Estimate, tau2 and I2 of each draw that could be pooled.
    level : float
        Level of the intervals.
    times, failed, seed : int
        How many draws were made, how many of them could not be pooled, and where they began.
    k : int
        Number of effects.
    tau2_method : str
        How tau2 is estimated, anew each time.
    converged, local_maxima
        How the search for the tau2 of the effects themselves went.
    """

    measure: Measure
    kind: str
    estimate: float
    tau2: float
    i2: float
    bias: float
    se: float
    ci_low: float
    ci_high: float
    tau2_low: float
    tau2_high: float
    i2_low: float
    i2_high: float
    draws: Floats
    level: float
    times: int
    failed: int
    seed: int
    k: int
    tau2_method: str
    converged: bool
    local_maxima: int

    def as_read(self) -> tuple[float, ...]:
        """Return estimate and limits on the scale people read."""
        return readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row for the estimate, tau2 and I2 each."""
        import pandas as pd

        rows = [
            (name, getattr(self, name), getattr(self, low), getattr(self, high))
            for name, low, high in (
                ("estimate", "ci_low", "ci_high"),
                ("tau2", "tau2_low", "tau2_high"),
                ("i2", "i2_low", "i2_high"),
            )
        ]
        frame = pd.DataFrame(rows, columns=["quantity", "value", "low", "high"])
        return frame.assign(kind=self.kind, level=self.level, times=self.times, seed=self.seed)

    def __str__(self) -> str:
        return (
            f"{self.estimate:.4g} [{self.ci_low:.4g}, {self.ci_high:.4g}] ({self.kind} bootstrap, "
            f"{self.times} draws, {self.failed} failed, seed {self.seed}, k = {self.k})"
        )


def bootstrap(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    kind: str = "parametric",
    times: int = 10_000,
    seed: int = 0,
    **options: Unpack[Options],
) -> Bootstrap | NotEstimable:
    """Draw studies or effects again and again, and pool each draw.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    kind : {"parametric", "case"}
        Draw effects from the fitted model, or studies with replacement.
    times : int
        How many draws.
    seed : int
        The same seed gives the same result.
    **options
        Columns (``yi``, ``vi``, ``sei``, ``study``) and methods (``tau2_method``, ``model``,
        ``level``) as for :func:`evidence.pool`.

    Returns
    -------
    Bootstrap or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option or a kind that does not exist.
    ValueError
        For rows that cannot be used, or fewer than a hundred draws.

    Notes
    -----
    Parametric: ``yi* ~ N(mu, vi + tau2)`` with mu and tau2 as estimated and vi as they are. Case:
    k studies drawn with even chances, each with its vi. tau2 is estimated anew in every draw.
    The intervals are percentiles; that of a case bootstrap is too short with few studies.

    References
    ----------
    Efron B, Tibshirani RJ (1993). An introduction to the bootstrap. Chapman and Hall.
    https://doi.org/10.1201/9780429246593
    Turner RM, Omar RZ, Yang M, Goldstein H, Thompson SG (2000).
    https://doi.org/10.1002/1097-0258(20001230)19:24<3417::AID-SIM614>3.0.CO;2-L

    Examples
    --------
    >>> table = {"yi": [0.1, 0.3, 0.9, 0.2], "vi": [0.02, 0.03, 0.02, 0.04]}
    >>> found = bootstrap(table, times=200, tau2_method="DL")
    >>> found.ci_low < found.estimate < found.ci_high
    True
    """
    if kind not in KINDS:
        raise ChoiceUnknown("kind", kind, KINDS)
    if times < LEAST:
        raise ValueError(f"times: {times!r} is not at least {LEAST}")
    known = diagnosed(effects, options, least=2)
    if isinstance(known, NotEstimable):
        return known
    how = Methods(known.method, "z", known.level)
    own = pool_draws(known.yi[None], known.vi[None], how)
    chance = np.random.default_rng(seed)
    draw = _parametric if kind == "parametric" else _cases
    start = (float(own.estimate[0]), float(own.tau2[0]))
    pooled = pool_draws(*draw(known, start, times, chance), how)
    good = pooled.status == Status.OK
    found = np.column_stack([pooled.estimate, pooled.tau2, pooled.i2])[good]
    return _result(kind, known, own, found, times, seed)


def _parametric(
    known: Diagnosed, start: tuple[float, float], times: int, chance: np.random.Generator
) -> tuple[Floats, Floats]:
    mean, tau2 = start
    spread = np.sqrt(known.vi + tau2)
    yi = mean + spread * chance.standard_normal((times, len(known.yi)))
    return yi, np.broadcast_to(known.vi, yi.shape)


def _cases(
    known: Diagnosed, start: tuple[float, float], times: int, chance: np.random.Generator
) -> tuple[Floats, Floats]:
    del start  # Studies are drawn as they are, whatever model is fitted.
    places = chance.integers(len(known.yi), size=(times, len(known.yi)))
    return known.yi[places], known.vi[places]


def _result(
    kind: str,
    known: Diagnosed,
    own: ManyPooled,
    found: Floats,
    times: int,
    seed: int,
) -> Bootstrap:
    tail = (1 - known.level) / 2
    low, high = np.quantile(found, (tail, 1 - tail), axis=0)
    return Bootstrap(
        kind=kind,
        measure=known.measure,
        estimate=float(own.estimate[0]),
        tau2=float(own.tau2[0]),
        i2=float(own.i2[0]),
        converged=bool(own.status[0] == Status.OK),
        local_maxima=int(own.local_maxima[0]),
        bias=float(found[:, 0].mean() - own.estimate[0]),
        se=float(found[:, 0].std(ddof=1)),
        ci_low=float(low[0]),
        ci_high=float(high[0]),
        tau2_low=float(low[1]),
        tau2_high=float(high[1]),
        i2_low=float(low[2]),
        i2_high=float(high[2]),
        draws=found,
        level=known.level,
        times=times,
        failed=times - len(found),
        seed=seed,
        k=len(known.yi),
        tau2_method=known.method,
    )
