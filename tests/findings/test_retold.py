"""Effects told on a known scale or as risks, held to hand calculation and to R.

The standard deviations and MIDs of the shipped case, in R:
n <- c(152, 102, 54, 58); s <- c(6.6, 6.9, 8.0, 8.2); sqrt(sum((n-1)*s^2)/sum(n-1))  # 7.17015954
n <- c(152, 102, 30, 21, 98, 57, 80); s <- c(24.7, 25.3, 21.8, 22.94, 26.0, 22.73, 21.0)
sqrt(sum((n-1)*s^2)/sum(n-1))                                                        # 24.1331156
"""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.findings.control_groups import control_groups, usual_risk, usual_spread
from evidence.findings.familiar_scale import familiar_scale
from evidence.findings.retell import retell_published, retell_synthesis
from evidence.findings.retold import AbsoluteRisk, NotRetold, OnScale, Span
from evidence.records.question import Thresholds
from evidence.records.reported import ArmResult
from evidence.stats.reported import pooled_standard_deviation
from evidence.stats.risk_from_odds import risk_from_risk_ratio
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Measure

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tables():
    return open_tables(ROOT / "data")


def told(tables, name, **changes):
    estimate = replace(tables.estimates[name], **changes)
    scale = familiar_scale(tables, tables.outcomes[estimate.outcome_id])
    return retell_published(tables, estimate, scale)


def counted(tables, events, total):
    """The tables with one control group that counts serious adverse reactions."""
    row = tables.results["PACE_SMC_serious_adverse_events_w52"]
    made = replace(
        row, id="made", construct_id="serious_adverse_reactions", events=events, total=total
    )
    return replace(tables, results={**tables.results, "made": made})


def test_the_spread_is_pooled_over_every_control_group_on_the_scale(tables):
    fatigue = familiar_scale(tables, tables.outcomes["Q01_fatigue"])
    assert fatigue.instrument_id == "CHALDER_0_33"
    assert fatigue.sd == pytest.approx(7.17015954, abs=5e-9)
    assert fatigue.controls.people == 152 + 102 + 54 + 58
    assert len(fatigue.controls.trials) == 3
    function = familiar_scale(tables, tables.outcomes["Q01_physical_function"])
    assert function.instrument_id == "SF36_PF"
    assert function.sd == pytest.approx(24.1331156, abs=5e-8)
    assert function.controls.people == 540


def test_a_standardised_difference_is_told_in_points_and_mids(tables):
    found = told(tables, "E17")  # −0.52 (−0.69 to −0.35), standard deviation 7.17016, MID 2
    assert found.points.estimate == pytest.approx(-3.72848, abs=5e-6)
    assert found.points.low == pytest.approx(-4.94741, abs=5e-6)
    assert found.points.high == pytest.approx(-2.50956, abs=5e-6)
    assert found.mids.estimate == pytest.approx(-1.86424, abs=5e-6)
    assert found.route == ("smd_to_scale", "scale_to_mid")


def test_an_estimate_without_interval_is_told_without(tables):
    found = told(tables, "E01")
    assert (found.points.low, found.points.high, found.mids.low) == (None, None, None)
    assert found.points.estimate == pytest.approx(-0.33 * 7.170160, abs=5e-6)


def test_a_sign_turned_in_its_source_is_turned_to_the_scale(tables):
    found = told(
        tables, "E17", estimate=0.52, ci_low=0.35, ci_high=0.69, higher_favours="intervention"
    )
    assert found == told(tables, "E17")
    assert told(tables, "E17", higher_favours="unclear") == NotRetold(reason="no_sign")


def test_where_no_spread_is_stated_nothing_is_made_up(tables):
    assert familiar_scale(tables, tables.outcomes["Q01_anxiety"]) is None
    assert told(tables, "E13") == NotRetold(reason="no_sd")
    assert told(tables, "E05") == NotRetold(reason="no_scale")
    assert told(tables, "KUUT2024_FATIGUE_POST") == NotRetold(reason="no_mid")


def test_a_difference_in_points_is_told_in_mids_of_its_own_scale(tables):
    found = told(tables, "KUUT2024_PHYSICAL_FUNCTION_POST")  # 9.64 (3.30 to 15.98), MID 8
    assert found.mids == Span(estimate=1.205, low=0.4125, high=1.9975)
    assert found.scale.sd is None


def test_a_stated_spread_comes_before_control_groups_and_the_panels_scale_first(tables):
    stated = replace(tables.instruments["FIS"], typical_sd=40.0, typical_sd_source_id="LC_STUDIES")
    known = replace(tables, instruments={**tables.instruments, "FIS": stated})
    outcome = tables.outcomes["Q01_fatigue"]
    assert familiar_scale(known, outcome).instrument_id == "FIS"
    assert familiar_scale(known, outcome).controls is None
    panel = replace(outcome, thresholds=Thresholds(scale="CIS_FATIGUE", mid=6.0))
    assert familiar_scale(known, panel).instrument_id == "CIS_FATIGUE"


def test_a_ratio_is_told_as_people_at_the_control_groups_risk(tables):
    # 8 of 160 is 50 per 1000; 0.5 of it 25 fewer (40 fewer to 10 fewer), so one fewer for each 40.
    found = told(
        counted(tables, 8, 160),
        "LARUN2019_SERIOUS_ADVERSE_REACTIONS",
        estimate=0.5,
        ci_low=0.2,
        ci_high=0.8,
    )
    assert found.assumed == 0.05
    assert found.difference.estimate == pytest.approx(-0.025, rel=1e-12)
    assert found.difference.low == pytest.approx(-0.04, rel=1e-12)
    assert found.difference.high == pytest.approx(-0.01, rel=1e-12)
    assert found.needed.estimate == pytest.approx(40, rel=1e-12)
    assert (found.needed.low, found.needed.high) == pytest.approx((25, 100), rel=1e-12)


def test_an_odds_ratio_goes_by_way_of_the_risk(tables):
    # Odds 1 to 1 at a risk of a half; three times the odds are 3 to 1, a risk of 0.75.
    found = told(
        counted(tables, 80, 160),
        "LARUN2019_SERIOUS_ADVERSE_REACTIONS",
        measure=Measure.OR,
        estimate=3.0,
        ci_low=None,
        ci_high=None,
    )
    assert found.difference == Span(estimate=0.25)
    assert found.needed is None


@pytest.mark.parametrize(("events", "total"), [(0, 160), (160, 160)])
def test_a_risk_of_none_or_all_carries_nothing(tables, events, total):
    found = told(counted(tables, events, total), "LARUN2019_SERIOUS_ADVERSE_REACTIONS")
    assert found == NotRetold(reason="no_risk")


def test_no_number_needed_where_the_interval_holds_no_difference(tables):
    found = told(counted(tables, 8, 160), "LARUN2019_SERIOUS_ADVERSE_REACTIONS")
    assert isinstance(found, AbsoluteRisk)
    assert found.difference.low < 0 < found.difference.high
    assert found.needed is None


def test_a_difference_of_risks_needs_no_control_group(tables):
    found = told(
        tables,
        "LARUN2019_SERIOUS_ADVERSE_REACTIONS",
        measure=Measure.RD,
        estimate=-0.02,
        ci_low=-0.04,
        ci_high=-0.01,
    )
    assert found.assumed is None
    assert found.needed == Span(estimate=50.0, low=25.0, high=100.0)


def test_an_arm_counts_once_and_treatment_never(tables):
    groups = control_groups(tables, "fatigue", Measure.MD, "CHALDER_0_33")
    first = tables.results["PACE_SMC_fatigue_w52"]
    again: dict[str, ArmResult] = {"again": replace(first, id="again", dispersion=60.0)}
    twice = replace(tables, results={**tables.results, **again})
    assert control_groups(twice, "fatigue", Measure.MD, "CHALDER_0_33") == groups
    assert usual_spread(()) is None
    assert usual_risk(groups) is None


def test_every_result_shipped_is_told_or_says_why(tables):
    for estimate in tables.estimates.values():
        if estimate.outcome_id and estimate.estimate is not None:
            outcome = tables.outcomes[estimate.outcome_id]
            found = retell_published(tables, estimate, familiar_scale(tables, outcome))
            assert isinstance(found, OnScale | NotRetold), estimate.id


def test_the_pooled_spread_is_that_of_r():
    # sqrt(sum((n - 1) * s^2) / sum(n - 1)) for s = c(2, 5, 3), n = c(10, 4, 7)
    assert pooled_standard_deviation([2, 5, 3], [10, 4, 7]) == pytest.approx(
        3.0276503541, abs=5e-11
    )
    with pytest.raises(ValueError, match="ni"):
        pooled_standard_deviation([2, 5], [10, 1])


def test_a_risk_is_never_above_one():
    assert risk_from_risk_ratio([1.5, 4.0], 0.5).tolist() == [0.75, 1.0]


def test_what_was_not_pooled_is_not_told(tables):
    from evidence.synthesis.analyse import analyse

    shown = analyse(tables.synthesis("Q01_harms_F_sae"))
    assert retell_synthesis(tables, shown, None) is None
