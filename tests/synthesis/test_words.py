"""Every key a synthesis can hand out has words in three languages, and fills their holes."""

import pytest

from evidence.synthesis.arm_data import ROUTES
from evidence.synthesis.choices import PREDICTION_RULES
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.pool import pool
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language
from evidence.wording.phrases import holes, phrase
from evidence.wording.synthesis_words import adjustments, not_estimable_reason
from tests.synthesis.golden import planned_data
from tests.synthesis.planned import against, contrast, member, planned

CONTRASTS = (
    *("contrast_ci", "contrast_se", "contrast_p", "contrast_p_t", "given"),
    *("contrast_t", "contrast_f", "contrast_t_smd"),
)
NOTES = (
    "hartung_knapp_guard",
    "hartung_knapp_not_correlated",
    "two_studies",
    "tau2_not_converged",
    "several_maxima",
    "tau2_interval_empty",
    "arms_merged",
    "control_split",
    "control_split_by_variance",
    "control_correlated",
    "correlation_assumed",
)
KEYS = (
    *(f"route.{route}" for route in (*ROUTES, *CONTRASTS)),
    *(f"adjustment.{note}" for note in NOTES),
    *(f"prediction_rule.{rule}" for rule in PREDICTION_RULES),
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", KEYS)
def test_a_key_has_words(key, language):
    assert holes(key) == frozenset()
    assert phrase(key, language)


def results():
    sharing = [contrast(f"A.{arm}", "A.c", -2.0, -4.0, 0.0) for arm in "xy"]
    shared = effect_sizes(planned(*(member(row) for row in sharing)))
    twice = planned(*[against("A", (30, 10, 5), (28, 13, 6))] * 2)
    for choice in ("none", "merge", "split"):
        yield pool(shared, shared_control=choice)
    yield pool(shared, shared_control="correlated", tau2_method="DL")
    yield pool(shared, shared_control="correlated")
    yield pool(effect_sizes(twice))
    yield pool(effects_of({"yi": [], "vi": []}))
    yield pool(effects_of({"yi": [0.1], "vi": [0.1]}))
    yield pool(effects_of({"yi": [0.1, 0.1], "vi": [0.1, 0.1]})).prediction
    yield pool(effects_of({"yi": [0.1, 0.1], "vi": [0.1, 0.1]}))
    yield pool(effect_sizes(planned_data("sharing", "MD")), shared_control="split")
    yield pool(effect_sizes(planned_data("sharing", "MD")), shared_control="merge")


@pytest.mark.parametrize("language", Language)
def test_what_results_hand_out_can_be_read(language):
    for result in results():
        if isinstance(result, NotEstimable):
            words = not_estimable_reason(result, language)
            assert words
            assert all(value in words for value in result.values.values())
        else:
            assert len(adjustments(result, language)) == len(result.adjustments) > 0
