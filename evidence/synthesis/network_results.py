"""The results of a network meta-analysis: frozen, on the analysis scale, never rounded."""

from dataclasses import asdict, dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.stats.network.aggregated_designs import aggregate
from evidence.stats.network.evidence_flow import contributions, measures
from evidence.stats.network.fit import NetworkFit
from evidence.stats.network.net_heat import net_heat
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import LeftOut, NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEstimate:
    """One treatment against another, by all evidence and by direct and indirect evidence apart.

    None where there is no such evidence, or the method has none. ``share_direct`` is how much of
    the estimate is direct (0 to 1); ``disagreement_p`` tests whether direct and indirect differ.
    """

    treatment: str
    comparator: str
    estimate: float
    se: float
    ci_low: float
    ci_high: float
    level: float
    p_value: float
    prediction_low: float | None
    prediction_high: float | None
    studies: int
    direct: float | None
    direct_se: float | None
    indirect: float | None
    indirect_se: float | None
    share_direct: float | None
    disagreement_p: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignTest:
    """Differences between studies of one design, and inconsistency without that design.

    ``without_q`` is None where the network falls apart without the design.
    """

    design: tuple[str, ...]
    q: float
    df: int
    p_value: float
    without_q: float | None
    without_df: int | None
    without_p_value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Cochran's Q within and between designs.

    The ``random`` fields are of the design-by-treatment interaction model, in which studies of
    one design may differ.
    """

    within_q: float
    within_df: int
    within_p_value: float
    between_q: float
    between_df: int
    between_p_value: float
    random_q: float
    random_p_value: float
    tau2_within: float
    designs: tuple[DesignTest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A treatment's P-score, SUCRA and the probability of each rank, best first."""

    treatment: str
    p_score: float
    sucra: float
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkResult(Shown):
    """A network meta-analysis with the methods that made it.

    Parameters
    ----------
    measure : Measure
    treatments : tuple of str
        In alphabetical order.
    reference : str
        What ``as_read`` and ``str`` compare with.
    estimates : tuple of NetworkEstimate
        Every pair, in the order of ``treatments``.
    tau2 : float
        Variance between studies; 0 for a common effect.
    i2, i2_low, i2_high : float or None
        Per cent, from Q.
    q, q_df, q_p_value
        Of the whole network.
    consistency : Consistency or NotEstimable
    ranks : tuple of Rank or NotEstimable
        Not estimable unless it is said which way is better.
    model, method, tau2_method, ci_method, split : str
    converged, local_maxima
        How the search for the variance went.
    k, arms_of_several : int
        Numbers of studies, and of those with three or more arms.
    left_out : tuple of LeftOut
        Studies and arms that say nothing of an odds ratio (MH, NCH).
    """

    measure: Measure
    treatments: tuple[str, ...]
    reference: str
    estimates: tuple[NetworkEstimate, ...]
    tau2: float
    i2: float | None
    i2_low: float | None
    i2_high: float | None
    q: float | None
    q_df: int | None
    q_p_value: float | None
    consistency: Consistency | NotEstimable
    ranks: tuple[Rank, ...] | NotEstimable
    model: str
    method: str
    tau2_method: str
    ci_method: str
    split: str
    converged: bool
    local_maxima: int
    k: int
    arms_of_several: int
    level: float
    left_out: tuple[LeftOut, ...]
    solved: NetworkFit | None = field(repr=False, compare=False)

    def against(self, treatment: str, comparator: str) -> NetworkEstimate:
        """Return the estimate of a pair, turned to the order asked for.

        Raises
        ------
        KeyError
            When the network has no such pair.
        """
        for one in self.estimates:
            if (one.treatment, one.comparator) == (treatment, comparator):
                return one
            if (one.treatment, one.comparator) == (comparator, treatment):
                return turned(one)
        raise KeyError((treatment, comparator))

    def as_read(self) -> dict[str, tuple[float, float, float]]:
        """Return every treatment against the reference, on the scale people read."""
        found = {}
        for name in self.treatments:
            if name != self.reference:
                one = self.against(name, self.reference)
                estimate, low, high = readers_scale(
                    self.measure, one.estimate, one.ci_low, one.ci_high
                )
                found[name] = (estimate, low, high)
        return found

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a pair, on the analysis scale."""
        import pandas as pd

        rows = pd.DataFrame([asdict(one) for one in self.estimates])
        return rows.assign(
            measure=self.measure.value, model=self.model, method=self.method, tau2=self.tau2
        )

    def league(self) -> "pd.DataFrame":
        """Return the league table on the scale people read.

        Below the diagonal is the column's treatment against the row's by all evidence; above it
        the row's against the column's by direct evidence alone.
        """
        import pandas as pd

        found = pd.DataFrame("", index=list(self.treatments), columns=list(self.treatments))
        for name in self.treatments:
            found.loc[name, name] = name
        for one, other in combinations(self.treatments, 2):
            pair = self.against(one, other)
            found.loc[other, one] = self._cell(pair.estimate, pair.ci_low, pair.ci_high)
            if pair.direct is not None and pair.direct_se is not None:
                reach = (pair.ci_high - pair.estimate) / pair.se * pair.direct_se
                found.loc[one, other] = self._cell(
                    pair.direct, pair.direct - reach, pair.direct + reach
                )
        return found

    def _cell(self, *values: float) -> str:
        estimate, low, high = readers_scale(self.measure, *values)
        return f"{estimate:.4g} [{low:.4g}, {high:.4g}]"

    def contributions(self) -> "pd.DataFrame":
        """Return what every direct comparison contributes to every estimate, in per cent.

        With the mean number of comparisons evidence passes, and by how many independent studies
        at least it comes.

        Raises
        ------
        ValueError
            For the methods of rare events, which have no such shares.
        """
        import pandas as pd

        if self.solved is None:
            raise ValueError(f"method {self.method!r} has no contributions")
        (edges, shares), rested = contributions(self.solved), measures(self.solved)
        names = [
            f"{self.treatments[one]} - {self.treatments[other]}"
            for one, other in combinations(range(len(self.treatments)), 2)
        ]
        heads = [f"{self.treatments[one]} - {self.treatments[other]}" for one, other in edges]
        return pd.DataFrame(100 * shares, index=names, columns=heads).assign(
            mean_path=rested.mean_path, parallel_studies=rested.parallelism_by_study
        )

    def net_heat(self) -> "pd.DataFrame":
        """Return the net heat matrix of the common-effect network, a row and column a contrast.

        A cell is how much the row's inconsistency falls when the design of the column is
        detached (Krahn, Binder and König 2013, doi:10.1186/1471-2288-13-35); NaN for designs the
        network cannot do without. ``inconsistency`` is what the row adds to Q between designs.

        Raises
        ------
        ValueError
            For the methods of rare events, which have none.
        """
        import pandas as pd

        if self.solved is None:
            raise ValueError(f"method {self.method!r} has no net heat")
        designs = aggregate(self.solved.comparisons)
        found = net_heat(designs)
        of = [", ".join(self.treatments[arm] for arm in arms) for arms in designs.designs]
        names = [
            f"{self.treatments[base]} - {self.treatments[other]} ({of[design]})"
            for design, base, other in zip(designs.design, designs.base, designs.other, strict=True)
        ]
        heat = pd.DataFrame(found.heat, index=names, columns=names)
        return heat.assign(inconsistency=found.inconsistency)

    def _repr_html_(self) -> str:
        return str(self.league().to_html())

    def __str__(self) -> str:
        told = "; ".join(
            f"{name} {estimate:.4g} [{low:.4g}, {high:.4g}]"
            for name, (estimate, low, high) in self.as_read().items()
        )
        return (
            f"{self.measure} against {self.reference}: {told} (k = {self.k}, {self.model}, "
            f"{self.method}, {self.tau2_method}, tau2 = {self.tau2:.4g})"
        )


def turned(one: NetworkEstimate) -> NetworkEstimate:
    """Return an estimate with its treatments exchanged."""

    def minus(value: float | None) -> float | None:
        return None if value is None else -value

    return NetworkEstimate(
        treatment=one.comparator,
        comparator=one.treatment,
        estimate=-one.estimate,
        se=one.se,
        ci_low=-one.ci_high,
        ci_high=-one.ci_low,
        level=one.level,
        p_value=one.p_value,
        prediction_low=minus(one.prediction_high),
        prediction_high=minus(one.prediction_low),
        studies=one.studies,
        direct=minus(one.direct),
        direct_se=one.direct_se,
        indirect=minus(one.indirect),
        indirect_se=one.indirect_se,
        share_direct=one.share_direct,
        disagreement_p=one.disagreement_p,
    )
