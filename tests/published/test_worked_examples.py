"""The worked examples of metadat's and metafor's help pages, by the public names alone.

``validation/r/worked_examples.R`` ran them in R (its versions stand in the golden file). Each is
done here as an analyst would do it: the table in, numbers out.
"""

import numpy as np
import pytest

from tests.published.worked_examples import EXAMPLES
from tests.stats.r_values import ByName, differences, read_golden

GOLDEN = read_golden("worked_examples.json")
CASES = ByName((case["id"], case) for case in GOLDEN["cases"])

BY_OPTIMISER = 2e-5
"""How near to the maximum rma.mv's optimisers come, relative to the number or to one."""
TO_THE_ROOT = 1e-9
"""Closed forms, and iterations with a threshold of 1e-12."""


def test_every_example_is_done():
    assert set(EXAMPLES) == set(CASES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_rs_numbers(name):
    case = CASES[name]
    found = EXAMPLES[name](GOLDEN["inputs"][case["input"]])
    searched = "rma.mv" in case["call"] or "robust" in case["call"]
    rtol, atol = (BY_OPTIMISER, BY_OPTIMISER) if searched else (TO_THE_ROOT, 1e-12)
    ours = {key: np.atleast_1d(found[key]).tolist() for key in case["out"]}
    theirs = {key: np.atleast_1d(case["out"][key]).tolist() for key in case["out"]}
    assert not list(differences(ours, theirs, rtol=rtol, atol=lambda path: atol))
