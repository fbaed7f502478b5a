"""Variances and correlations held at values: by number, by place and by level."""

import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown

ARMS = {
    "study": list("AABBCCDD"),
    "arm": ["new", "old"] * 4,
    "yi": [0.1, 0.3, 0.9, 0.4, 0.5, 0.3, -0.2, 0.3],
    "vi": [0.02, 0.03, 0.02, 0.02, 0.01, 0.02, 0.03, 0.01],
}
CHOSEN = {"random": "arm | study", "structure": "UN", "intervals": "none", "measure": "SMD"}


def values(**held):
    found = ev.multilevel(ARMS, **CHOSEN, **held)
    return [one.value for one in found.components]


def test_a_level_is_held_by_its_name_or_by_its_place():
    named = values(variances={"arm | study": {"old": 0.25}})
    placed = values(variances={"arm | study": [None, 0.25]})
    assert named == placed
    assert named[1] == pytest.approx(0.25)
    assert named[0] != pytest.approx(0.25)


def test_what_is_held_has_no_interval_and_the_rest_has():
    found = ev.multilevel(
        ARMS, random="arm | study", measure="SMD", correlations={"arm | study": 0.5}
    )
    variance, correlation = found.components
    assert (correlation.value, correlation.low) == (0.5, None)
    assert variance.high is not None


def test_common_effects_have_no_components_and_predict_nothing():
    found = ev.multilevel(ARMS, random=None, errors=0.5, cluster="study", measure="SMD")
    assert (found.components, found.random, found.clusters) == ((), (), 4)
    assert found.prediction.reason == "common_effect"
    assert "; ;" not in str(found)


@pytest.mark.parametrize(
    ("options", "right"),
    [
        ({"variances": {"arm": 0}}, "arm | study"),
        ({"correlations": {"study": 0}}, "arm | study"),
        ({"variances": {"arm | study": {"newer": 0}}}, "old"),
        ({"random": None, "errors": 0.5}, "study"),
        ({"random": None, "ci_method": "cluster-robust"}, "study"),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_those_that_do(options, right):
    with pytest.raises(ChoiceUnknown) as told:
        ev.multilevel(ARMS, **{**CHOSEN, **options})
    assert right in told.value.choices


@pytest.mark.parametrize(
    "held", [{"correlations": {"study": 0.5}}, {"variances": {"study": [0.1, 0.2]}}]
)
def test_a_term_of_groups_has_one_variance_and_no_correlation(held):
    with pytest.raises(ValueError, match="study has one variance and no correlation"):
        ev.multilevel(ARMS, random="study", measure="SMD", **held)
