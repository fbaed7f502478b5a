"""How few studies a method takes, and how many: answered at the limit, refused beyond it."""

import numpy as np
import pytest

from evidence.stats.all_subsets import MOST, every_subset, pool_subsets
from evidence.stats.baujat import baujat_points


def test_all_selections_of_fifteen_are_made():
    assert every_subset(MOST).shape == (2**15 - 1, 15)
    with pytest.raises(ValueError, match="too many subsets"):
        every_subset(MOST + 1)


def test_no_selection_is_empty():
    with pytest.raises(ValueError, match="without effects"):
        pool_subsets([0.0, 1.0], [1.0, 1.0], method="EE", members=np.eye(2) * [1, 0] > 0)


def test_two_studies_have_points():
    # Each is 1/2 from the mean, with variance 1/2; alone, each moves it by 1/2.
    assert baujat_points([0.0, 1.0], [0.5, 0.5], method="EE").influence == pytest.approx([0.5] * 2)
    with pytest.raises(ValueError, match="2"):
        baujat_points([0.0], [0.5], method="EE")
