"""Mantel-Haenszel, Peto and their tests: every number R gave for every case."""

from typing import Any

import pytest

from tests.stats.counts_as_metafor import CASES, FAMILIES, family
from tests.stats.r_values import differences

CLOSED = [case for case in CASES if family(case) in FAMILIES]
RTOL = 1e-11
"""Closed forms: rounding only, where the file itself allows 1e-9."""


def cancelled(path: str) -> float:
    """Deviances are differences of likelihoods of the size of tens."""
    return 1e-12 if path.endswith("/dev") else 0.0


@pytest.mark.parametrize("case", CLOSED, ids=[case["id"] for case in CLOSED])
def test_every_number_is_rs(case: dict[str, Any]) -> None:
    ours = FAMILIES[family(case)](case)
    assert list(differences(ours, case["out"], rtol=RTOL, atol=cancelled)) == []
