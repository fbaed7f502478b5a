"""The results of a synthesis: frozen, on the analysis scale, never rounded.

Vocabulary: ``yi`` is a study's effect and ``vi`` its sampling variance; ``tau2`` is the variance
of true effects between studies; ``k`` is the number of effects pooled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.errors import in_words
from evidence.records.shown import Shown
from evidence.records.text import Text
from evidence.synthesis.readers_scale import readers_scale
from evidence.vocabulary import Measure, Obtained

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEstimable(Shown):
    """A result that cannot be had, as a value: what was wanted and why it is missing.

    ``reason`` is a key of the phrases (``not_estimable.<reason>``); ``values`` fill its holes.
    """

    wanted: str
    reason: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        return in_words(self) or f"{self.wanted}: {self.reason}"

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            # Whoever reads a number here meets the reason why there is none.
            why = "" if name.startswith("_") or name in self.__slots__ else f": {self}"
            raise AttributeError(f"{name}{why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmData:
    """What one arm contributed: mean and SD of ``n`` people, or ``events`` among ``n``."""

    n: float | None = None
    mean: float | None = None
    sd: float | None = None
    events: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEffect:
    """One study's effect, ready to pool, with the route it came by.

    Parameters
    ----------
    study_id, label : str
        The trial, and how figures call it (unique within a synthesis).
    group : str
        Id of the intervention, for subgroups.
    yi, vi : float
        Effect and sampling variance on the analysis scale (log for RR and OR).
    ci_low, ci_high, level : float
        Interval shown beside the effect. ``level`` as reported for contrasts.
    experimental, comparator : ArmData
        Arm data where reported.
    control_id : str
        Id of the comparator arm; equal ids share people.
    route : str
        How the effect was had: a key of the phrases (``route.<route>``).
    obtained : Obtained or None
        The least trustworthy way any of its numbers came to us.
    row_ids, source_ids : tuple of str
        The table rows and sources the effect rests on.
    arm_id : str
        Id of the experimental arm; equal ids and equal control are one comparison told twice.
    turned : bool
        Whether the sign was turned because the scale runs against the outcome.
    """

    study_id: str
    label: str
    group: str
    yi: float
    vi: float
    ci_low: float
    ci_high: float
    level: float
    experimental: ArmData
    comparator: ArmData
    control_id: str
    route: str
    obtained: Obtained | None
    row_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    arm_id: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that was not pooled, and why.

    ``reason`` is a key of the phrases (``left_out.<reason>``); ``words`` are the table's own,
    where people have written why.
    """

    study_id: str
    row_ids: tuple[str, ...]
    reason: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """How much true effects differ between studies.

    ``i2`` is in per cent and computed as ``i2_from`` says (``"tau2"`` or ``"Q"``); intervals are
    by ``interval_method`` and None where they cannot be had.
    """

    q: float
    df: int
    p_value: float
    tau2: float
    tau2_low: float | None
    tau2_high: float | None
    i2: float
    i2_low: float | None
    i2_high: float | None
    i2_from: str
    h2: float
    h2_low: float | None
    h2_high: float | None
    interval_method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Where the true effect of a new study is expected; ``rule`` names the quantile used."""

    low: float
    high: float
    level: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEffect(Shown):
    """A pooled effect with the methods that made it.

    ``weights`` are per cent, in the order of the effects pooled. ``adjustments`` are keys of the
    phrases for what a method did on the way (the Hartung-Knapp guard bit, for one).
    """

    measure: Measure
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
    n: float | None
    weights: tuple[float, ...]
    tau2_method: str
    ci_method: str
    variance_method: str
    shared_control: str
    converged: bool
    local_maxima: int
    heterogeneity: Heterogeneity
    prediction: Prediction | NotEstimable
    adjustments: tuple[str, ...]

    def as_read(self) -> tuple[float, float, float]:
        """Return estimate and limits on the scale people read (ratios, not their logarithms)."""
        estimate, low, high = readers_scale(self.measure, self.estimate, self.ci_low, self.ci_high)
        return estimate, low, high

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row, on the analysis scale."""
        import pandas as pd

        spread = self.heterogeneity
        return pd.DataFrame(
            [
                {
                    "measure": self.measure.value,
                    "model": self.model,
                    "estimate": self.estimate,
                    "se": self.se,
                    "ci_low": self.ci_low,
                    "ci_high": self.ci_high,
                    "level": self.level,
                    "p_value": self.p_value,
                    "k": self.k,
                    "tau2": spread.tau2,
                    "i2": spread.i2,
                    "q": spread.q,
                    "tau2_method": self.tau2_method,
                    "ci_method": self.ci_method,
                }
            ]
        )

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        return (
            f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}] "
            f"(k = {self.k}, {self.model}, {self.tau2_method}, {self.ci_method})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """The same synthesis under another choice: ``key`` names it in the phrases.

    ``left_out`` and ``put_in`` hold the labels of effects the choice removes and adds.
    """

    key: str
    left_out: tuple[str, ...]
    pooled: PooledEffect | NotEstimable
    put_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroup:
    """One subgroup's studies (indices into the effects) and their pooled effect."""

    group: str
    members: tuple[int, ...]
    pooled: PooledEffect | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupTest:
    """Test for interaction between subgroups.

    ``left_out`` holds the groups without a summary, which the test could not include.
    """

    q: float
    df: int
    p_value: float
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis(Shown):
    """A synthesis done: its effects, the pooled result and how far it stands up.

    ``pooled`` is NotEstimable where rows are only shown. ``leave_one_out`` has one Variation for
    each effect, in order.
    """

    synthesis_id: str
    outcome_id: str
    measure: Measure
    instrument_id: str
    effects: tuple[StudyEffect, ...]
    left_out: tuple[LeftOut, ...]
    pooled: PooledEffect | NotEstimable
    variations: tuple[Variation, ...]
    leave_one_out: tuple[Variation, ...]
    subgroups: tuple[Subgroup, ...]
    subgroup_test: SubgroupTest | NotEstimable | None

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row an effect, on the analysis scale."""
        return rows_of(self.effects)

    def as_read(self) -> tuple[float, ...]:
        """Return the pooled effect and its limits on the scale people read, nothing without."""
        return () if isinstance(self.pooled, NotEstimable) else self.pooled.as_read()

    def __str__(self) -> str:
        return f"{self.synthesis_id}: {self.pooled}"


def rows_of(effects: Sequence[StudyEffect]) -> "pd.DataFrame":
    """Return effects as a table, one tidy row each, with the route each came by."""
    import pandas as pd

    names = ("study_id", "label", "group", "yi", "vi", "ci_low", "ci_high", "level", "route")
    return pd.DataFrame([{name: getattr(one, name) for name in names} for one in effects])
