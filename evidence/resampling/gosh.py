"""Every selection of the studies, pooled: do they come in kinds, and which study decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.records.shown import Shown
from evidence.resampling.engine import Methods, pool_selections
from evidence.stats.floats import Bools, Floats
from evidence.stats.subset_sums import MOST, pool_every_subset
from evidence.stats.tau2 import COMMON_EFFECT
from evidence.synthesis.diagnosed import Diagnosed, Options, diagnosed
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

DRAWN = 1_000_000
"""Selections drawn where all are too many; what metafor draws."""

MOST_ESTIMATED = 20
"""The most studies of which all selections are pooled where tau2 has no closed form."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gosh(Shown):
    """The pooled effects of many selections of the studies.

    Parameters
    ----------
    labels : tuple of str
        The studies.
    size : array of int8, shape (selections,)
        How many studies each selection has, at least one.
    estimate, tau2, i2 : array of float, shape (selections,)
        Pooled effect on the analysis scale, variance between studies, I squared in per cent; NaN
        where no tau2 could be found. A single study has tau2 0.
    exact : bool
        Whether these are all selections there are: then selection s, counted from zero, has study
        i where bit i of s + 1 is set.
    members : array of bool, shape (selections, studies), or None
        The selections where they were drawn.
    seed : int or None
        Where the draw began; None where nothing was drawn.
    failed : int
        How many have no numbers.
    tau2_method : str
        How tau2 was estimated; ``"EE"`` for a common effect.
    """

    measure: Measure
    labels: tuple[str, ...]
    size: Any
    estimate: Floats
    tau2: Floats
    i2: Floats
    exact: bool
    members: Bools | None
    seed: int | None
    failed: int
    tau2_method: str

    def having(self, study: str) -> Bools:
        """Return which selections have a study, by its label."""
        place = self.labels.index(study)
        if self.members is not None:
            return np.asarray(self.members[:, place])
        return np.asarray((np.arange(1, len(self.size) + 1) >> place) & 1 == 1)

    def drivers(self) -> "pd.DataFrame":
        """Return what each study does: medians over the selections with it and without it.

        Returns
        -------
        DataFrame
            A row a study: median estimate, tau2 and I2 of the selections of two studies or more
            that have it and of those that do not, and the differences ``*_change``; the study
            that changes I2 most comes first.
        """
        import pandas as pd

        several = self.size > 1
        rows = []
        for label in self.labels:
            inside = self.having(label)
            row: dict[str, Any] = {"study": label}
            for name in ("estimate", "tau2", "i2"):
                values = getattr(self, name)
                own = _median(values[several & inside])
                others = _median(values[several & ~inside])
                row |= {f"{name}_with": own, f"{name}_without": others}
                row[f"{name}_change"] = own - others
            rows.append(row)
        frame = pd.DataFrame(rows)
        order = frame["i2_change"].abs().sort_values(ascending=False, kind="stable").index
        return frame.loc[order].reset_index(drop=True)

    def as_read(self) -> tuple[float, ...]:
        """Return median, lowest and highest pooled effect on the scale people read."""
        found = self.estimate[~np.isnan(self.estimate) & (self.size > 1)]
        return readers_scale(self.measure, _median(found), float(found.min()), float(found.max()))

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a selection, with a column of True and False for each study."""
        import pandas as pd

        columns = {"k": self.size, "estimate": self.estimate, "tau2": self.tau2, "i2": self.i2}
        return pd.DataFrame({**columns, **{one: self.having(one) for one in self.labels}})

    def __str__(self) -> str:
        extent = "all" if self.exact else f"drawn with seed {self.seed}"
        return (
            f"{len(self.size)} selections of {len(self.labels)} studies ({extent}), "
            f"{self.tau2_method}, {self.failed} failed"
        )


def gosh(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    selections: int | None = None,
    seed: int = 0,
    engine: str = "auto",
    **options: Unpack[Options],
) -> Gosh | NotEstimable:
    """Pool every selection of the studies, or many drawn at random.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    selections : int, optional
        How many selections to draw. Without it all are pooled up to 24 studies for a common
        effect and for DerSimonian and Laird's method, up to 20 for others, and a million drawn
        beyond.
    seed : int
        Where the draw begins: the same seed gives the same selections.
    engine : {"auto", "numpy", "numba"}
        What pools selections of estimated variances, as for :func:`evidence.pool_many`: by itself
        numba where there are enough to be worth its loading.
    **options
        Columns (``yi``, ``vi``, ``sei``, ``study``) and methods (``tau2_method``, ``model``) as
        for :func:`evidence.pool`.

    Returns
    -------
    Gosh or NotEstimable

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`; and for fewer than one selection.

    Notes
    -----
    Two clouds of points say that the studies come in two kinds. Drawn selections are equally
    likely, each study in or out with even chances, none empty; one may come twice.

    References
    ----------
    Olkin I, Dahabreh IJ, Trikalinos TA (2012). https://doi.org/10.1002/jrsm.1053

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [0.0, 0.1, 2.0], "vi": [0.1, 0.1, 0.1]}
    >>> found = gosh(table, tau2_method="DL")
    >>> len(found.size), found.drivers()["study"][0]
    (7, 'C')
    """
    known = diagnosed(effects, options, least=2)
    if isinstance(known, NotEstimable):
        return known
    if selections is not None and selections < 1:
        raise ValueError(f"selections: {selections!r} is not at least 1")
    closed = known.method in (*COMMON_EFFECT, "DL")
    k = len(known.yi)
    if selections is None and k <= (MOST if closed else MOST_ESTIMATED):
        return _all_closed(known) if closed else _all_estimated(known, engine)
    members = _drawn(k, selections or DRAWN, seed)
    fits = _pooled(known, members, engine)
    return _gosh(known, members.sum(axis=1), fits, members, seed)


def _all_closed(known: Diagnosed) -> Gosh:
    found = pool_every_subset(known.yi, known.vi, method=known.method)
    fits = (found.estimate[1:], found.tau2[1:], found.i2[1:])
    return _gosh(known, found.k[1:], fits, None, None)


def _all_estimated(known: Diagnosed, engine: str) -> Gosh:
    k = len(known.yi)
    numbers = np.arange(1, 1 << k)
    parts = [
        _pooled(known, (numbers[start : start + (1 << 17), None] >> np.arange(k)) & 1 == 1, engine)
        for start in range(0, len(numbers), 1 << 17)
    ]
    size = np.bitwise_count(numbers)
    return _gosh(known, size, tuple(map(np.concatenate, zip(*parts, strict=True))), None, None)


def _pooled(known: Diagnosed, members: Bools, engine: str) -> tuple[Floats, Floats, Floats]:
    found = tuple(np.full(len(members), np.nan) for _ in range(3))
    how = Methods(known.method, "z", known.level)
    for part, pooled in pool_selections(known.yi, known.vi, members, how, engine=engine):
        for column, values in zip(found, (pooled.estimate, pooled.tau2, pooled.i2), strict=True):
            column[part] = values
    alone = np.flatnonzero(members.sum(axis=1) == 1)
    found[0][alone] = known.yi[members[alone].argmax(axis=1)]
    found[1][alone] = found[2][alone] = 0.0
    return found[0], found[1], found[2]


def _drawn(k: int, count: int, seed: int) -> Bools:
    chance = np.random.default_rng(seed)
    members = chance.random((count, k)) < 0.5
    while True:
        empty = np.flatnonzero(~members.any(axis=1))
        if not len(empty):
            return np.asarray(members)
        members[empty] = chance.random((len(empty), k)) < 0.5


def _gosh(
    known: Diagnosed,
    size: Any,
    fits: tuple[Floats, ...],
    members: Bools | None,
    seed: int | None,
) -> Gosh:
    estimate, tau2, i2 = fits
    return Gosh(
        measure=known.measure,
        labels=known.labels,
        size=np.asarray(size).astype(np.int16),
        estimate=estimate,
        tau2=tau2,
        i2=i2,
        exact=members is None,
        members=members,
        seed=seed,
        failed=int(np.isnan(estimate).sum()),
        tau2_method=known.method,
    )


def _median(values: Floats) -> float:
    good = values[~np.isnan(values)]
    return float(np.median(good)) if len(good) else float("nan")
