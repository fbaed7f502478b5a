"""Weighted least squares against the same sums in whole numbers, without any rounding."""

from fractions import Fraction
from typing import Any

import pytest

from evidence.stats.heterogeneity import cochran_q
from evidence.stats.regression import regress_effects
from tests.stats.moderated_as_metafor import CASES, R, design_of, effects_of, family

COMMON = [case for case in CASES if family(case) == "rma" and case["args"]["method"] == "EE"]
Row = list[Fraction]


def exact(case: dict[str, Any]) -> tuple[Row, Fraction]:
    """Coefficients and QE by elimination in the normal equations."""
    data = R["inputs"][case["input"]]
    yi, vi = ([Fraction(number) for number in data[name]] for name in ("yi", "vi"))
    rows = [[*map(Fraction, row), y] for row, y in zip(data["X"], yi, strict=True)]
    weighted = [[one / v for one in row] for row, v in zip(rows, vi, strict=True)]
    p = len(rows[0]) - 1
    table = [
        [
            sum((r[i] * w[j] for r, w in zip(rows, weighted, strict=True)), Fraction(0))
            for j in range(p + 1)
        ]
        for i in range(p + 1)
    ]
    for i in range(p):
        for other in range(i + 1, p + 1):
            times = table[other][i] / table[i][i]
            table[other] = [a - times * b for a, b in zip(table[other], table[i], strict=True)]
    b = [Fraction(0)] * p
    for i in reversed(range(p)):
        known = sum((table[i][j] * b[j] for j in range(i + 1, p)), Fraction(0))
        b[i] = (table[i][p] - known) / table[i][i]
    return b, table[p][p]


@pytest.mark.parametrize("case", COMMON, ids=lambda case: case["id"])
def test_coefficients_and_q_are_exact_however_collinear_the_moderators(case):
    (yi, vi), model = effects_of(case), design_of(case)
    b, q = exact(case)
    assert cochran_q(yi, vi, xi=model.basis).q == pytest.approx(float(q), rel=1e-12)
    found = regress_effects(yi, vi, model).coefficients
    for one, se, true in zip(found.estimate, found.se, b, strict=True):
        assert one == pytest.approx(float(true), rel=1e-11, abs=1e-11 * se)
