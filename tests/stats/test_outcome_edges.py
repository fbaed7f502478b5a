"""Several outcomes a study and curves of doses: what is refused at the edges."""

import math

import numpy as np
import pytest

from evidence.stats.dose_response.shapes import restricted_cubic
from evidence.stats.multivariate.outcomes import outcomes_of, with_correlation

ERRORS = [[1.0, 0.5], [0.5, 1.0]]
NAN = math.nan


@pytest.mark.parametrize(
    ("y", "errors", "x", "why"),
    [
        ([[0.1, math.inf]], [ERRORS], None, "y not finite"),
        ([[0.1, NAN], [0.2, NAN]], [ERRORS] * 2, None, "outcome without effects at position 1"),
        ([[0.1, 0.2], [NAN, NAN]], [ERRORS] * 2, None, "study without effects at position 1"),
        ([[0.1, 0.2]] * 2, [ERRORS] * 2, [[1.0, 2.0], [1.0, NAN]], "x not a finite"),
        ([[0.1, 0.2]], [ERRORS], [[[1.0]]], "x of shape"),
        ([[0.1, 0.2]], [ERRORS], [[1.0], [1.0]], "x of shape"),
        ([[0.1, 0.2]], [[[1.0, 0.5], [0.55, 1.0]]], None, "no covariance"),
        ([[0.1, 0.2]], [[[1.0, 0.0], [0.0, 0.0]]], None, "no covariance"),
    ],
)
def test_what_cannot_be_is_refused(y, errors, x, why):
    with pytest.raises(ValueError, match=why):
        outcomes_of(y, errors, x=x)


def test_a_correlation_may_be_one_and_no_more():
    assert with_correlation([[1.0, 4.0]], 1.0).tolist() == [[[1.0, 2.0], [2.0, 4.0]]]
    for wrong in (1.5, [[1.0, 1.5], [0.5, 1.0]]):
        with pytest.raises(ValueError, match="outside"):
            with_correlation([[1.0, 4.0]], wrong)


def test_knots_increase():
    with pytest.raises(ValueError, match="increasing"):
        restricted_cubic(np.arange(4.0), np.array([1.0, 2.0, 2.0]))
