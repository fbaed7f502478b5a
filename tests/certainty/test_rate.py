"""GRADE's arithmetic, on the cases its guidance describes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.certainty.rate import rate
from evidence.records.judgement import Judgement
from evidence.records.provenance import Provenance
from evidence.vocabulary import Certainty, Domain

LOWERING = [domain for domain in Domain if not domain.raises]


def judgement(domain, levels, about="E1", target=""):
    return Judgement(
        id=f"J-{domain}",
        about_id=about,
        domain=domain,
        suggested_levels=None,
        decided_levels=levels,
        reason="",
        decided_by="panel",
        decided_on="",
        target=target,
        numbers_sha256="",
        provenance=Provenance(table="judgements", row=2),
    )


def test_two_domains_down_from_high_is_low():
    decided = [judgement(Domain.RISK_OF_BIAS, 1), judgement(Domain.IMPRECISION, 1)]
    rating = rate("E1", decided, stated=Certainty.LOW)
    assert rating.computed is Certainty.LOW
    assert rating.agrees is True
    assert rating.missing == (Domain.INCONSISTENCY, Domain.INDIRECTNESS, Domain.PUBLICATION_BIAS)


def test_non_randomised_evidence_with_a_large_effect_rises_to_moderate():
    rating = rate("E1", [judgement(Domain.LARGE_EFFECT, 1)], start=Certainty.LOW)
    assert rating.computed is Certainty.MODERATE


def test_a_stated_level_that_does_not_add_up_is_seen():
    rating = rate("E1", [judgement(Domain.IMPRECISION, 1)], stated=Certainty.LOW)
    assert rating.computed is Certainty.MODERATE
    assert rating.agrees is False


def test_a_level_nobody_stated_leaves_the_sum_open():
    rating = rate("E1", [judgement(Domain.IMPRECISION, None)], stated=Certainty.LOW)
    assert rating.computed is None
    assert rating.agrees is None


def test_nothing_decided_is_not_high():
    assert rate("E1", []).computed is None


def test_one_target_is_kept_and_two_are_none():
    one = [judgement(Domain.IMPRECISION, 1, target="an effect")]
    two = [*one, judgement(Domain.RISK_OF_BIAS, 1, target="a large effect")]
    assert rate("E1", one).target == "an effect"
    assert rate("E1", two).target == ""


def test_a_domain_decided_twice_is_refused():
    with pytest.raises(ValueError, match="decided twice: imprecision"):
        rate("E1", [judgement(Domain.IMPRECISION, 1), judgement(Domain.IMPRECISION, 2)])


def test_a_judgement_about_something_else_is_refused():
    with pytest.raises(ValueError, match="something else"):
        rate("E1", [judgement(Domain.IMPRECISION, 1, about="E2")])


@given(st.lists(st.integers(0, 3), min_size=5, max_size=5), st.integers(0, 4))
def test_certainty_never_rises_when_a_domain_is_rated_down_further(levels, which):
    decided = [judgement(d, n) for d, n in zip(LOWERING, levels, strict=True)]
    before = rate("E1", decided).computed
    decided[which] = judgement(LOWERING[which], levels[which] + 1)
    assert rate("E1", decided).computed.level <= before.level


def test_every_combination_of_two_levels_stays_within_four_to_one():
    for one, other in itertools.product(range(4), range(4)):
        decided = [judgement(Domain.IMPRECISION, one), judgement(Domain.RISK_OF_BIAS, other)]
        assert rate("E1", decided).computed.level == max(1, 4 - one - other)
