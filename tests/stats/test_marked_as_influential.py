"""Studies that one of metafor's four rules marks as influential, and no other rule."""

import numpy as np
import pytest
from scipy.stats import chi2

from evidence.stats.design import design
from evidence.stats.regression_influence import regression_influence


def rules(found, k, p):
    return np.array(
        [
            np.abs(found.dffits) > 3 * np.sqrt(p / (k - p)),
            chi2.cdf(found.cook_d, p) > 0.5,
            found.hat > 3 * p / k,
            (np.abs(found.dfbs) > 1).any(axis=1),
        ]
    )


def among_many(outlier):
    """Thirty studies of one mean, one of them far out."""
    yi = np.resize([0.2, -0.2], 30)
    yi[4] = outlier
    found = regression_influence(yi, np.full(30, 0.04), design(np.ones((30, 1))), method="FE")
    return found, 30, 1


def on_a_line(far, off=0.0):
    """Ten studies on a line, the last of them far along it."""
    x = np.append(np.linspace(-1, 1, 9), far)
    yi = 0.5 * x + np.resize([0.01, -0.01], 10)
    yi[-1] += off
    xi = np.column_stack([np.ones(10), x])
    return regression_influence(yi, np.full(10, 0.04), design(xi), method="FE"), 10, 2


@pytest.mark.parametrize(
    ("made", "by"),
    [
        (lambda: among_many(0.62), [True, False, False, False]),
        (lambda: on_a_line(3.0), [False, False, True, False]),
        (lambda: on_a_line(1.6, 0.8), [True, True, False, True]),
    ],
)
def test_each_rule_marks_by_itself(made, by):
    found, k, p = made()
    told = rules(found, k, p)
    assert told.any(axis=1).tolist() == by
    assert found.influential.tolist() == told.any(axis=0).tolist()
    assert not found.influential.all()
