"""Pool a network of treatments: every pair by direct and indirect evidence together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.stats.heterogeneity import CochranQ, inconsistency_from_q
from evidence.stats.inconsistency_limits import inconsistency_limits
from evidence.stats.network.aggregated_designs import pairs_of
from evidence.stats.network.designs import Decomposition, decompose
from evidence.stats.network.direct import (
    Evidence,
    by_back_calculation,
    disagreement,
    without_studies,
)
from evidence.stats.network.fit import NetworkFit, fit_network
from evidence.stats.network.heterogeneity import network_tau2
from evidence.stats.network.ranking import p_scores, rank_probabilities
from evidence.stats.prediction import prediction_limits
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.stats.tau2 import Tau2
from evidence.synthesis.network_choices import NetworkChoices, NetworkChosen, choose_network
from evidence.synthesis.network_rare_events import rare_events
from evidence.synthesis.network_results import (
    Consistency,
    DesignTest,
    NetworkEstimate,
    NetworkResult,
    Rank,
)
from evidence.synthesis.network_table import NetworkTable, network_of
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


def network(
    table: "pd.DataFrame | Mapping[str, Sequence[Any]]",
    *,
    measure: Measure | str | None = None,
    reference: str | None = None,
    lower_is_better: bool | None = None,
    columns: Mapping[str, str] | None = None,
    **choices: Unpack[NetworkChosen],
) -> NetworkResult | NotEstimable:
    """Pool a network of treatments.

    Parameters
    ----------
    table : DataFrame or mapping of str to sequence
        One row a comparison: ``study``, ``treat1``, ``treat2``, ``yi`` (the first against the
        second) and ``vi`` or ``sei``; a study of several arms with all its comparisons. Or one
        row an arm: ``study``, ``treatment`` and ``events``, ``n``; ``mean``, ``sd``, ``n``; or
        ``events``, ``time``.
    measure : str, optional
        What is compared, as metafor names it; needed for arms.
    reference : str, optional
        The treatment that ``as_read`` compares with; the last in the alphabet without it.
    lower_is_better : bool, optional
        Which way effects are good; without it there are no ranks.
    columns : mapping of str to str, optional
        Headings that are not as above: ``{"treatment": "drug"}``.
    **choices
        ``model`` ("random"), ``method`` ("inverse-variance", "MH", "NCH"), ``tau2_method``
        ("REML"), ``tau2``, ``split`` ("back-calculation", "without-studies"), ``level`` (0.95),
        ``draws``; see :class:`evidence.synthesis.network_choices.NetworkChoices`.

    Returns
    -------
    NetworkResult or NotEstimable
        Not estimable with random effects and no comparison to spare.

    Raises
    ------
    ChoiceUnknown
        For a column, an option or a choice that does not exist, with those that do.
    ValueError
        Naming rows by position (counted from zero), or treatments, and what is wrong: numbers
        missing or impossible, a comparison twice or missing in a study, effects of one study that
        contradict each other, standard errors no arms can have, a network that falls apart.

    Notes
    -----
    The graph-theoretical method, netmeta's ``netmeta``: weighted least squares on all
    comparisons, with one variance between studies. It takes for granted that studies of
    different comparisons do not differ in what changes the effect.

    References
    ----------
    Rücker G (2012). https://doi.org/10.1002/jrsm.1058
    Krahn U, Binder H, König J (2013). https://doi.org/10.1186/1471-2288-13-35

    Examples
    --------
    >>> loop = {
    ...     "study": ["A", "B", "C", "D"],
    ...     "treat1": ["new", "new", "old", "old"],
    ...     "treat2": ["old", "placebo", "placebo", "placebo"],
    ...     "yi": [-0.2, -0.6, -0.3, -0.5],
    ...     "vi": [0.04, 0.05, 0.03, 0.04],
    ... }
    >>> print(network(loop, measure="SMD", lower_is_better=True))
    SMD against placebo: new -0.5933 [-0.9134, -0.2733]; old -0.388 [-0.6232, -0.1528] \
(k = 4, random, inverse-variance, REML, tau2 = 0)
    """
    chosen = choose_network(**choices)
    given = network_of(table, measure=measure, named=columns)
    if reference is None:
        reference = given.treatments[-1]
    if reference not in given.treatments:
        raise ChoiceUnknown("reference", reference, given.treatments)
    if chosen.method != "inverse-variance":
        return rare_events(given, chosen, reference)
    found = _tau2(given, chosen)
    if found is None:
        return NotEstimable(wanted="network", reason="no_comparison_to_spare", values={})
    fit = fit_network(given.comparisons, tau2=found.value)
    return _result(given, chosen, found, fit, (reference, lower_is_better))


def _tau2(given: NetworkTable, chosen: NetworkChoices) -> Tau2 | None:
    if chosen.model == "common":
        return Tau2(0.0, float("nan"), "none", True, 1)
    if chosen.tau2 is not None:
        return Tau2(chosen.tau2, float("nan"), "given", True, 1)
    if fit_network(given.comparisons).q.df == 0:
        return None
    return network_tau2(given.comparisons, method=chosen.tau2_method)


def _result(
    given: NetworkTable,
    chosen: NetworkChoices,
    tau2: Tau2,
    fit: NetworkFit,
    asked: tuple[str, bool | None],
) -> NetworkResult:
    whole = fit_network(given.comparisons).q
    limits = inconsistency_limits(whole.q, whole.df, level=chosen.level) if whole.df else None
    split = by_back_calculation if chosen.split == "back-calculation" else without_studies
    arms = np.bincount(given.comparisons.study)
    return NetworkResult(
        measure=given.measure,
        treatments=given.treatments,
        reference=asked[0],
        estimates=_estimates(given, chosen, fit, split(fit)),
        tau2=tau2.value,
        i2=inconsistency_from_q(whole.q, whole.df).i2,
        i2_low=None if limits is None else known(limits.low.i2),
        i2_high=None if limits is None else known(limits.high.i2),
        q=whole.q,
        q_df=whole.df,
        q_p_value=whole.p_value,
        consistency=_consistency(given, decompose(given.comparisons)),
        ranks=ranks_of(given.treatments, chosen, fit, asked[1]),
        model=chosen.model,
        method=chosen.method,
        tau2_method=tau2.method,
        ci_method="wald",
        split=chosen.split,
        converged=tau2.converged,
        local_maxima=tau2.local_maxima,
        k=len(given.studies),
        arms_of_several=int((arms > 1).sum()),
        level=chosen.level,
        left_out=(),
        solved=fit,
    )


def known(value: float) -> float | None:
    """Return a number, None for NaN."""
    return None if np.isnan(value) else float(value)


def _estimates(
    given: NetworkTable, chosen: NetworkChoices, fit: NetworkFit, evidence: Evidence
) -> tuple[NetworkEstimate, ...]:
    apart = disagreement(evidence)
    found = []
    for pair in pairs_of(len(given.treatments)):
        estimate, se = float(fit.effects[pair]), float(fit.se[pair])
        reach = two_sided(chosen.level, None) * se
        low, high = None, None
        if chosen.model == "random" and fit.q.df >= 2:
            low, high = prediction_limits(
                estimate, se, fit.tau2, df=float(fit.q.df), level=chosen.level
            )
        found.append(
            NetworkEstimate(
                treatment=given.treatments[pair[0]],
                comparator=given.treatments[pair[1]],
                estimate=estimate,
                se=se,
                ci_low=estimate - reach,
                ci_high=estimate + reach,
                level=chosen.level,
                p_value=two_sided_p(estimate / se, None),
                prediction_low=low,
                prediction_high=high,
                studies=int(evidence.studies[pair]),
                direct=known(evidence.direct[pair]),
                direct_se=known(evidence.direct_se[pair]),
                indirect=known(evidence.indirect[pair]),
                indirect_se=known(evidence.indirect_se[pair]),
                share_direct=float(evidence.share[pair]),
                disagreement_p=known(apart.p_value[pair]),
            )
        )
    return tuple(found)


def _consistency(given: NetworkTable, found: Decomposition) -> Consistency | NotEstimable:
    if found.between.df == 0:
        return NotEstimable(wanted="consistency", reason="one_way_through_network", values={})
    rows = zip(found.designs, found.within_each, found.between_without, strict=True)
    return Consistency(
        within_q=found.within.q,
        within_df=found.within.df,
        within_p_value=found.within.p_value,
        between_q=found.between.q,
        between_df=found.between.df,
        between_p_value=found.between.p_value,
        random_q=found.between_random.q,
        random_p_value=found.between_random.p_value,
        tau2_within=found.tau2_within,
        designs=tuple(
            _design(tuple(given.treatments[arm] for arm in arms), within, without)
            for arms, within, without in rows
        ),
    )


def _design(names: tuple[str, ...], within: CochranQ, without: CochranQ | None) -> DesignTest:
    return DesignTest(
        design=names,
        q=within.q,
        df=within.df,
        p_value=within.p_value,
        without_q=None if without is None else without.q,
        without_df=None if without is None else without.df,
        without_p_value=None if without is None else without.p_value,
    )


def ranks_of(
    treatments: tuple[str, ...],
    chosen: NetworkChoices,
    fit: NetworkFit,
    lower_is_better: bool | None,
) -> tuple[Rank, ...] | NotEstimable:
    """Return ranks where it is said which way is better."""
    if lower_is_better is None:
        return NotEstimable(wanted="ranks", reason="better_not_said", values={})
    scores = p_scores(fit, lower_is_better=lower_is_better)
    drawn = rank_probabilities(fit, lower_is_better=lower_is_better, draws=chosen.draws)
    return tuple(
        Rank(
            treatment=name,
            p_score=float(scores[place]),
            sucra=float(drawn.sucra[place]),
            probabilities=tuple(drawn.probability[place].tolist()),
        )
        for place, name in enumerate(treatments)
    )
