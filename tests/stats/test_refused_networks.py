"""Networks, outcomes, doses and accuracies that cannot be, refused with their place."""

import numpy as np
import pytest

from evidence.stats.accuracy.bivariate import fit_bivariate
from evidence.stats.accuracy.proportional_hazards import fit_proportional_hazards
from evidence.stats.accuracy.roc import area_under, sensitivity_at
from evidence.stats.accuracy.tables import accuracy_tables
from evidence.stats.dose_response.effective_counts import covariance_of
from evidence.stats.dose_response.fit import fit_dose_response
from evidence.stats.dose_response.shapes import basis
from evidence.stats.dose_response.studies import study_of
from evidence.stats.multivariate.fit import fit_multivariate
from evidence.stats.multivariate.outcomes import outcomes_of, with_correlation
from evidence.stats.network.arms import compare_arms
from evidence.stats.network.comparisons import comparisons_of
from evidence.stats.network.components import fit_components
from evidence.stats.network.conditional_counts import network_conditional
from evidence.stats.network.design_counts import count_designs
from evidence.stats.network.fit import fit_network
from evidence.stats.network.heterogeneity import network_tau2

THREE = ([0, 0, 1], [1, 2, 2], [0, 0, 0])
"""The comparisons of one study of three arms."""


@pytest.mark.parametrize(
    ("te", "se", "first", "second", "study", "why"),
    [
        ([0.1, np.nan], [1, 1], [0, 1], [1, 2], [0, 1], "te not a finite number at position 1"),
        ([0.1, 0.2], [1, 0], [0, 1], [1, 2], [0, 1], "se not above 0 at position 1"),
        ([0.1, 0.2], [1, np.inf], [0, 1], [1, 2], [0, 1], "se not a finite number at position 1"),
        ([0.1, 0.2], [1, 1], [0, 1], [1, 1], [0, 1], "compared with itself at position 1"),
        ([0.1, 0.1], [1, 1], [0, 1], [1, 0], [0, 0], "twice, at positions 0, 1"),
        ([0.1, 0.2], [1, 1], [0, 0], [1, 2], [0, 0], "lacks comparisons of treatments 1 and 2"),
        ([0.1, 0.2, 0.9], [1, 1, 1], *THREE, "contradict each other at 0, 1, 2"),
        ([0.1, 0.2, 0.1], [0.1, 0.1, 1], *THREE, "negative variance for treatments 0"),
        ([0.1, 0.2], [1, 1], [0, 2], [1, 3], [0, 1], "separate networks of treatments: 0, 1; 2, 3"),
        ([0.1], [1], [0], [2], [0], "separate networks of treatments: 0, 2; 1"),
        ([], [], [], [], [], "no comparisons"),
        ([0.1], [1, 1], [0], [1], [0], "not equally long"),
    ],
)
def test_comparisons_that_are_no_network(te, se, first, second, study, why):
    with pytest.raises(ValueError, match=why):
        comparisons_of(te, se, first, second, study)


def test_a_network_that_falls_apart_may_be_joined_by_components():
    apart = comparisons_of(
        [1.0, 2.0, 3.1], [1, 1, 1], [1, 2, 4], [0, 3, 3], [0, 1, 2], connected=False
    )
    made_of = [[0, 0], [1, 0], [1, 1], [1, 0], [1, 1]]
    found = fit_components(apart, made_of, tau2=0.0)
    assert found.effects == pytest.approx([1.0, 2.55])
    assert found.treatments[2, 0] == pytest.approx(3.55)
    with pytest.raises(ValueError, match="made_of of shape"):
        fit_components(apart, [[1]])


def test_components_that_always_come_together_are_not_told_apart():
    both = comparisons_of([1.0], [1], [1], [0], [0])
    found = fit_components(both, [[0, 0], [1, 1]], tau2=0.0)
    assert np.isnan(found.effects).all()
    assert found.treatments[1, 0] == pytest.approx(1.0)


def test_no_variance_without_a_comparison_to_spare():
    line = comparisons_of([0.1, 0.2], [1, 1], [0, 1], [1, 2], [0, 1])
    with pytest.raises(ValueError, match="no comparison to spare"):
        network_tau2(line)
    with pytest.raises(ValueError, match="is not one of DL, REML, ML"):
        network_tau2(line, method="PM")
    with pytest.raises(ValueError, match="tau2"):
        fit_network(line, tau2=-0.1)


@pytest.mark.parametrize(
    ("measure", "columns", "why"),
    [
        ("XX", {"events": [1, 2], "n": [9, 9]}, "'XX' is not one of"),
        ("OR", {"events": [1, 2]}, "columns of OR: events, n"),
        ("OR", {"events": [1, np.nan], "n": [9, 9]}, "events not a finite number at position 1"),
        ("SMD", {"mean": [1, 2], "sd": [0, 1], "n": [9, 9]}, "sd not above 0 at position 0"),
        ("SMD", {"mean": [1, 2], "sd": [1, 1], "n": [9, 1]}, "n not above 1 at position 1"),
    ],
)
def test_arms_that_cannot_be_compared(measure, columns, why):
    with pytest.raises(ValueError, match=why):
        compare_arms(measure, [0, 1], [0, 0], **columns)


def test_arms_that_stand_alone_or_twice():
    with pytest.raises(ValueError, match="one arm alone in the study at position"):
        compare_arms("OR", [0, 1, 0], [0, 0, 1], events=[1, 2, 3], n=[9, 9, 9])
    with pytest.raises(ValueError, match="the same treatment twice"):
        compare_arms("OR", [0, 0], [0, 0], events=[1, 2], n=[9, 9])


def test_counts_that_say_nothing_are_listed_or_refused():
    found = count_designs([1, 2, 0, 3], [9, 9, 9, 9], [0, 1, 0, 2], [0, 0, 1, 1])
    assert found.silent_arms == (((0, 2), 0),)
    assert found.single_designs == ((0, 2),)
    assert found.rows.tolist() == [True, True, False, False]
    with pytest.raises(ValueError, match="no study tells an odds ratio"):
        count_designs([0, 0], [9, 9], [0, 1], [0, 0])
    with pytest.raises(ValueError, match="events more than n at position 1"):
        count_designs([1, 10], [9, 9], [0, 1], [0, 0])
    with pytest.raises(ValueError, match="separate networks"):
        count_designs([1, 2, 3, 4], [9] * 4, [0, 1, 2, 3], [0, 0, 1, 1])


def test_an_empty_arm_is_told_by_the_same_arm_of_other_studies():
    counts = count_designs([5, 0, 5, 3], [9] * 4, [0, 1, 0, 1], [0, 0, 1, 1])
    assert np.isfinite(network_conditional(counts).effects).all()


@pytest.mark.parametrize(
    ("y", "s", "x", "why"),
    [
        ([[0.1, np.nan], [np.nan, np.nan]], np.ones((2, 2, 2)), None, "study without effects"),
        ([[0.1], [np.inf]], np.ones((2, 1, 1)), None, "y not finite at position 1"),
        ([[0.1], [0.2]], [[[1.0]], [[0.0]]], None, "s no covariance matrix .* at position 1"),
        ([[0.1, 0.2]], [[[1.0, 2.0], [2.0, 1.0]]], None, "s no covariance matrix"),
        ([[0.1, 0.2]], [[[1.0, 0.2], [0.1, 1.0]]], None, "s no covariance matrix"),
        ([[0.1], [0.2]], np.ones((2, 1, 1)), [[1.0], [np.nan]], "x not a finite number"),
        ([[0.1], [0.2]], np.ones((3, 1, 1)), None, "y and s of shapes"),
    ],
)
def test_outcomes_that_cannot_be(y, s, x, why):
    with pytest.raises(ValueError, match=why):
        outcomes_of(y, s, x=x)


def test_models_of_outcomes_that_cannot_be():
    two = outcomes_of([[0.1], [0.2]], np.ones((2, 1, 1)))
    with pytest.raises(ValueError, match="'DL' is not one of"):
        fit_multivariate(two, method="DL")
    with pytest.raises(ValueError, match="'MM' has no structure 'ID'"):
        fit_multivariate(two, method="MM", structure="ID")
    one = outcomes_of([[0.1]], np.ones((1, 1, 1)))
    with pytest.raises(ValueError, match="REML needs more effects than 1"):
        fit_multivariate(one)
    with pytest.raises(ValueError, match="outside -1 to 1"):
        with_correlation([[1.0, 1.0]], 1.5)


DOSE = {"dose": [0, 5], "y": [0, 0.2], "v": [0, 0.1], "cases": [9, 12], "n": [90, 95]}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"v": [0, 0]}, "one reference"),
        ({"v": [0.1, 0.1]}, "one reference"),
        ({"v": [0, -0.1]}, "v below 0 at position 1"),
        ({"y": [0.3, 0.2]}, "y of the reference at position 0 is not 0"),
        ({"cases": [9, 0]}, "cases not above 0 at position 1"),
        ({"n": [90, 12]}, "n not above cases at position 1"),
        ({"y": [0, np.nan]}, "y not reported at position 1"),
        ({"design": "rct"}, "'rct' is not one of cc, ir, ci"),
    ],
)
def test_doses_that_cannot_be(change, why):
    with pytest.raises(ValueError, match=why):
        study_of(**({"design": "ci"} | DOSE | change))


def test_curves_that_cannot_be():
    study = study_of(**DOSE, design="ci")
    with pytest.raises(ValueError, match=r"study 0: doses .* do not tell 2 coefficients"):
        fit_dose_response([study], [covariance_of(study)], shape="quadratic", method="FE")
    with pytest.raises(ValueError, match="needs knots"):
        basis([1, 2], "spline")
    with pytest.raises(ValueError, match="has no knots"):
        basis([1, 2], "linear", knots=[1, 2, 3])
    with pytest.raises(ValueError, match="three or more, increasing"):
        basis([1, 2], "spline", knots=[1, 3, 2])
    with pytest.raises(ValueError, match="no effective counts"):
        covariance_of(study_of(**(DOSE | {"v": [0, 1e-6]}), design="ir"), method="hamling")


def test_accuracies_that_cannot_be():
    with pytest.raises(ValueError, match="tp below 0 at position 1"):
        accuracy_tables([1, -1], [1, 1], [1, 1], [1, 1])
    with pytest.raises(ValueError, match="fp and tn both 0 at position 0"):
        accuracy_tables([1, 1], [1, 1], [0, 1], [0, 1])
    with pytest.raises(ValueError, match="'some' is not one of"):
        accuracy_tables([1], [1], [1], [1], to="some")
    empty = accuracy_tables([1, 2], [0, 1], [1, 1], [1, 1], to="none")
    with pytest.raises(ValueError, match=r"empty cell at positions \[0\]"):
        fit_bivariate(empty)
    with pytest.raises(ValueError, match="at least 3 studies"):
        fit_proportional_hazards(empty)
    common = fit_bivariate(accuracy_tables([9, 8], [2, 2], [1, 1], [9, 9]), method="FE")
    with pytest.raises(ValueError, match="no curve"):
        sensitivity_at(common, 0.2)
    with pytest.raises(ValueError, match="limits"):
        area_under(lambda rate: rate, 0.5, 0.2)
