"""Dependent effects by a working model, with standard errors that hold whatever the dependence."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence.chosen import require_level, require_options
from evidence.errors import ChoiceUnknown
from evidence.records.shown import Shown
from evidence.stats.dependent.working_models import MODELS, pool_by_working_model
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.moderators import moderators_of
from evidence.synthesis.multilevel import TRUSTED_DF
from evidence.synthesis.named_columns import groups_named
from evidence.synthesis.pooled_coefficients import coefficient_named
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.regression_results import Coefficient
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustRegression(Shown):
    """A working model of dependent effects with cluster-robust tests.

    Parameters
    ----------
    measure : Measure
        What the effects are.
    moderators : str
        As written; ``"1"`` for the mean alone.
    coefficients : tuple of Coefficient
        Each with degrees of freedom of its own.
    tau2, omega2 : float, float or None
        Variance of true effects between clusters, and within them (``"HIER"``).
    rho : float or None
        The correlation of errors assumed for ``"CORR"``.
    k, clusters : int
        Numbers of effects and of clusters.
    kind, df_method : str
        ``"CORR"`` or ``"HIER"``; ``"satterthwaite"`` with CR2, ``"clusters"`` with CR1p.
    adjustments : tuple of str
        Keys of the phrases; ``few_clusters`` where a test is not to be trusted.
    """

    measure: Measure
    moderators: str
    coefficients: tuple[Coefficient, ...]
    tau2: float
    omega2: float | None
    rho: float | None
    k: int
    clusters: int
    kind: str
    df_method: str
    adjustments: tuple[str, ...]

    def as_read(self) -> tuple[float, float, float]:
        """Return the first coefficient and its limits on the scale people read."""
        first = self.coefficients[0]
        read = readers_scale(self.measure, first.estimate, first.ci_low, first.ci_high)
        return read[0], read[1], read[2]

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row a coefficient, on the analysis scale."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.coefficients])

    def __str__(self) -> str:
        estimate, low, high = self.as_read()
        return (
            f"{self.measure} {estimate:.4g} [{low:.4g}, {high:.4g}] (k = {self.k}, "
            f"clusters = {self.clusters}, {self.kind}, {self.df_method})"
        )


def robust_regression(
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    cluster: str,
    *,
    moderators: str = "1",
    kind: str = "CORR",
    rho: float = 0.8,
    small: bool = True,
    level: float = 0.95,
    **columns: Any,
) -> RobustRegression | NotEstimable:
    """Pool dependent effects by a working model with cluster-robust standard errors.

    Parameters
    ----------
    data : DataFrame or mapping of str to sequence
        One row an effect.
    cluster : str
        Column that names what effects depend within, such as the study.
    moderators : str
        The right side of a formula; ``"1"`` pools to the mean.
    kind : {"CORR", "HIER"}
        Errors of one cluster correlated by ``rho``, its effects of one truth; or errors
        independent, true effects different between clusters and within.
    rho : float
        0 to 1, for ``"CORR"``; tau squared alone depends on it, and little.
    small : bool
        CR2 with Satterthwaite's degrees of freedom; else CR1p with t on clusters - p.
    level : float
        Confidence level.
    **columns
        ``measure``, ``yi``, ``vi`` and ``sei``, as for :func:`evidence.pool`.

    Returns
    -------
    RobustRegression or NotEstimable
        Not estimable with no more clusters than coefficients. ``adjustments`` tells of tests with
        fewer than four degrees of freedom.

    Raises
    ------
    ChoiceUnknown
        For an option or a column that does not exist, with those that do.
    ValueError
        Naming every row that cannot be used by its position, or for rho outside 0 to 1.

    See Also
    --------
    evidence.multilevel : Models of the dependence itself.

    Notes
    -----
    ``robu(modelweights="CORR")`` and ``"HIER"`` of R's robumeta. Weights 1/(k_j (vbar_j + tau2)),
    and 1/(v + tau2 + omega2); variances by moments, in closed form.

    References
    ----------
    Hedges LV, Tipton E, Johnson MC (2010). https://doi.org/10.1002/jrsm.5
    Tipton E (2015). https://doi.org/10.1037/met0000011

    Examples
    --------
    >>> table = {"yi": [0.1, 0.3, 0.8, 0.9, 0.4], "vi": [0.02] * 5, "lab": list("aabbc")}
    >>> print(robust_regression(table, "lab"))
    GEN 0.4833 [-0.3437, 1.31] (k = 5, clusters = 3, CORR, satterthwaite)
    """
    import pandas as pd

    if kind not in MODELS:
        raise ChoiceUnknown("kind", kind, MODELS)
    require_level(level)
    require_options(columns, ("measure", "yi", "vi", "sei"))
    effects = effects_of(data, study=None, **columns)
    found = moderators_of(moderators, pd.DataFrame(data), redundant="refuse")
    clusters = groups_named(data, "cluster", cluster)
    if len(set(clusters)) <= found.xi.shape[1]:
        return _too_few(len(set(clusters)), found.xi.shape[1])
    yi, vi = zip(*((one.yi, one.vi) for one in effects.effects), strict=True)
    solved = pool_by_working_model(
        yi, vi, clusters, xi=found.xi, model=kind, rho=rho, small=small, level=level
    )
    coefficients = tuple(map(coefficient_named, found.terms.names, solved.coefficients))
    return RobustRegression(
        measure=effects.measure,
        moderators=moderators,
        coefficients=coefficients,
        tau2=solved.moments.tau2,
        omega2=solved.moments.omega2,
        rho=rho if kind == "CORR" else None,
        k=len(effects.effects),
        clusters=len(set(clusters)),
        kind=kind,
        df_method="satterthwaite" if small else "clusters",
        adjustments=_adjustments(coefficients),
    )


def _adjustments(coefficients: tuple[Coefficient, ...]) -> tuple[str, ...]:
    few = any(one.df is not None and one.df < TRUSTED_DF for one in coefficients)
    return ("few_clusters",) if few else ()


def _too_few(clusters: int, coefficients: int) -> NotEstimable:
    values = {"k": str(clusters), "p": str(coefficients)}
    return NotEstimable(wanted="pooled", reason="too_few_clusters", values=values)
