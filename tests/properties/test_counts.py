"""What must hold of pooling counts whatever the studies counted."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evidence.stats.events.association import cochran_mantel_haenszel
from evidence.stats.events.mantel_haenszel import mantel_haenszel
from evidence.stats.events.odds_ratio_homogeneity import expected_events, odds_ratio_homogeneity
from evidence.stats.events.peto import peto
from evidence.stats.events.stratified_tables import kept_tables
from evidence.stats.events.zero_cell_rule import AS_COUNTED
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.glmm import glmm
from evidence.stats.glmm.no_maximum import NoMaximum
from evidence.stats.glmm.one_effect import one_effect, quadrature
from evidence.stats.glmm.two_effects import two_effects
from evidence.stats.glmm.two_groups import groups
from evidence.stats.two_by_two import log_odds_ratio, log_risk_ratio

quickly = settings(max_examples=60, deadline=None)
few = settings(max_examples=8, deadline=None)
BINARY = ("OR", "RR", "RD")


@st.composite
def trials(draw, least=2, most=7, lowest=0, highest=30):
    k = draw(st.integers(least, most))
    counts = st.lists(st.integers(lowest, highest), min_size=k, max_size=k)
    names = ("ai", "bi", "ci", "di")
    cells = {name: np.array(draw(counts), float) for name in names}
    cells["bi"] += 1
    cells["di"] += 1
    assume(cells["ai"].sum() > 0 and cells["ci"].sum() > 0)
    return cells


def swapped(cells):
    """The arms the other way round."""
    return {"ai": cells["ci"], "bi": cells["di"], "ci": cells["ai"], "di": cells["bi"]}


def turned(cells):
    """No event for event."""
    return {"ai": cells["bi"], "bi": cells["ai"], "ci": cells["di"], "di": cells["ci"]}


def each(cells, change):
    return {name: change(column) for name, column in cells.items()}


def tables(cells):
    return kept_tables(cells, AS_COUNTED).counts


def flipped(found, before, rel=1e-9):
    assert found.estimate == pytest.approx(-before.estimate, rel=rel, abs=1e-12, nan_ok=True)
    assert found.se == pytest.approx(before.se, rel=rel, nan_ok=True)


@quickly
@given(trials(), st.sampled_from(BINARY))
def test_swapping_arms_turns_the_sign(cells, measure):
    flipped(mantel_haenszel(measure, **swapped(cells)), mantel_haenszel(measure, **cells))
    flipped(peto(**swapped(cells)), peto(**cells))
    assert cochran_mantel_haenszel(tables(swapped(cells))) == pytest.approx(
        cochran_mantel_haenszel(tables(cells)), rel=1e-9, nan_ok=True
    )


@quickly
@given(trials())
def test_no_event_for_event_turns_odds_ratios_and_differences(cells):
    for measure in ("OR", "RD"):
        flipped(mantel_haenszel(measure, **turned(cells)), mantel_haenszel(measure, **cells))
    flipped(peto(**turned(cells)), peto(**cells))


@quickly
@given(trials(), st.sampled_from(BINARY), st.randoms(use_true_random=False))
def test_order_of_studies_does_not_matter(cells, measure, shuffle):
    order = list(range(len(cells["ai"])))
    shuffle.shuffle(order)
    one, other = (
        mantel_haenszel(measure, **cells),
        mantel_haenszel(measure, **each(cells, lambda column: column[order])),
    )
    assert other.estimate == pytest.approx(one.estimate, rel=1e-11, abs=1e-13, nan_ok=True)
    assert other.heterogeneity.q == pytest.approx(one.heterogeneity.q, rel=1e-10, nan_ok=True)


@quickly
@given(trials(), st.sampled_from(BINARY))
def test_twice_the_people_halve_the_variance(cells, measure):
    one = mantel_haenszel(measure, **cells)
    doubled = mantel_haenszel(measure, **each(cells, lambda column: 2 * column))
    repeated = mantel_haenszel(measure, **each(cells, lambda column: np.tile(column, 2)))
    for more in (doubled, repeated):
        assert more.estimate == pytest.approx(one.estimate, rel=1e-11, abs=1e-13, nan_ok=True)
        assert more.se**2 == pytest.approx(one.se**2 / 2, rel=1e-9, nan_ok=True)
    again = peto(**each(cells, lambda column: np.tile(column, 2)))
    assert again.estimate == pytest.approx(peto(**cells).estimate, rel=1e-11, abs=1e-13)


@quickly
@given(trials(least=1, most=1, lowest=1))
def test_a_single_study_is_its_own_effect(cells):
    table = tables(cells)
    for measure, formula in (("OR", log_odds_ratio), ("RR", log_risk_ratio)):
        alone, found = formula(table), mantel_haenszel(measure, **cells)
        assert found.estimate == pytest.approx(alone.yi[0], rel=1e-9, abs=1e-12)
        assert found.se**2 == pytest.approx(alone.vi[0], rel=1e-9)


@quickly
@given(trials(least=1, lowest=1), st.floats(-3, 3))
def test_expected_events_have_the_odds_ratio_they_were_asked_for(cells, log_ratio):
    table = tables(cells)
    first = expected_events(table, math.exp(log_ratio))
    second = table.ai + table.ci - first
    ratio = first * (table.n2 - second) / ((table.n1 - first) * second)
    assert np.log(ratio) == pytest.approx(log_ratio, rel=1e-8, abs=1e-9)


@quickly
@given(trials(least=2, lowest=1))
def test_tarone_is_never_above_breslow_day(cells):
    common = mantel_haenszel("OR", **cells).estimate
    same = odds_ratio_homogeneity(tables(cells), log_odds_ratio=common)
    assert 0 <= same.tarone <= same.breslow_day
    assert same.df == len(cells["ai"]) - 1


@quickly
@given(trials(), st.floats(0.01, 100))
def test_the_unit_of_time_moves_no_rate_ratio(cells, unit):
    rates = {"x1i": cells["ai"], "x2i": cells["ci"], "t1i": cells["bi"], "t2i": cells["di"]}
    other = rates | {"t1i": unit * rates["t1i"], "t2i": unit * rates["t2i"]}
    one, two = mantel_haenszel("IRR", **rates), mantel_haenszel("IRR", **other)
    assert two.estimate == pytest.approx(one.estimate, rel=1e-9, abs=1e-12)
    difference = mantel_haenszel("IRD", **rates), mantel_haenszel("IRD", **other)
    assert difference[1].estimate * unit == pytest.approx(
        difference[0].estimate, rel=1e-9, abs=1e-12
    )
    inverted = {"x1i": rates["x2i"], "x2i": rates["x1i"], "t1i": rates["t2i"], "t2i": rates["t1i"]}
    flipped(mantel_haenszel("IRR", **inverted), one)


def fit(measure, model, method, columns, **options):
    try:
        return glmm(measure, GlmmChoices(model=model, method=method, **options), **columns)
    except NoMaximum:
        assume(False)


def mirrored(found, before):
    assert found.tau2 == pytest.approx(before.tau2, rel=1e-5, abs=1e-8)
    assert found.log_likelihood == pytest.approx(before.log_likelihood, rel=1e-9)
    assert found.coefficients.estimate == pytest.approx(
        -before.coefficients.estimate, rel=1e-5, abs=1e-7
    )
    assert found.coefficients.se == pytest.approx(before.coefficients.se, rel=1e-5)


MODELS = ("UM.FS", "UM.RS", "CM.EL", "CM.AL")


@few
@given(trials(least=3, most=6), st.sampled_from(MODELS), st.sampled_from(["EE", "ML"]))
def test_swapping_arms_mirrors_a_mixed_model(cells, model, method):
    mirrored(fit("OR", model, method, swapped(cells)), fit("OR", model, method, cells))


@few
@given(trials(least=3, most=6), st.sampled_from(["UM.FS", "UM.RS", "CM.EL"]))
def test_no_event_for_event_mirrors_a_mixed_model(cells, model):
    mirrored(fit("OR", model, "ML", turned(cells)), fit("OR", model, "ML", cells))


@few
@given(trials(least=3, most=6), st.sampled_from(MODELS), st.randoms(use_true_random=False))
def test_order_of_studies_does_not_matter_to_a_mixed_model(cells, model, shuffle):
    order = list(range(len(cells["ai"])))
    shuffle.shuffle(order)
    one = fit("OR", model, "ML", cells)
    other = fit("OR", model, "ML", each(cells, lambda column: column[order]))
    assert other.log_likelihood == pytest.approx(one.log_likelihood, rel=1e-10)
    assert other.tau2 == pytest.approx(one.tau2, rel=1e-5, abs=1e-8)
    assert other.heterogeneity.wald == pytest.approx(one.heterogeneity.wald, rel=1e-6, abs=1e-9)


@quickly
@given(trials(least=2, most=6))
def test_poisson_counts_are_the_same_model_given_their_sum(cells):
    rates = {"x1i": cells["ai"], "x2i": cells["ci"], "t1i": cells["bi"], "t2i": cells["di"]}
    one, other = fit("IRR", "UM.FS", "EE", rates), fit("IRR", "CM.EL", "EE", rates)
    assert one.coefficients.estimate == pytest.approx(other.coefficients.estimate, rel=1e-8)
    assert one.coefficients.se == pytest.approx(other.coefficients.se, rel=1e-7)
    assert one.heterogeneity == pytest.approx(other.heterogeneity, rel=1e-6, abs=1e-9)


@quickly
@given(trials(least=1, most=6))
def test_one_group_without_variation_is_its_total(cells):
    x, m = cells["ai"], cells["bi"]
    odds = fit("PLO", "UM.FS", "EE", {"xi": x, "mi": m}).coefficients
    assert odds.estimate[0] == pytest.approx(math.log(x.sum() / m.sum()), abs=1e-9)
    assert odds.se[0] == pytest.approx(math.sqrt(1 / x.sum() + 1 / m.sum()), rel=1e-8)
    rate = fit("IRLN", "UM.FS", "EE", {"xi": x, "ti": m}).coefficients
    assert rate.estimate[0] == pytest.approx(math.log(x.sum() / m.sum()), abs=1e-9)
    assert rate.se[0] == pytest.approx(math.sqrt(1 / x.sum()), rel=1e-8)


@few
@given(trials(least=3, most=6), st.sampled_from(["UM.FS", "CM.EL", "CM.AL"]))
def test_letting_effects_vary_never_lowers_the_likelihood(cells, model):
    free, common = fit("OR", model, "ML", cells), fit("OR", model, "EE", cells)
    assert common.log_likelihood - 1e-9 <= free.log_likelihood <= free.saturated + 1e-9
    assert free.converged
    if free.tau2 == 0:
        assert free.log_likelihood == pytest.approx(common.log_likelihood, rel=1e-10)


@quickly
@given(trials(least=1, most=1, lowest=1), st.floats(-2, 2), st.floats(-2, 2))
def test_two_effects_of_which_one_is_idle_are_one(cells, level, loading):
    counts = groups(tables(cells))
    one = one_effect(counts, np.array([[level, 0.0, loading, -loading]]), quadrature(1))
    two = two_effects(counts, np.array([[level, 0.0, loading, -loading, 0.0, 0.0]]))
    assert two.value == pytest.approx(one.value, rel=1e-10)
    assert two.slope[:, :4] == pytest.approx(one.slope, rel=1e-7, abs=1e-8)
