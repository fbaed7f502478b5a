"""How a model of dependent effects is done: every choice by name, refused if it does not exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, Unpack

from evidence.chosen import require_level, require_listed, require_options
from evidence.stats.dependent.coefficient_tests import DFS
from evidence.stats.dependent.fit import METHODS
from evidence.stats.dependent.sandwich import RULES
from evidence.synthesis.random_terms import Held, Values

CI_METHODS = ("t", "wald", "cluster-robust")
BY_CLUSTERS = "clusters"
"""Degrees of freedom of robust tests: clusters less coefficients."""
INTERVALS = ("profile", "none")


class MultilevelChosen(TypedDict, total=False):
    """What of :class:`MultilevelChoices` a caller says; the rest is as there."""

    tau2_method: str
    ci_method: str
    df_method: str
    cluster: str | None
    rule: str
    intervals: str
    variances: Mapping[str, Values] | None
    correlations: Mapping[str, Values] | None
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MultilevelChoices:
    """The methods of one model of dependent effects.

    Parameters
    ----------
    tau2_method : {"REML", "ML"}
        Likelihood that variances and correlations make largest.
    ci_method : {"t", "wald", "cluster-robust"}
        Interval and test. ``"cluster-robust"`` holds even where the model is wrong.
    df_method : {"contain", "residual", "clusters"}
        Degrees of freedom of ``"t"``: of the groups a moderator is constant in, or of effects.
        Those of ``"cluster-robust"`` are Satterthwaite's, or, for ``"clusters"``, the clusters
        less the coefficients, which takes too many for granted where clusters are few.
    cluster : str or None
        Column of independent clusters; the outermost groups of the first random term without it.
    rule : {"CR2", "CR0", "CR1", "CR1p", "CR1S", "CR3"}
        Adjustment of ``"cluster-robust"``. metafor's ``robust`` is ``"CR1p"`` with
        ``df_method="clusters"``, and ``"CR2"`` with ``clubSandwich=TRUE``.
    intervals : {"profile", "none"}
        Whether variances and correlations get profile likelihood intervals.
    variances, correlations : mapping of str to float or sequence, or None
        What is held at values and not estimated, by the names of the random terms, such as
        ``{"study": 0.0}``: one number; or one a level, or pair of levels, None where it is to be
        estimated; or ``{"arm | study": {"control": 0.0}}`` (metafor's ``sigma2``, ``tau2`` and
        ``rho``).
    level : float
        Confidence level, 0.95 for 95 %.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    tau2_method: str = "REML"
    ci_method: str = "t"
    df_method: str = "contain"
    cluster: str | None = None
    rule: str = "CR2"
    intervals: str = "profile"
    variances: Mapping[str, Values] | None = None
    correlations: Mapping[str, Values] | None = None
    level: float = 0.95

    def __post_init__(self) -> None:
        lists = {
            "tau2_method": METHODS,
            "ci_method": CI_METHODS,
            "df_method": (*DFS, BY_CLUSTERS) if self.ci_method == "cluster-robust" else DFS,
            "rule": RULES,
            "intervals": INTERVALS,
        }
        require_listed(self, lists)
        require_level(self.level)

    @property
    def held(self) -> Held:
        """What is not estimated."""
        return Held(self.variances, self.correlations)


def choose_multilevel(**chosen: Unpack[MultilevelChosen]) -> MultilevelChoices:
    """Return the methods of one model from those a caller says.

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose_multilevel(tau2_method="ML").ci_method
    't'
    """
    require_options(chosen, tuple(MultilevelChosen.__annotations__))
    return MultilevelChoices(**chosen)


def by_clusters(df_method: str, clusters: int, coefficients: int) -> float | None:
    """Return clusters less coefficients where tests go by them, None for Satterthwaite's."""
    return max(1.0, float(clusters - coefficients)) if df_method == BY_CLUSTERS else None
