"""Measures of accuracy study by study against metafor and base R; curves by hand."""

import numpy as np
import pytest

from evidence.stats.accuracy.bivariate import fit_bivariate
from evidence.stats.accuracy.proportional_hazards import fit_proportional_hazards
from evidence.stats.accuracy.roc import area_under, sensitivity_at
from evidence.stats.accuracy.single_studies import single_studies
from evidence.stats.accuracy.tables import accuracy_tables
from tests.stats.r_values import differences, read_golden

CASES = read_golden("accuracy.json")["single_studies"]
PLAIN = accuracy_tables([18, 40, 27, 9], [2, 19, 5, 3], [3, 9, 2, 5], [30, 60, 41, 22])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_study_by_itself(case):
    found = single_studies(accuracy_tables(**case["input"]), level=case["level"])
    ours = {
        name: getattr(found, name)._asdict() for name in ("lr_positive", "lr_negative", "dor")
    } | {
        "correlation": found.correlation,
        "same_sensitivity": found.same_sensitivity._asdict(),
        "same_specificity": found.same_specificity._asdict(),
    }
    # jsonlite writes 15 digits; a corrected difference of nothing is rounding, squared.
    assert not list(differences(ours, case["out"], rtol=1e-13, atol=lambda path: 1e-29))


def test_what_one_study_or_all_alike_cannot_tell():
    one = single_studies(accuracy_tables([9], [2], [3], [40]))
    assert np.isnan(one.correlation)
    assert one.same_sensitivity == (0.0, 0, 1.0)
    alike = single_studies(accuracy_tables([8, 16], [2, 4], [1, 4], [9, 16]))
    assert np.isnan(alike.correlation)
    assert (alike.same_sensitivity.q, alike.same_sensitivity.p_value) == (0.0, 1.0)
    other = single_studies(accuracy_tables([8, 17], [2, 3], [2, 4], [8, 16]))
    assert np.isnan(other.correlation)


@pytest.mark.parametrize(("tp", "fn"), [([5, 7, 9], [0, 0, 0]), ([0, 0, 0], [5, 7, 9])])
def test_shares_of_none_or_all_are_the_same(tp, fn):
    with np.errstate(divide="ignore", invalid="ignore"):
        found = single_studies(accuracy_tables(tp, fn, [1, 2, 1], [9, 9, 9], to="none"))
    assert found.same_sensitivity == (0.0, 2, 1.0)


def test_no_constant_is_a_constant():
    assert accuracy_tables([0], [3], [1], [2], add=0).tp.tolist() == [0]


def test_a_regression_line_is_a_curve():
    fit = fit_bivariate(PLAIN)
    pooled = fit.pooled._replace(
        coefficients=np.array([1.0, -2.0]), psi=np.array([[1.0, 0.6], [0.6, 2.0]])
    )
    fit = fit._replace(pooled=pooled)
    rate = 1 / (1 + np.exp([2.0, 1.0]))
    found = sensitivity_at(fit, rate, curve="regression")
    # One unit of the logit of the rate is 0.6/2 of the other's.
    assert np.log(found / (1 - found)) == pytest.approx([1.0, 1.3], rel=1e-13)
    for spread in ([[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 1.0]]):
        without = fit._replace(pooled=pooled._replace(psi=np.array(spread)))
        with pytest.raises(ValueError, match="no variance"):
            sensitivity_at(without, 0.1)


@pytest.mark.parametrize("rates", [0.0, 1.0, [0.2, 1.5], [-0.1, 0.2]])
def test_a_curve_is_between_no_and_all(rates):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        sensitivity_at(fit_bivariate(PLAIN), rates)


@pytest.mark.parametrize(("low", "high"), [(0.3, 0.3), (0.5, 1.5), (-0.1, 0.5), (0.6, 0.5)])
def test_an_area_is_between_two_rates(low, high):
    with pytest.raises(ValueError, match="in order"):
        area_under(lambda rate: rate, low, high)


def test_three_studies_have_a_power():
    def counts(**replaced):
        cells = {"tp": [18, 40, 9], "fn": [2, 19, 3], "fp": [3, 9, 2], "tn": [30, 60, 41]}
        return accuracy_tables(**(cells | replaced), to="none")

    assert 0 < fit_proportional_hazards(counts()).theta < 1
    # One person is enough for a logarithm.
    assert 0 < fit_proportional_hazards(counts(fp=[1, 9, 2])).theta < 1
    for empty in ("tp", "fp", "tn"):
        with pytest.raises(ValueError, match="a count of 0"):
            fit_proportional_hazards(counts(**{empty: [0, 9, 5]}))
    with pytest.raises(ValueError, match="at least 3"):
        fit_proportional_hazards(accuracy_tables([18, 40], [2, 19], [3, 9], [30, 60]))


@pytest.mark.parametrize(
    "counts",
    [
        # The higher of two peaks is by the mean, far from no spread; then, without spread.
        ([6, 171, 38], [34, 33, 2], [64, 18, 34], [33, 232, 227]),
        ([22, 89, 218, 133], [21, 57, 11, 18], [174, 1, 158, 68], [125, 94, 113, 174]),
    ],
)
def test_no_power_on_a_grid_is_likelier(counts):
    tp, fn, fp, tn = np.array(counts, dtype=np.float64)
    u, w = np.log(tp / (tp + fn)), np.log(fp / (fp + tn))
    theta, sd = np.meshgrid(np.linspace(0.01, 3, 150), np.linspace(0, 3, 150))
    total = sd[..., None] ** 2 + (1 / tp - 1 / (tp + fn)) / w**2
    total = total + theta[..., None] ** 2 * (1 / fp - 1 / (fp + tn)) / w**2
    heights = -0.5 * (np.log(total) + (u / w - theta[..., None]) ** 2 / total).sum(axis=-1)
    found = fit_proportional_hazards(accuracy_tables(*counts))
    assert heights.max() <= found.log_likelihood <= heights.max() + 0.2
