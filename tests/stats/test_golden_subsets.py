"""Every selection of the studies pooled, against metafor's gosh."""

import numpy as np
import pytest

from evidence.stats.all_subsets import every_subset, pool_subsets
from tests.stats.r_values import column, read_golden

R = read_golden("e_diag.json")
CASES = [case for case in R["cases"] if case["id"].startswith("e/gosh/")]
COLUMNS = ["k", "QE", "I2", "H2", "tau2", "tau", "estimate"]
CONTROL = 5e-12
"""R's steps in tau2 were to end below 1e-13, at times some dozens of them short of the root."""


def test_every_case_is_exercised():
    assert len(CASES) == 57


def as_columns(found, method):
    fits = found.fits
    # For the closed estimators gosh leaves H squared as Q/(k - 1), also below 1.
    closed = np.where(found.k > 1, fits.q / np.maximum(found.k - 1, 1), 1)
    h2 = closed if method == "DL" else fits.h2
    return np.column_stack(
        (found.k, fits.q, fits.i2, h2, fits.tau2, np.sqrt(fits.tau2), fits.estimate)
    )


def compare(ours, theirs, effects, method):
    """Column by column; what R's tau2 may be off reaches all that rests on it, not k and Q."""
    yi, vi = effects
    off = min(CONTROL, 0.01 * vi.min()) if method == "REML" else 0.0
    part = off / vi.min()
    allowed = [0.0, 0.0, 200 * part, 2 * part, off, np.sqrt(off), part * np.ptp(yi)]
    rtol = 1e-8 if method == "REML" else 1e-10
    for at, name in enumerate(COLUMNS):
        np.testing.assert_allclose(
            ours[..., at], theirs[..., at], rtol=rtol, atol=allowed[at] + 1e-13, err_msg=name
        )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_all_selections_are_metafors(case):
    yi, vi = column(R, case, "yi"), column(R, case, "vi")
    method, theirs = case["args"]["method"], case["out"]
    found = pool_subsets(yi, vi, method=method)
    ours = as_columns(found, method)
    assert theirs["cols"] == COLUMNS
    assert len(ours) == theirs["nrow"]
    place = {"".join(map(str, row.astype(int))): at for at, row in enumerate(found.members)}
    picked = [place[name] for name in theirs.get("incl") or theirs["rows_incl"]]
    rows = np.array(theirs.get("res") or theirs["rows"], dtype=np.float64)
    compare(ours[picked], rows, (yi, vi), method)
    compare(ours.mean(axis=0), np.array(theirs["mean"]), (yi, vi), method)
    compare(ours.std(axis=0, ddof=1), np.array(theirs["sd"]), (yi, vi), method)
    compare(ours.min(axis=0), np.array(theirs["min"]), (yi, vi), method)
    compare(ours.max(axis=0), np.array(theirs["max"]), (yi, vi), method)
    compare(np.median(ours, axis=0), np.array(theirs["median"]), (yi, vi), method)


def test_selections_drawn_at_random_are_pooled_as_given():
    yi, vi = np.array([0.1, 0.5, 0.3]), np.array([0.2, 0.1, 0.3])
    members = np.array([[True, False, True], [True, True, True]])
    found = pool_subsets(yi, vi, method="REML", members=members)
    everything = pool_subsets(yi, vi, method="REML")
    assert found.k.tolist() == [2, 3]
    assert found.fits.estimate[1] == everything.fits.estimate[-1]


def test_too_many_studies_or_an_empty_selection_are_refused():
    with pytest.raises(ValueError, match="too many subsets"):
        every_subset(16)
    with pytest.raises(ValueError, match="without effects"):
        pool_subsets([0.1, 0.2], [1, 1], method="EE", members=np.array([[False, False]]))
