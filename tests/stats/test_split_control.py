import pytest

from evidence.stats.continuous import mean_difference
from evidence.stats.split_control import split_variance


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_with_one_spread_it_is_what_dividing_the_group_gives(parts):
    whole = mean_difference([40, 25], 0, [5, 8], [36, 30], 1, [5, 8], vtype="HO")
    share = mean_difference([40, 25], 0, [5, 8], [36 / parts, 30 / parts], 1, [5, 8], vtype="HO")
    split = split_variance(whole.vi, [40, 25], [36, 30], parts=parts)
    assert split == pytest.approx(share.vi, rel=1e-14)


@pytest.mark.parametrize("wrong", [(0.0, 10, 10, 2), (0.1, 0, 10, 2), (0.1, 10, 10, 0)])
def test_impossible_numbers_are_refused(wrong):
    vi, n1, n2, parts = wrong
    with pytest.raises(ValueError, match="at position 0"):
        split_variance(vi, n1, n2, parts=parts)
