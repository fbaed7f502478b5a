"""Every effect measure by metafor's name: what it is made from and by which formula."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from evidence.stats import associations as association
from evidence.stats import count_columns as counts
from evidence.stats import group_correlations as grouped
from evidence.stats import matched_pairs as paired
from evidence.stats import measured_columns as measured
from evidence.stats import person_time as rates
from evidence.stats import pre_post_mean_spread as by_mean_spread
from evidence.stats import pre_post_means as change
from evidence.stats import pre_post_ratios as change_ratio
from evidence.stats import related_columns as related
from evidence.stats import single_means as single
from evidence.stats import standardised_means as standard
from evidence.stats import two_by_two as binary
from evidence.stats import two_group_means as means
from evidence.stats import two_group_ratios as ratios
from evidence.stats.assembled import Assembly
from evidence.stats.correlations import correlation, fisher_z, unbiased_correlation
from evidence.stats.determination import explained_variance, explained_variance_by_density
from evidence.stats.effects import Effects
from evidence.stats.floats import Floats
from evidence.stats.heterozygosity import relative_excess_heterozygosity
from evidence.stats.incidence import incidence_rate
from evidence.stats.partial_correlations import (
    partial_correlation,
    partial_fisher_z,
    semi_partial_correlation,
)
from evidence.stats.proportions import proportion
from evidence.stats.reliability import alpha
from evidence.stats.superiority import equal_superiority, normal_superiority, superiority
from evidence.stats.tetrachoric import tetrachoric
from evidence.stats.two_groups import Groups
from evidence.stats.two_times import Times

Formula = Callable[..., Effects]


class Measure(NamedTuple):
    """How an effect measure is made.

    Parameters
    ----------
    assembly : Assembly
        Makes the columns the formula takes from those the studies reported.
    formula : callable
        Takes those columns and the options, gives effects.
    options : tuple of str
        Names of the options that the formula knows.
    stable : bool
        Whether the variance hangs on sizes alone, so that LS and AV are one.
    """

    assembly: Assembly
    formula: Formula
    options: tuple[str, ...] = ()
    stable: bool = False


ADDING = ("add", "to", "drop00")


def _table(formula: Formula, *options: str, add: float = 0.5) -> Measure:
    def of_cells(
        *cells: Floats, add: float = add, to: str = "only0", drop00: bool = False, **more: object
    ) -> Effects:
        return formula(binary.two_by_two(*cells, add=add, to=to, drop00=drop00), **more)

    return Measure(counts.tables, of_cells, (*ADDING, *options))


def _rates(formula: Formula, *, add: float = 0.5) -> Measure:
    def of_counts(
        *four: Floats, add: float = add, to: str = "only0", drop00: bool = False
    ) -> Effects:
        return formula(rates.two_rates(*four, add=add, to=to, drop00=drop00))

    return Measure(counts.two_rates, of_counts, ADDING)


def _groups(formula: Formula, *options: str, take: Assembly = measured.groups) -> Measure:
    def of_groups(*six: Floats, **more: object) -> Effects:
        return formula(Groups(*six), **more)

    return Measure(take, of_groups, options)


def _times(formula: Formula, *options: str, take: Assembly = measured.times) -> Measure:
    def of_times(*six: Floats, **more: object) -> Effects:
        return formula(Times(*six), **more)

    return Measure(take, of_times, options)


def _of_margins(
    *columns: Floats, add: float = 0.5, to: str = "only0", drop00: bool = False
) -> Effects:
    cells = binary.two_by_two(*columns[:4], add=add, to=to, drop00=drop00)
    return paired.marginal_odds_ratio(cells, columns[4])


def _of_superiority(*columns: Floats, vtype: str = "LS") -> Effects:
    six, equal = Groups(*columns[:6]), columns[6] > 0
    by_spread = normal_superiority(six, vtype=vtype)
    by_pooled = equal_superiority(six.d, six.n1, six.n2)
    return Effects(*(np.where(equal, *pair) for pair in zip(by_pooled, by_spread, strict=True)))


def _share(scale: str, *options: str, add: float = 0.5) -> Measure:
    return Measure(
        counts.shares, partial(proportion, scale=scale, add=add), ("add", "to", *options)
    )


def _rate(scale: str, *, add: float = 0.5) -> Measure:
    return Measure(counts.one_rate, partial(incidence_rate, scale=scale, add=add), ("add", "to"))


_or_d = measured.groups_or_d
_SUPERIORITY = Measure(
    measured.probabilities,
    lambda a, n1, n2, ties, **more: superiority(a, n1, n2, ties=ties, **more),
    ("vtype",),
)
_NORMAL_SUPERIORITY = Measure(measured.groups_or_superiority, _of_superiority, ("vtype",))
_BOTH = ("vtype", "correct")

_ALL: dict[str, Measure] = {
    "RR": _table(binary.log_risk_ratio, "vtype"),
    "OR": _table(binary.log_odds_ratio, "vtype"),
    "PETO": _table(binary.peto_log_odds_ratio),
    "RD": _table(binary.raw_risk_difference, "vtype"),
    "AS": _table(binary.arcsine_difference, add=0.0),
    "PHI": _table(association.phi, "vtype", add=0.0),
    "ZPHI": _table(partial(association.phi, z=True), "vtype", add=0.0),
    "YUQ": _table(association.yule_q),
    "YUY": _table(association.yule_y),
    "RTET": _table(tetrachoric, add=0.0),
    "ZTET": _table(partial(tetrachoric, z=True), add=0.0),
    "PBIT": _table(association.probit_difference),
    "OR2D": _table(partial(association.d_from_odds, scale=grouped.LOGISTIC), "vtype"),
    "OR2DL": _table(partial(association.d_from_odds, scale=grouped.LOGISTIC), "vtype"),
    "OR2DN": _table(partial(association.d_from_odds, scale=grouped.COX), "vtype"),
    "MPRD": _table(paired.paired_risk_difference),
    "MPRR": _table(paired.paired_risk_ratio),
    "MPOR": _table(paired.paired_odds_ratio),
    "MPORC": _table(paired.conditional_odds_ratio),
    "MPPETO": _table(paired.paired_peto),
    "MPORM": Measure(counts.margins, _of_margins, ADDING),
    "IRR": _rates(rates.log_rate_ratio),
    "IRD": _rates(rates.rate_difference),
    "IRSD": _rates(rates.root_rate_difference, add=0.0),
    "MD": _groups(means.raw_difference, "vtype"),
    "POMPMD": _groups(means.raw_difference, "vtype", take=measured.groups_in_percent),
    "SMD": _groups(standard.hedges_g, *_BOTH, take=_or_d),
    "SMDH": _groups(standard.mean_spread_d, *_BOTH),
    "SMD1": _groups(standard.glass_delta, *_BOTH, take=measured.groups_by_second),
    "SMD1H": _groups(standard.glass_delta_unequal, "correct"),
    "ROM": _groups(ratios.ratio_of_means, *_BOTH),
    "VR": _groups(ratios.ratio_of_spreads, *_BOTH, take=measured.spreads),
    "CVR": _groups(ratios.ratio_of_relative_spreads, *_BOTH),
    "RPB": _groups(grouped.point_biserial, "vtype", take=_or_d),
    "ZPB": _groups(partial(grouped.point_biserial, z=True), "vtype", take=_or_d),
    "RBIS": _groups(grouped.biserial, take=_or_d),
    "ZBIS": _groups(partial(grouped.biserial, z=True), take=_or_d),
    "D2OR": _groups(partial(grouped.odds_from_d, scale=grouped.LOGISTIC), take=_or_d),
    "D2ORL": _groups(partial(grouped.odds_from_d, scale=grouped.LOGISTIC), take=_or_d),
    "D2ORN": _groups(partial(grouped.odds_from_d, scale=grouped.COX), take=_or_d),
    "CLES": _SUPERIORITY,
    "AUC": _SUPERIORITY,
    "CLESN": _NORMAL_SUPERIORITY,
    "AUCN": _NORMAL_SUPERIORITY,
    "COR": Measure(related.correlations, correlation, ("vtype",)),
    "UCOR": Measure(related.correlations, unbiased_correlation, ("vtype",)),
    "ZCOR": Measure(related.correlations, fisher_z),
    "PCOR": Measure(related.partial_correlations, partial_correlation, ("vtype",)),
    "ZPCOR": Measure(related.partial_correlations, partial_fisher_z),
    "SPCOR": Measure(related.semi_partial_correlations, semi_partial_correlation, ("vtype",)),
    "ZSPCOR": Measure(
        related.semi_partial_correlations, partial(semi_partial_correlation, z=True), ("vtype",)
    ),
    "R2": Measure(related.regressions, explained_variance, ("vtype",)),
    "ZR2": Measure(related.regressions, partial(explained_variance, z=True), ("vtype",)),
    "R2F": Measure(related.regressions, explained_variance_by_density),
    "ZR2F": Measure(related.regressions, partial(explained_variance_by_density, z=True)),
    "PR": _share("raw", "vtype"),
    "PLN": _share("log", "vtype"),
    "PLO": _share("logit", "vtype"),
    "PRZ": _share("probit"),
    "PAS": _share("arcsine", add=0.0),
    "PFT": _share("freeman-tukey", add=0.0),
    "IR": _rate("raw"),
    "IRLN": _rate("log"),
    "IRS": _rate("root", add=0.0),
    "IRFT": _rate("freeman-tukey", add=0.0),
    "MN": Measure(measured.one_group, single.one_mean, ("vtype",)),
    "POMPMN": Measure(measured.one_group_in_percent, single.one_mean, ("vtype",)),
    "SMN": Measure(measured.one_group, single.standardised_mean, ("correct",)),
    "MNLN": Measure(measured.one_group, single.log_mean),
    "SDLN": Measure(measured.one_spread, single.log_spread, ("correct",)),
    "CVLN": Measure(measured.one_group, single.log_relative_spread, ("correct",)),
    "MC": _times(change.mean_change),
    "POMPMC": _times(change.mean_change, take=measured.times_in_range),
    "SMCC": _times(change.change_by_change_spread, *_BOTH, take=measured.times_or_d),
    "SMCR": _times(change.change_by_first_spread, *_BOTH, take=measured.times_by_first),
    "SMCRH": _times(change.change_by_first_spread_unequal, *_BOTH),
    "SMCRP": _times(by_mean_spread.change_by_mean_spread, "correct"),
    "SMCRPH": _times(by_mean_spread.change_by_mean_spread_unequal, *_BOTH),
    "CLESCN": _times(by_mean_spread.paired_superiority),
    "AUCCN": _times(by_mean_spread.paired_superiority),
    "ROMC": _times(change_ratio.ratio_of_paired_means, *_BOTH),
    "VRC": _times(change_ratio.ratio_of_paired_spreads, "vtype", take=measured.spreads_of_times),
    "CVRC": _times(change_ratio.ratio_of_paired_relative_spreads, *_BOTH),
    "ARAW": Measure(related.reliabilities, alpha),
    "AHW": Measure(related.reliabilities, partial(alpha, scale="root")),
    "ABT": Measure(related.reliabilities, partial(alpha, scale="log")),
    "REH": Measure(counts.genotypes, relative_excess_heterozygosity),
}

_STABLE = ("AS", "IRSD", "ZCOR", "ZPCOR", "PAS", "PFT", "IRS", "IRFT", "SDLN", "ABT")

MEASURES: dict[str, Measure] = {
    name: measure._replace(stable=name in _STABLE) for name, measure in _ALL.items()
}
