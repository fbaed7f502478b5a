"""Test moderators by giving effects other studies' moderators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence.errors import ChoiceUnknown
from evidence.records.shown import Shown
from evidence.stats.floats import Floats
from evidence.stats.permutation_test import TAILS, ManyMeans, Model, Permuted
from evidence.stats.permutation_test import permutation_test as permute
from evidence.synthesis.regression_choices import RegressionChoices
from evidence.synthesis.regression_data import RegressionData

if TYPE_CHECKING:
    import pandas as pd


Engine = Callable[[Floats, str, str], ManyMeans | None]
"""Sampling variances, estimator of tau2 and test in; what fits many arrangements of the effects
at once out, or None where it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermutationTest(Shown):
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

    def as_read(self) -> Mapping[str, float]:
        """Return the p-value of each coefficient."""
        return self.p_values

    def __str__(self) -> str:
        told = "; ".join(f"{name} p = {value:.4g}" for name, value in self.p_values.items())
        extent = "all" if self.exact else "drawn"
        return f"{self.formula}: {told} ({self.refits} arrangements, {extent}, k = {self.k})"


class Arrangements(NamedTuple):
    """Which arrangements are compared: all or so many drawn from a seed; and what is extreme."""

    exact: bool | None = None
    times: int = 1000
    seed: int = 0
    tail: str = "two-sided"


def permute_rows(
    rows: RegressionData,
    chosen: RegressionChoices,
    arranged: Arrangements,
    engine: Engine | None = None,
) -> PermutationTest:
    """Test the coefficients of rows by other arrangements of them.

    Parameters
    ----------
    rows : RegressionData
        Effects with their moderators.
    chosen : RegressionChoices
        How each arrangement is fitted.
    arranged : Arrangements
        Which arrangements.
    engine : callable, optional
        Fits the mean of many arrangements at once; see ``Engine``.

    Returns
    -------
    PermutationTest

    Raises
    ------
    ChoiceUnknown
        For a tail that does not exist.
    ValueError
        For more arrangements than can be fitted.
    """
    if arranged.tail not in TAILS:
        raise ChoiceUnknown("tail", arranged.tail, TAILS)
    many = _many(rows, chosen, engine)
    model = Model(chosen.estimator, chosen.test, rows.weights, rows.design.moderators, many)
    found = permute(rows.yi, rows.vi, rows.design, model=model, **arranged._asdict())
    return _result(rows, found, arranged.seed, chosen)


def _many(
    rows: RegressionData, chosen: RegressionChoices, engine: Engine | None
) -> ManyMeans | None:
    if engine is None or rows.weights is not None:
        return None
    return engine(rows.vi, chosen.estimator, chosen.test)


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
