"""Agreement of raters and sizes of trials; how what raters saw differently was settled."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evidence.certainty.agreement import agreements, settled
from evidence.records.provenance import Provenance
from evidence.records.rater_level import RaterLevel
from evidence.stats.trial_size import trial_size_for_means, trial_size_for_risks
from evidence.stats.weighted_kappa import weighted_kappa
from evidence.vocabulary import Domain
from tests.certainty.test_rate import judgement


@pytest.mark.parametrize(
    ("difference", "people"), [(0.2, 785), (0.3, 349), (0.4, 197), (0.5, 126), (0.8, 50)]
)
def test_sizes_for_standardised_differences(difference, people):
    # 4 (1.95996 + 0.84162)^2 / d^2, rounded up to whole people.
    assert math.ceil(trial_size_for_means(difference)) == people


def test_the_sizes_a_published_handbook_gives():
    # Gelman, Hill and Vehtari, Regression and Other Stories, section 16.3: 2.8 * 4 / 0.5^2 squared
    # gives 125.4 for half a standard deviation at 80 % power, with 2.8 for 1.96 + 0.84.
    assert trial_size_for_means(0.5) == pytest.approx(125.4, abs=0.2)


@pytest.mark.parametrize(
    "table", [[[1, 2]], [[-1, 1], [1, 1]], [[0.5, 1], [1, 1]], [[0, 0], [0, 0]]]
)
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match="table"):
        weighted_kappa(table)


def test_impossible_trials_are_refused():
    with pytest.raises(ValueError, match="risks"):
        trial_size_for_risks(0.2, 0.2)
    with pytest.raises(ValueError, match="difference"):
        trial_size_for_means(0.0)
    with pytest.raises(ValueError, match="alpha"):
        trial_size_for_means(0.5, alpha=1.5)


def test_raters_who_always_say_the_same_have_no_kappa():
    assert math.isnan(weighted_kappa([[7, 0], [0, 0]]).kappa)


@given(arrays(np.int64, (4, 4), elements=st.integers(0, 20)))
def test_kappa_is_the_same_whoever_is_first_and_at_most_one(table):
    if table.sum() == 0:
        return
    one, other = weighted_kappa(table), weighted_kappa(table.T)
    if not math.isnan(one.kappa):
        assert one.kappa == pytest.approx(other.kappa, abs=1e-12)
        assert one.kappa <= 1


def level(about, rater, levels, domain=Domain.IMPRECISION):
    return RaterLevel(
        about_id=about,
        domain=domain,
        rater=rater,
        levels=levels,
        reason="",
        rated_on="",
        provenance=Provenance(table="rater_levels", row=2),
    )


def test_pairs_of_raters_over_all_domains_and_in_each():
    rows = [
        level(f"E{i}", rater, levels, domain)
        for i, (one, other) in enumerate([(0, 0), (1, 2), (2, 2), (1, 1)])
        for rater, levels in (("Ola", one), ("Kari", other))
        for domain in (Domain.IMPRECISION, Domain.RISK_OF_BIAS)
    ]
    found = agreements(rows)
    assert [one.domain for one in found] == [None, Domain.RISK_OF_BIAS, Domain.IMPRECISION]
    assert (found[0].raters, found[0].linear.n, found[0].same) == (("Kari", "Ola"), 8, 6)
    assert found[1].linear.kappa == found[2].linear.kappa


def test_what_was_settled_how():
    rows = [level("E1", "Kari", 1), level("E1", "Ola", 2), level("E2", "Kari", 0)]
    decided = judgement(Domain.IMPRECISION, 2)
    found = settled(rows, [])
    assert [(one.levels, one.decided) for one in found] == [((1, 2), None)]
    assert settled(rows, [decided])[0].decided == 2
