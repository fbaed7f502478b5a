"""Outcomes of very different scale: the unit of one outcome is no matter of the others."""

import numpy as np
import pytest

import evidence as ev
from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.fit import DependentFit, fit_dependent
from evidence.stats.dependent.terms import Structured

YI = np.array([0.47, -0.32, 0.20, -0.60, 0.40, -0.12, 0.26, -0.31, 0.56, -0.39])
ERRORS = np.array(
    [
        [[0.0075, 0.0030], [0.0030, 0.0077]],
        [[0.0057, 0.0009], [0.0009, 0.0008]],
        [[0.0021, 0.0007], [0.0007, 0.0014]],
        [[0.0029, 0.0009], [0.0009, 0.0015]],
        [[0.0148, 0.0072], [0.0072, 0.0304]],
    ]
)
"""Five trials of two outcomes: Berkey CS and others (1998), dat.berkey1998 in R."""
TRIALS, NAMES = np.repeat(np.arange(5), 2).tolist(), ["PD", "AL"] * 5


def fitted(scale: float, structure: str, method: str) -> DependentFit:
    """Fit with the second outcome (AL) in another unit."""
    unit = np.array([1.0, scale])
    errors = ERRORS * np.outer(unit, unit)
    blocks = [Block(np.array([2 * i, 2 * i + 1]), one) for i, one in enumerate(errors)]
    return fit_dependent(
        YI * np.tile(unit, 5),
        np.concatenate([np.diag(one) for one in errors]),
        terms=[Structured(NAMES, TRIALS, structure)],
        blocks=blocks,
        xi=np.tile(np.eye(2), (5, 1)),
        method=method,
    )


@pytest.mark.parametrize("scale", [1e3, 1e-5, 1e7])
@pytest.mark.parametrize(("structure", "method"), [("UN", "REML"), ("UN", "ML"), ("HCS", "REML")])
def test_another_unit_of_one_outcome_scales_what_is_said_of_it(scale, structure, method):
    plain, wide = fitted(1.0, structure, method), fitted(scale, structure, method)
    unit = np.array([1.0, scale])
    assert wide.coefficients / unit == pytest.approx(plain.coefficients, rel=1e-8)
    assert np.sqrt(np.diag(wide.covariance)) / unit == pytest.approx(
        np.sqrt(np.diag(plain.covariance)), rel=1e-8
    )
    (ours,), (theirs,) = plain.terms, wide.terms
    # Levels are sorted: AL before PD.
    assert theirs.variances / np.array([scale**2, 1]) == pytest.approx(ours.variances, rel=1e-7)
    assert theirs.correlations == pytest.approx(ours.correlations, rel=1e-7)
    # Five effects in the unit, and one coefficient that REML takes out again.
    jacobian = (5 - (method == "REML")) * np.log(scale)
    assert wide.fit.log_likelihood + jacobian == pytest.approx(plain.fit.log_likelihood, abs=1e-9)
    assert (wide.converged, wide.local_maxima) == (True, plain.local_maxima)


def test_the_door_gives_the_same_outcome_in_another_unit():
    table = {"yi": YI * np.tile([1, 1000], 5), "outcome": NAMES, "trial": TRIALS}
    unit = np.tile([1, 1000], 5)
    whole = np.zeros((10, 10))
    for i, one in enumerate(ERRORS):
        whole[2 * i : 2 * i + 2, 2 * i : 2 * i + 2] = one
    whole *= np.outer(unit, unit)
    found = ev.multilevel(
        table | {"vi": np.diag(whole)},
        random="outcome | trial",
        structure="UN",
        moderators="0 + outcome",
        errors=whole,
        intervals="none",
        ci_method="wald",
    )
    told = {one.name: one.estimate for one in found.coefficients}
    plain = fitted(1.0, "UN", "REML")
    assert sorted(told.values()) == pytest.approx(
        sorted(plain.coefficients * np.array([1, 1000])), rel=1e-8
    )
