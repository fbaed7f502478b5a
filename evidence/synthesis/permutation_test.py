"""Test moderators by giving effects other studies' moderators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from evidence.errors import ChoiceUnknown
from evidence.stats.permutation_test import TAILS, Model, Permuted
from evidence.stats.permutation_test import permutation_test as permute
from evidence.synthesis.regression_choices import (
    RegressionChoices,
    RegressionChosen,
    choose_regression,
)
from evidence.synthesis.regression_data import Columns, RegressionData, regression_data
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class PermutationTest:
    """A permutation test of a meta-regression, or of a mean.

    ``p_values`` and ``statistics`` are by coefficient; ``omnibus_p_value`` is for all
    moderators at once. ``refits`` arrangements were compared, all there are where ``exact``;
    ``failed`` is how many of them had no statistic.
    """

    formula: str
    p_values: Mapping[str, float]
    statistics: Mapping[str, float]
    omnibus_p_value: float
    refits: int
    exact: bool
    failed: int
    seed: int
    k: int
    tau2_method: str
    ci_method: str

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row a coefficient."""
        import pandas as pd

        columns = {"statistic": self.statistics, "p_value": self.p_values}
        frame = pd.DataFrame(columns).rename_axis("name").reset_index()
        return frame.assign(refits=self.refits, exact=self.exact)

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False))

    def __str__(self) -> str:
        told = "; ".join(f"{name} p = {value:.4g}" for name, value in self.p_values.items())
        extent = "all" if self.exact else "drawn"
        return f"{self.formula}: {told} ({self.refits} arrangements, {extent}, k = {self.k})"


def permutation_test(
    formula: str,
    data: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    exact: bool | None = None,
    times: int = 1000,
    seed: int = 0,
    tail: str = "two-sided",
    yi: str = "yi",
    vi: str = "vi",
    **choices: Unpack[RegressionChosen],
) -> PermutationTest | NotEstimable:
    """Test coefficients without a distribution: by other arrangements of the moderators.

    Parameters
    ----------
    formula, data
        As for :func:`evidence.meta_regression`; ``"1"`` tests the mean, by turning signs.
    exact : bool, optional
        Whether every arrangement is fitted; when not given, where there are no more than
        ``times``.
    times : int
        How many arrangements to draw otherwise, the observed one among them.
    seed : int
        The same seed gives the same result.
    tail : {"two-sided", "less", "greater"}
        Which statistics count as extreme; two-sided compares sizes.
    yi, vi : str
        Columns with effects and sampling variances.
    **choices
        The methods, as for :func:`evidence.meta_regression`.

    Returns
    -------
    PermutationTest or NotEstimable

    Raises
    ------
    ChoiceUnknown
        For an option, a choice or a column that does not exist, with those that do.
    ValueError
        For rows that cannot be fitted, and for more arrangements than can be.

    References
    ----------
    Higgins JPT, Thompson SG (2004). https://doi.org/10.1002/sim.1752
    Follmann DA, Proschan MA (1999). https://doi.org/10.1111/j.0006-341x.1999.00732.x

    Examples
    --------
    >>> found = permutation_test("1", {"yi": [0.5, 0.6, 0.7], "vi": [0.1, 0.1, 0.1]})
    >>> found.p_values["Intercept"], found.refits, found.exact
    (0.25, 8, True)
    """
    if tail not in TAILS:
        raise ChoiceUnknown("tail", tail, TAILS)
    chosen = choose_regression(**choices)
    rows = regression_data(formula, data, Columns(None, yi, vi, None, "study"), chosen)
    if isinstance(rows, NotEstimable):
        return rows
    found = permute(
        rows.yi,
        rows.vi,
        rows.design,
        model=Model(chosen.estimator, chosen.test, rows.weights, rows.design.moderators),
        exact=exact,
        times=times,
        seed=seed,
        tail=tail,
    )
    return _result(rows, found, seed, chosen)


def _result(
    rows: RegressionData, found: Permuted, seed: int, choices: RegressionChoices
) -> PermutationTest:
    names = rows.terms.names
    return PermutationTest(
        formula=rows.formula,
        p_values=dict(zip(names, found.p_value.tolist(), strict=True)),
        statistics=dict(zip(names, found.statistic.tolist(), strict=True)),
        omnibus_p_value=found.omnibus_p_value,
        refits=found.refits,
        exact=found.exact,
        failed=found.failed,
        seed=seed,
        k=len(rows.yi),
        tau2_method=choices.estimator,
        ci_method=choices.pooling.ci_method,
    )
