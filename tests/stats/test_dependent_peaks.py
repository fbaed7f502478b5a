"""Three-level likelihoods with several peaks: the highest is found, whichever R ends on."""

from typing import Any

import pytest

from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import nested
from tests.stats.r_values import read_golden

CASES = read_golden("dependent_peaks.json")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_highest_peak_is_found(case: dict[str, Any]) -> None:
    effects = list(range(len(case["yi"])))
    terms = nested(case["study"], effects)
    fit = fit_dependent(case["yi"], case["vi"], terms=terms, method="ML")
    found = [float(term.variances[0]) for term in fit.terms]
    assert found == pytest.approx(case["highest"]["sigma2"], rel=1e-5, abs=1e-9)
    assert fit.fit.log_likelihood == pytest.approx(case["highest"]["ll"], abs=1e-9)
    assert fit.converged
    assert fit.local_maxima > 1
    assert fit.fit.log_likelihood > case["metafor"]["ll"] + 0.01
