"""What pooling many analyses gives: one array a quantity, one place an analysis."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy import special

from evidence.bulk.status import WORDS, Codes, Status
from evidence.records.shown import Shown
from evidence.stats.floats import Bools, Floats
from evidence.stats.heterogeneity import share_beyond_chance

if TYPE_CHECKING:
    import pandas as pd

Counts = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPooled(Shown):
    """Many pooled effects with the methods that made them, on the analysis scale, not rounded.

    Each array has a place for each analysis, in the order given. An analysis whose ``status`` is
    not 0 has NaN for every number but ``k``.

    Parameters
    ----------
    ids : array or None
        Ids of the analyses, where they were given.
    status : array of int8
        A :class:`evidence.bulk.status.Status`; ``status_words`` has their words.
    k : array of int32
        Number of effects.
    estimate, se, ci_low, ci_high, statistic : array of float
        Pooled effect, its standard error and interval as the test has them, and the test
        statistic; ``p_value`` is computed from it when asked for.
    df : array of float
        Degrees of freedom of the test; infinite for ``z``.
    guard_bit : array of bool
        Whether ``adhoc`` kept the interval from being narrower than Wald's.
    tau2, tau2_low, tau2_high : array of float
        Variance between studies and its Q-profile interval: NaN where it was not asked for, for
        a common effect, and where no tau2 agrees with the data.
    local_maxima : array of int32
        How many peaks the likelihood has (ML, REML), the highest of which is ``tau2``; else 1.
    q, i2 : array of float
        Cochran's Q, and I squared in per cent: from tau2, and from Q for a common effect.
    pi_low, pi_high : array of float
        Prediction interval: NaN for a common effect and for fewer than three effects.
    method, test, prediction_rule, engine : str
        What made them; ``engine`` is what computed: ``"numpy"`` or ``"numba"``.
    level : float
        Confidence level.
    """

    ids: npt.NDArray[Any] | None
    status: Codes
    k: Counts
    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    df: Floats
    guard_bit: Bools
    tau2: Floats
    tau2_low: Floats
    tau2_high: Floats
    local_maxima: Counts
    q: Floats
    i2: Floats
    pi_low: Floats
    pi_high: Floats
    method: str
    test: str
    level: float
    prediction_rule: str
    engine: str

    def __len__(self) -> int:
        return len(self.status)

    @property
    def status_words(self) -> npt.NDArray[np.str_]:
        """The status of each analysis as a word, ``"ok"`` for those with numbers."""
        return WORDS[self.status]

    @property
    def p_value(self) -> Floats:
        """Two-sided p-value of each pooled effect."""
        below = -np.abs(self.statistic)
        tail = special.ndtr(below) if self.test == "z" else special.stdtr(self.df, below)
        return np.asarray(2 * tail, dtype=np.float64)

    @property
    def q_p_value(self) -> Floats:
        """p-value of Cochran's Q on k - 1 degrees of freedom."""
        return np.asarray(special.chdtrc(self.k - 1.0, self.q), dtype=np.float64)

    @property
    def i2_from_q(self) -> Floats:
        """I squared from Cochran's Q, in per cent."""
        return np.asarray(share_beyond_chance(self.q, self.k - 1.0), dtype=np.float64)

    def counts(self) -> dict[str, int]:
        """How many analyses have each status, by its word; none is left out."""
        found = np.bincount(self.status, minlength=len(Status)).tolist()
        return {status.word: found[status] for status in Status if found[status]}

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Every quantity by its name, p-values and the word of the status among them."""
        ids = {} if self.ids is None else {"analysis_id": self.ids}
        arrays = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("ids", "status")
            and isinstance(getattr(self, field.name), np.ndarray)
        }
        return {
            **ids,
            "status": self.status_words,
            **arrays,
            "p_value": self.p_value,
            "q_p_value": self.q_p_value,
        }

    def to_frame(self) -> "pd.DataFrame":
        """Return one row an analysis as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame(self.columns())

    def as_read(self) -> dict[str, Floats]:
        """Return estimates and limits, on the scale they were given: a bulk job has no measure."""
        return {"estimate": self.estimate, "ci_low": self.ci_low, "ci_high": self.ci_high}

    def __str__(self) -> str:
        told = ", ".join(f"{count} {word}" for word, count in self.counts().items())
        return f"{len(self)} analyses by {self.method}, {self.test} ({self.engine}): {told}"
