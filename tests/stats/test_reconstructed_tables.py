"""Tables of counts rebuilt from an association and the margins."""

import math

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from evidence.stats.reconstructed_tables import phi_from_chi_square, table_from_phi


@pytest.mark.parametrize("corrected", [True, False])
def test_a_table_comes_back_from_its_chi_square(corrected):
    cells = np.array([[12, 4], [7, 17]])
    chi = float(chi2_contingency(cells, correction=corrected)[0])
    phi = phi_from_chi_square(chi, 40, 16, 19, corrected=corrected)
    assert phi == pytest.approx([(12 * 17 - 4 * 7) / math.sqrt(16 * 24 * 19 * 21)], rel=1e-12)
    assert [cell.tolist() for cell in table_from_phi(phi, 40, 16, 19)] == [[12], [4], [7], [17]]


@pytest.mark.parametrize(
    ("phi", "n", "margin", "cells"),
    [(1.0, 3, 1, [1, 0, 0, 2]), (1.0, 3, 2, [2, 0, 0, 1]), (-1.0, 2, 1, [0, 1, 1, 0])],
)
def test_one_person_may_stand_apart(phi, n, margin, cells):
    assert [cell[0] for cell in table_from_phi(phi, n, margin, margin)] == cells


@pytest.mark.parametrize(("phi", "margin"), [(0.5, 0), (0.5, 9), (0.5, 10), (1.5, 4), (-1.5, 4)])
def test_nobody_and_everybody_are_no_row(phi, margin):
    with pytest.raises(ValueError):
        table_from_phi(phi, 9, margin, 4)


def test_margins_may_leave_no_table():
    found = table_from_phi([0.9, 0.1], [20, 20], [10, 10], [4, 10])
    assert [np.isnan(cell).tolist() for cell in found] == [[True, False]] * 4
