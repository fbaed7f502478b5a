"""Selection models on published data, against the values metafor's own tests hold for them.

Source: metafor's test file for ``selmodel`` (version 4.6, default control). BFGS stops within
about 1e-4 of the top in each parameter.
"""

import numpy as np
import pytest

from evidence.stats.escalc import escalc
from evidence.stats.small_study.selection_model import fit_selection_model
from evidence.stats.small_study.selection_setup import Selection
from tests.stats.r_values import read_golden

BFGS = 5e-4
INPUTS = read_golden("small_study.json")["inputs"]


def columns(name: str) -> tuple[np.ndarray, np.ndarray]:
    return np.array(INPUTS[name]["yi"]), np.array(INPUTS[name]["vi"])


def test_passive_smoking_with_three_steps() -> None:
    fit = fit_selection_model(*columns("hackshaw"), Selection(steps=[0.05, 0.10, 0.50, 1.00]))
    assert fit.delta == pytest.approx([1, 2.422079, 0.977543, 0.396713], rel=BFGS)
    assert fit.delta_se[1:] == pytest.approx([1.66085, 0.820387, 0.469235], rel=BFGS)
    assert (fit.selection.statistic, fit.selection.df) == (pytest.approx(7.066137, abs=1e-5), 3)
    assert fit.tau2 == pytest.approx(0.03071325, rel=BFGS)
    assert fit.counts == (7, 8, 16, 6)


def test_passive_smoking_truncated_at_zero() -> None:
    fit = fit_selection_model(*columns("hackshaw"), Selection("trunc"))
    assert fit.delta == pytest.approx([0.3818424], rel=BFGS)
    assert fit.delta_se == pytest.approx([0.2235527], rel=BFGS)
    assert fit.selection.statistic == pytest.approx(3.054457, abs=1e-5)
    assert fit.tau2 == pytest.approx(0.02677134, rel=BFGS)


def test_practice_facilitation_by_the_beta_function() -> None:
    fit = fit_selection_model(*columns("baskerville"), Selection("beta"))
    assert fit.delta == pytest.approx([0.4731131, 4.4613162], rel=BFGS)
    assert fit.selection.statistic == pytest.approx(7.846907, abs=1e-3)
    # metafor stopped at 2.4e-6, on the way to zero, and has a slightly lower likelihood there.
    assert fit.tau2 == 0 and fit.on_bound == ("tau2",)
    assert fit.delta_se == pytest.approx([0.2352481, 2.1841983], rel=5e-3)


def test_practice_facilitation_with_a_moderator() -> None:
    xi = np.array([1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1])
    matrix = np.column_stack([np.ones(23), xi])
    fit = fit_selection_model(*columns("baskerville"), Selection("beta"), moderators=matrix)
    assert fit.delta == pytest.approx([0.4200973, 5.0959707], rel=BFGS)
    assert fit.coefficients.estimate == pytest.approx([0.1343001, -0.1363559], rel=BFGS)
    assert fit.coefficients.se == pytest.approx([0.1707418, 0.1244394], rel=BFGS)
    assert fit.selection.statistic == pytest.approx(9.044252, abs=1e-3)


def preston() -> tuple[np.ndarray, np.ndarray]:
    """Preston, Ashby and Smyth (2004), doi:10.1111/j.1365-2753.2003.00457.x."""
    ai = np.array([4, 0, 34, 7, 6, 1, 0, 11, 2, 0, 0, 33])
    n1 = np.array([19, 18, 341, 71, 45, 94, 22, 88, 82, 33, 15, 221])
    ci = np.array([5, 0, 50, 16, 5, 8, 0, 12, 7, 0, 1, 43])
    n2 = np.array([19, 18, 334, 69, 44, 96, 22, 82, 84, 30, 20, 218])
    some = ai + ci > 0
    ai, n1, ci, n2 = ai[some], n1[some], ci[some], n2[some]
    effects = escalc("OR", ai=ai, bi=n1 - ai, ci=ci, di=n2 - ci)
    return effects.yi, effects.vi


FOUR = ("halfnorm", "negexp", "logistic", "power")


@pytest.mark.parametrize(
    ("steps", "precise", "delta", "error"),
    [
        (
            None,
            False,
            (3.162948, 2.656714, 3.339338, 1.458923),
            (2.988922, 2.347468, 2.388776, 1.393725),
        ),
        (
            [0.05],
            True,
            (5.832106, 3.819847, 5.041039, 2.399645),
            (5.644466, 3.627467, 2.306998, 2.134629),
        ),
    ],
)
def test_prestons_trials_by_four_functions(steps, precise, delta, error) -> None:
    yi, vi = preston()
    precision = np.sqrt(vi) if precise else None
    for name, value, se in zip(FOUR, delta, error, strict=True):
        selection = Selection(name, "less", steps, None, precision)
        fit = fit_selection_model(yi, vi, selection, method="EE")
        assert fit.delta == pytest.approx([value], rel=1e-3), name
        # These two curvatures are rough in metafor, whose integrals are good for four digits
        # unless asked for more; the golden file holds them from finer ones.
        if name != "power" and (name, precise) != ("logistic", True):
            assert fit.delta_se == pytest.approx([se], rel=2e-3), name


def test_prestons_trials_by_the_exponential_power_function() -> None:
    fit = fit_selection_model(*preston(), Selection("negexppow", "less"), method="EE")
    assert fit.delta == pytest.approx([2.673818, 1.153199], rel=2e-3)
    assert fit.delta_se == pytest.approx([2.363403, 2.143849], rel=5e-3)


@pytest.mark.parametrize(
    ("weights", "mean", "tau2"),
    [
        ("moderate_one", 0.351894, 0.0045),
        ("severe_one", 0.321518, 0.009544),
        ("moderate_two", 0.362019, 0.002774),
        ("severe_two", 0.33218, 0.005652),
    ],
)
def test_vevea_and_woods_fixed_weights(weights: str, mean: float, tau2: float) -> None:
    cases = read_golden("small_study.json")["cases"]
    (out,) = (
        case["out"]
        for case in cases
        if case["family"] == "selmodel_fixed" and case["args"]["weights"] == weights
    )
    selection = Selection(steps=out["steps"], delta=out["delta"])
    fit = fit_selection_model(*columns("cohen"), selection)
    assert float(fit.coefficients.estimate[0]) == pytest.approx(mean, abs=1e-5)
    assert fit.tau2 == pytest.approx(tau2, abs=2e-6)
