"""Errors that are correlated, turned to axes where they are not: what is refused."""

import math

import numpy as np
import pytest

from evidence.stats.correlated import pool_correlated, rotate
from evidence.stats.covariance_blocks import Block

YI, VI = [0.0, 1.0, 2.0], [2.0, 2.0, 2.0]
BLOCK = Block(np.array([0, 1]), np.array([[2.0, 1.0], [1.0, 2.0]]))


def test_an_effect_lies_in_one_block():
    with pytest.raises(ValueError):
        rotate(YI, VI, [BLOCK, Block(np.array([1, 2]), BLOCK.covariance)])


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_full_rank_is_the_same_in_every_unit(unit):
    blocks = [Block(BLOCK.places, BLOCK.covariance * unit)]
    found = rotate(YI, np.array(VI) * unit, blocks).vi
    assert found == pytest.approx(np.array([1.0, 3.0, 2.0]) * unit)
    uneven = np.array([1e-13, 1e-6, 1.0]) * unit
    with pytest.raises(ValueError, match="full rank"):
        rotate(YI, uneven, [Block(np.arange(3), np.diag(uneven))])


@pytest.mark.parametrize("wrong", [{"tau2": math.inf}, {"df": math.inf}, {"df": 0.5}])
def test_a_spread_and_degrees_of_freedom_are_finite(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        pool_correlated([0.0, 2.0], [2.0, 2.0], blocks=[], **{"tau2": 0.0, "test": "t"} | wrong)
