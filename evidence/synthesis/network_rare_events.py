"""A network of rare events, pooled from counts without adding to empty cells."""

import numpy as np

from evidence.errors import ChoiceUnknown
from evidence.records.text import Text
from evidence.stats.network.aggregated_designs import pairs_of
from evidence.stats.network.conditional_counts import network_conditional
from evidence.stats.network.design_counts import Counted, count_designs
from evidence.stats.network.mantel_haenszel import OddsNetwork, network_mantel_haenszel
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.synthesis.network_choices import NetworkChoices
from evidence.synthesis.network_results import NetworkEstimate, NetworkResult
from evidence.synthesis.network_table import NetworkTable
from evidence.synthesis.results import LeftOut, NotEstimable


def rare_events(given: NetworkTable, chosen: NetworkChoices, reference: str) -> NetworkResult:
    """Return the network of odds ratios, with what says nothing of them listed.

    Raises
    ------
    ChoiceUnknown
        For another measure than OR, a table of comparisons, or a reference that tells nothing.
    ValueError
        When the network falls apart without what tells no odds ratio, or a treatment's odds have
        no bound.
    """
    if given.measure.value != "OR" or not given.arms:
        raise ChoiceUnknown("method", chosen.method, ("inverse-variance",))
    counted = count_designs(
        given.arms["events"], given.arms["n"], given.arm_treatment, given.arm_study
    )
    pool = network_mantel_haenszel if chosen.method == "MH" else network_conditional
    found = pool(counted)
    told = tuple(
        name
        for place, name in enumerate(given.treatments)
        if np.isfinite(found.effects[place]).any()
    )
    if reference not in told:
        raise ChoiceUnknown("reference", reference, told)
    return _result(given, chosen, counted, found, (told, reference))


def _result(
    given: NetworkTable,
    chosen: NetworkChoices,
    counted: Counted,
    found: OddsNetwork,
    named: tuple[tuple[str, ...], str],
) -> NetworkResult:
    between, arms = found.between, np.bincount(given.comparisons.study)
    return NetworkResult(
        measure=given.measure,
        treatments=named[0],
        reference=named[1],
        estimates=_estimates(given, chosen, found),
        tau2=0.0,
        i2=None,
        i2_low=None,
        i2_high=None,
        q=None if between is None else between.q,
        q_df=None if between is None else between.df,
        q_p_value=None if between is None else between.p_value,
        consistency=NotEstimable(wanted="consistency", reason="common_effect_only", values={}),
        ranks=NotEstimable(wanted="ranks", reason="no_ranks_of_rare_events", values={}),
        model="common",
        method=chosen.method,
        tau2_method="none",
        ci_method="wald",
        split="none",
        converged=True,
        local_maxima=1,
        k=len(given.studies) - len(counted.silent_studies),
        arms_of_several=int((arms > 1).sum()),
        level=chosen.level,
        left_out=_left_out(given, counted),
        solved=None,
    )


def _estimates(
    given: NetworkTable, chosen: NetworkChoices, found: OddsNetwork
) -> tuple[NetworkEstimate, ...]:
    rows = []
    for pair in pairs_of(len(given.treatments)):
        estimate, se = float(found.effects[pair]), float(found.se[pair])
        if not np.isfinite(estimate):
            continue
        reach = two_sided(chosen.level, None) * se
        rows.append(
            NetworkEstimate(
                treatment=given.treatments[pair[0]],
                comparator=given.treatments[pair[1]],
                estimate=estimate,
                se=se,
                ci_low=estimate - reach,
                ci_high=estimate + reach,
                level=chosen.level,
                p_value=two_sided_p(estimate / se, None),
                prediction_low=None,
                prediction_high=None,
                studies=0,
                direct=None,
                direct_se=None,
                indirect=None,
                indirect_se=None,
                share_direct=None,
                disagreement_p=None,
            )
        )
    return tuple(rows)


def _left_out(given: NetworkTable, counted: Counted) -> tuple[LeftOut, ...]:
    """Return studies, and arms of designs, that say nothing of an odds ratio."""
    studies = [
        LeftOut(
            study_id=given.studies[study],
            row_ids=(),
            reason="no_events_in_either",
            words=Text(nb=""),
        )
        for study in counted.silent_studies
    ]
    arms = [
        LeftOut(
            study_id=" - ".join(given.treatments[one] for one in design),
            row_ids=(given.treatments[arm],),
            reason="arm_without_events",
            words=Text(nb=""),
        )
        for design, arm in counted.silent_arms
    ]
    return tuple(studies + arms)
