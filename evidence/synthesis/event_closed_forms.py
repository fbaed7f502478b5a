"""Counted events pooled by Mantel-Haenszel or Peto, with the tests that go with them."""

from typing import Any

from evidence.stats.events.association import (
    AssociationTest,
    cochran_mantel_haenszel,
    rate_association,
)
from evidence.stats.events.counted_estimate import CountedEstimate
from evidence.stats.events.mantel_haenszel import mantel_haenszel
from evidence.stats.events.odds_ratio_homogeneity import odds_ratio_homogeneity
from evidence.stats.events.peto import peto
from evidence.stats.events.stratified_tables import kept_rates, kept_tables
from evidence.stats.events.zero_cell_rule import ZeroCellRule
from evidence.synthesis.event_choices import EventChoices
from evidence.synthesis.event_results import EventTest, PooledEvents
from evidence.synthesis.event_table import EventTable
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Measure


def pooled_in_closed_form(events: EventTable, choices: EventChoices) -> PooledEvents:
    """Pool counts by Mantel-Haenszel or Peto.

    Parameters
    ----------
    events : EventTable
    choices : EventChoices

    Returns
    -------
    PooledEvents
        With an estimate of NaN where the counts allow none.
    """
    columns: dict[str, Any] = dict(events.columns)
    rule = ZeroCellRule(add=choices.add, to=choices.to, drop00=False)
    if choices.method == "peto":
        found = peto(pooled=rule, level=choices.level, **columns)
    else:
        found = mantel_haenszel(choices.measure, pooled=rule, level=choices.level, **columns)
    q = found.heterogeneity
    homogeneity, association = _tests(columns, rule, choices, found)
    return PooledEvents(
        measure=Measure(choices.measure),
        method=choices.method,
        model="common",
        estimate=found.estimate,
        se=found.se,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        level=found.level,
        statistic=found.statistic,
        p_value=found.p_value,
        df=None,
        k=found.k,
        tau2=0.0,
        sigma2=None,
        i2=found.inconsistency.i2,
        h2=found.inconsistency.h2,
        ci_method=choices.ci_method,
        heterogeneity=(
            EventTest(name="q", statistic=q.q, df=q.df, p_value=q.p_value),
            *homogeneity,
        ),
        association=association,
        fit=None,
        prediction=NotEstimable(wanted="prediction", reason="common_effect", values={}),
        converged=True,
        local_maxima=1,
        left_out=events.left_out,
        adjustments=("two_studies",) if found.k == 2 else (),
    )


def _tests(
    columns: dict[str, Any], rule: ZeroCellRule, choices: EventChoices, found: CountedEstimate
) -> tuple[tuple[EventTest, ...], tuple[EventTest, ...]]:
    """Return the further tests of equal effects, and those of no effect."""
    correction = "half where it fits" if choices.continuity else "none"
    if choices.measure == "IRR":
        rates = kept_rates(columns, rule).counts
        return (), (_named("mantel_haenszel", rate_association(rates, correction=correction)),)
    if choices.measure != "OR" or choices.method != "MH":
        return (), ()
    tables = kept_tables(columns, rule).counts
    same = odds_ratio_homogeneity(tables, log_odds_ratio=found.estimate)
    return (
        EventTest(
            name="breslow_day",
            statistic=same.breslow_day,
            df=same.df,
            p_value=same.breslow_day_p,
        ),
        EventTest(name="tarone", statistic=same.tarone, df=same.df, p_value=same.tarone_p),
    ), (_named("mantel_haenszel", cochran_mantel_haenszel(tables, correction=correction)),)


def _named(name: str, test: AssociationTest) -> EventTest:
    return EventTest(name=name, statistic=test.statistic, df=1, p_value=test.p_value)
