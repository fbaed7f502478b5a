"""Every specification is what pooling by hand gives. Witness: ``effect_sizes`` and ``pool``."""

import random
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

import evidence as ev
from evidence.multiverse.comparison_effect import Unit
from evidence.multiverse.plan import OF_EFFECTS, OF_METHODS
from evidence.multiverse.read_plan import read_plan
from evidence.multiverse.run_multiverse import tabulate
from evidence.records.provenance import Provenance
from evidence.records.reported import Member
from evidence.records.text import Text
from evidence.stats.standardised_contrast import standardised_contrast
from evidence.stats.standardised_means import glass_delta, hedges_g
from evidence.stats.two_groups import two_groups
from evidence.synthesis.choices import Choices
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.shared_control import share_control
from evidence.vocabulary import Measure
from tests.multiverse.headache import PRIMARY, analysis_of, tables_of, text

UNIT = Unit(measure=Measure.SMD, instrument_id="", sd="pooled")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return tables_of(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def plan(tables, tmp_path_factory):
    file = tmp_path_factory.mktemp("choices") / "q1_multiverse.toml"
    file.write_text(text(), encoding="utf-8")
    return read_plan(file, tables)[0]


@pytest.fixture(scope="module")
def table(tables, plan):
    return tabulate(plan, UNIT, analysis_of(tables).pooled, tables)


def member(tables, row: str, versus: str) -> Member:
    result, other = tables.results[row], tables.results[versus]
    return Member(
        synthesis_id="PAIN",
        study_id=result.arm.study_id,
        use="primary",
        reason=Text(""),
        contrast=None,
        result=result,
        versus=other,
        provenance=Provenance(table="", row=0),
    )


def by_hand(tables, plan, taken) -> object:
    """Pool one combination with what the package offers for a single analysis."""
    chosen = {}
    adjusted = False
    rows = {f"Trial{arm[0]}": [(f"{arm}.pain", f"{arm[0]}.placebo.pain")] for arm in PRIMARY}
    for choice, option in zip(plan.choices, taken, strict=True):
        if choice.about == "rows":
            pairs = [(one.result, one.versus) for one in option.comparisons]
            rows[choice.study] = [pair for pair in pairs if pair[0]]
            if option.comparisons and option.comparisons[0].contrast:
                adjusted, rows[choice.study] = True, [("D.aspirin.pain", "D.placebo.pain")]
        else:
            chosen.setdefault(choice.about, []).append(option)
    for option in chosen["trials"]:
        asked = option.condition
        for pair in [pair for pairs in rows.values() for pair in pairs]:
            result = tables.results[pair[0]]
            study = tables.studies[result.arm.study_id]
            criteria = asked.study.get("diagnostic_criteria", (study.diagnostic_criteria,))
            if (
                (asked.weeks and not asked.weeks[0] <= result.timepoint_weeks <= asked.weeks[1])
                or (asked.obtained and result.provenance.obtained not in asked.obtained)
                or study.id in asked.without
                or study.diagnostic_criteria not in criteria
            ):
                rows[study.id].remove(pair)
    members = tuple(member(tables, *pair) for pairs in rows.values() for pair in pairs)
    measure, sd = chosen["measure"][0], chosen["sd"][0].use
    planned = tables.synthesis("PAIN")
    planned = replace(
        planned,
        members=members,
        synthesis=replace(planned.synthesis, instrument_id=measure.instrument),
        instruments=tables.instruments,
    )
    effects = effect_sizes(planned, measure=measure.use)
    effects = _adjusted(effects, measure.use, tables) if adjusted else effects
    sharing = chosen["shared_control"][0]
    shared = share_control(effects, sharing.use, correlation=sharing.correlation)
    if isinstance(shared, NotEstimable) or len({e.study_id for e in shared.effects.effects}) < 2:
        return None
    if measure.use == "SMD":
        if sd == "control" and shared.blocks:
            return None
        shared = replace(shared, effects=_in_sd(shared.effects, sd, adjusted))
    return _pooled(shared, chosen["tau2"][0].use, chosen["ci"][0].use)


def _pooled(shared, tau2: str, ci: str):
    if tau2 == "EE":
        choices = Choices(model="common", ci_method=ci if ci in ("t", "wald") else "wald")
    else:
        choices = Choices(tau2_method=tau2, ci_method=ci)
    pooled = pool_shared(shared, choices)
    return None if isinstance(pooled, NotEstimable) else pooled


def _adjusted(effects, measure: str, tables):
    """Put the printed difference in the place of the arms' own."""
    printed = tables.contrasts["D.adjusted"]
    se = (printed.ci_high - printed.ci_low) / (2 * 1.959963984540054)
    scale = 1.0 if measure == "MD" else float("nan")
    made = [
        replace(one, yi=printed.estimate * scale, vi=(se * scale) ** 2)
        if one.study_id == "TrialD"
        else one
        for one in effects.effects
    ]
    return replace(effects, effects=tuple(made))


def _in_sd(effects, sd: str, adjusted: bool):
    """Standardise again from the arms, by formulas that metafor's values hold."""
    made = []
    for one in effects.effects:
        arms = one.experimental, one.comparator
        groups = two_groups(*(x for arm in arms for x in (arm.n, arm.mean, arm.sd)))
        formula = hedges_g if sd == "pooled" else glass_delta
        found = formula(groups)
        yi, vi = float(found.yi.item()), float(found.vi.item())
        if np.isnan(one.yi):
            # Divided by what the difference of the arms' means was divided by.
            unit = (groups.m1 - groups.m2).item() / yi
            n = groups.n.item() if sd == "pooled" else groups.n2.item()
            factor = _factor(groups, sd)
            yi, se = -5.5 / unit, 7.8 / (2 * 1.959963984540054)
            vi = (se / (unit * factor)) ** 2 + yi**2 / (2 * n)
        made.append(replace(one, yi=yi, vi=vi))
    return replace(effects, effects=tuple(made))


def _factor(groups, sd: str) -> float:
    spread = np.sqrt(groups.pooled) if sd == "pooled" else groups.sd2
    formula = hedges_g if sd == "pooled" else glass_delta
    return float((formula(groups).yi * spread / (groups.m1 - groups.m2)).item())


def combinations(plan) -> list:
    return list(product(*(range(len(choice.options)) for choice in plan.choices)))


def find(table, plan, places):
    effects = [i for i, one in enumerate(plan.choices) if one.about in OF_EFFECTS]
    methods = [i for i, one in enumerate(plan.choices) if one.about in OF_METHODS]
    sizes = [len(plan.choices[i].options) for i in methods]
    row = np.ravel_multi_index([places[i] for i in effects], table.grid.shape)
    return table.find(int(row), int(np.ravel_multi_index([places[i] for i in methods], sizes)))


def test_a_sample_of_combinations_is_what_pooling_by_hand_gives(tables, plan, table):
    sample = random.Random(1).sample(combinations(plan), 500)
    pooled = 0
    for places in sample:
        taken = [choice.options[i] for choice, i in zip(plan.choices, places, strict=True)]
        wanted, found = by_hand(tables, plan, taken), find(table, plan, places)
        if wanted is None:
            assert isinstance(found, str), (places, found)
            continue
        pooled += 1
        got = table.pooled.at(*found)
        assert got.k == wanted.k
        assert (got.estimate, got.ci_low, got.ci_high) == pytest.approx(
            (wanted.estimate, wanted.ci_low, wanted.ci_high), rel=1e-10, abs=1e-10
        )
    assert pooled > 200


def test_every_combination_is_counted_once(table, plan):
    found = [find(table, plan, places) for places in combinations(plan)]
    places = [one for one in found if not isinstance(one, str)]
    impossible = table.impossible()
    assert len(set(places)) == table.here.sum()
    assert {one: found.count(one) for one in set(found) - set(places)} == impossible
    assert len(found) == len(places) + sum(impossible.values())


def test_shares_of_the_options_of_a_choice_are_whole(table, plan):
    for number, choice in enumerate((*plan.of(*OF_EFFECTS), *plan.of(*OF_METHODS))):
        shares = [table.share_of_option(number, i) for i in range(len(choice.options))]
        assert np.sum(shares, axis=0)[table.here] == pytest.approx(1.0, rel=1e-12)
        reached = [table.by_option(number, i) for i in range(len(choice.options))]
        assert (np.any(reached, axis=0) == table.here).all()
        for share, where in zip(shares, reached, strict=True):
            assert ((share > 0) == where)[table.here].all()


def test_an_unadjusted_contrast_in_standard_deviations_is_hedges_g():
    groups = two_groups([30, 12], [5.0, 1.0], [2.0, 3.0], [25, 14], [4.1, 3.0], [2.4, 2.2])
    se = np.sqrt(groups.pooled * (1 / groups.n1 + 1 / groups.n2))
    found = standardised_contrast(groups.m1 - groups.m2, se, groups)
    for got, wanted in zip(found, hedges_g(groups), strict=True):
        assert got == pytest.approx(wanted, rel=1e-14)


def test_the_first_options_are_the_analysis_on_the_page(tables, plan, table):
    page = analysis_of(tables).pooled
    place = find(table, plan, [0] * len(plan.choices))
    got = table.pooled.at(*place)
    assert (got.estimate, got.ci_low, got.ci_high) == pytest.approx(
        (page.estimate, page.ci_low, page.ci_high), rel=1e-12
    )


def test_running_it_tells_the_same_as_the_table(tables, table, tmp_path):
    file = tmp_path / "q1_multiverse.toml"
    file.write_text(text(), encoding="utf-8")
    (found,) = ev.run_multiverse(tables, file, [analysis_of(tables)])
    here = table.here
    assert found.tally.specifications == here.sum()
    assert found.tally.below == (table.pooled.ci_high[here] < 0).sum()
    assert found.combinations == found.repeated + sum(found.impossible.values()) + here.sum()
    assert found.lowest <= found.low <= found.tally.median <= found.high <= found.highest
    assert (np.diff([one.estimate for one in found.curve]) > -1e-12).all()
    assert found.curve[0].estimate == found.lowest
    assert found.ranks[-1] == found.on_scale - 1
    assert found == ev.run_multiverse(tables, file, [analysis_of(tables)])[0]
    alone = {option.use: option for option in found.choices[-1].options}
    wald = ev.pool(effect_sizes(tables.synthesis("PAIN")), ci_method="wald")
    assert alone["wald"].alone.ci_low == pytest.approx(wald.ci_low, rel=1e-12)
    assert {"C.strong.pain", "D.adjusted"} <= set(found.row_ids)
