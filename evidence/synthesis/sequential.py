"""Trial sequential analysis of a synthesis: whether there is enough information to conclude."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evidence.records.shown import Shown
from evidence.stats.sequential.information_size import diversity, information_needed
from evidence.stats.sequential.spending import FUNCTIONS
from evidence.stats.sequential.trial_sequential import TrialSequential, trial_sequential
from evidence.stats.tau2 import Tau2, estimate_tau2
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.small_study_data import StudyData, require_choice, study_data
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd

    Effects = EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SequentialAnalysis(Shown):
    """The cumulative evidence against boundaries that allow for every look.

    Information is the inverse of the sampling variance of the pooled effect; ``required`` is what
    finding ``effect`` needs, multiplied by 1/(1 - D2). One number a look in the tuples; an
    infinite boundary cannot be crossed. ``conclusion`` and ``advice`` are keys of the phrases.
    ``converged`` and ``local_maxima`` tell of the search for tau2 at the last look.
    """

    measure: Measure
    effect: float
    alpha: float
    power: float
    tau2_method: str
    spending: str
    d2: float
    required: float
    share: float
    k: int
    studies: tuple[int, ...]
    information: tuple[float, ...]
    estimate: tuple[float, ...]
    z: tuple[float, ...]
    boundary: tuple[float, ...]
    conclusion: str
    converged: bool
    local_maxima: int
    advice: tuple[str, ...]

    def as_read(self) -> tuple[tuple[float, ...], ...]:
        """Return the estimate of every look on the scale people read."""
        return tuple(readers_scale(self.measure, one) for one in self.estimate)

    def to_frame(self) -> "pd.DataFrame":
        """Return a tidy row a look."""
        import pandas as pd

        gathered = np.array(self.information)
        return pd.DataFrame(
            {
                "studies": self.studies,
                "information": gathered,
                "share": gathered / self.required,
                "estimate": self.estimate,
                "z": self.z,
                "boundary_low": -np.array(self.boundary),
                "boundary_high": self.boundary,
            }
        )

    def __str__(self) -> str:
        return (
            f"{self.conclusion}: {100 * self.share:.3g} % of the required information, "
            f"z = {self.z[-1]:.3g}, boundary {self.boundary[-1]:.3g} (k = {self.k})"
        )


def sequential_analysis(
    effects: "Effects",
    *,
    effect: float,
    order: Sequence[float] | None = None,
    d2: float | None = None,
    alpha: float = 0.05,
    power: float = 0.8,
    tau2_method: str = "REML",
    spending: str = "obrien-fleming",
    **columns: Any,
) -> SequentialAnalysis | NotEstimable:
    """Follow the evidence study by study against the information it takes to conclude.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    effect : float
        The effect that matters, on the analysis scale; set it beforehand.
    order : sequence of float, optional
        When each study arrived, such as its year; the order given when not.
    d2 : float, optional
        Diversity to plan for, 0 up to 1; that of the studies when not given.
    alpha, power : float
        Two-sided level over all looks, and power.
    tau2_method, spending : str
        Estimator of tau squared, and how the level is spent.
    **columns
        Names of columns of a table, and the measure.

    Returns
    -------
    SequentialAnalysis or NotEstimable

    References
    ----------
    Wetterslev J, Thorlund K, Brok J, Gluud C (2008). doi:10.1016/j.jclinepi.2007.03.013
    Wetterslev J, Thorlund K, Brok J, Gluud C (2009). doi:10.1186/1471-2288-9-86

    Examples
    --------
    >>> table = {"yi": [0.3, 0.4, 0.3], "vi": [0.02, 0.02, 0.01]}
    >>> found = sequential_analysis(table, effect=0.3, power=0.9, d2=0.25)
    >>> found.conclusion, round(found.share, 2)
    ('effect_above', 1.28)
    """
    require_choice("spending", spending, tuple(FUNCTIONS))
    data = study_data(effects, door=sequential_analysis, least=2, columns=columns)
    if isinstance(data, NotEstimable):
        return data
    tau2 = estimate_tau2(data.yi, data.vi, method=tau2_method)
    share = _diversity(data, tau2.value, d2)
    required = information_needed(effect, alpha=alpha, power=power) / (1 - share)
    done = trial_sequential(
        data.yi,
        data.vi,
        1 / data.vi,
        required=required,
        order=order,
        method=tau2_method,
        alpha=alpha,
        spending=spending,
    )
    return SequentialAnalysis(
        effect=effect,
        alpha=alpha,
        power=power,
        tau2_method=tau2_method,
        spending=spending,
        d2=share,
        required=required,
        advice=("diversity_from_data",) if d2 is None else (),
        **_looks(data, done, tau2),
    )


def _diversity(data: StudyData, tau2: float, planned: float | None) -> float:
    """Return the diversity to plan for, from the data where none is given."""
    if planned is not None:
        if not 0 <= planned < 1:
            raise ValueError(f"d2: {planned!r} is not from 0 up to 1")
        return planned
    return max(0.0, diversity(data.yi, data.vi, tau2=tau2).d2)


def _looks(data: StudyData, done: TrialSequential, tau2: Tau2) -> dict[str, Any]:
    return {
        "measure": data.measure,
        "converged": tau2.converged,
        "local_maxima": tau2.local_maxima,
        "share": float(done.t[-1]),
        "k": int(done.studies[-1]),
        "studies": tuple(done.studies.tolist()),
        "information": tuple(done.information.tolist()),
        "estimate": tuple(done.estimate.tolist()),
        "z": tuple(done.z.tolist()),
        "boundary": tuple(done.boundary.tolist()),
        "conclusion": done.conclusion,
    }
