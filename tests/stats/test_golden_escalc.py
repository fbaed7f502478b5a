"""Every effect measure in the golden file, every number it holds."""

from typing import Any

import numpy as np
import pytest

from evidence.stats.effects import Effects
from evidence.stats.escalc import escalc, sample_sizes
from evidence.stats.measures import MEASURES
from evidence.stats.single_effects import single_effects
from evidence.stats.within_study import combine_within_study
from tests.stats.r_values import differences, read_golden

GOLDEN = read_golden("a_escalc.json")
CASES = GOLDEN["cases"]
KINDS = {"escalc": 583, "summary_escalc": 7, "aggregate": 3}

RTOL = 1e-11
"""Closed forms: rounding only; R's own gamma function is the least exact link."""

ROUNDING = 1e-15
"""What is left where two nearly equal numbers are subtracted."""

TETRACHORIC = {"rtol": 3e-4, "atol": 5e-5}
"""R walks to the maximum by Nelder-Mead (relative tolerance 1e-8 of the likelihood, so 1e-4 of
the correlation) and takes the curvature by differences; ours solves for it."""

GRID = {"R2F": 1e-7, "ZR2F": 1e-7}
"""R sums over a hundred thousand points of the explained share."""

NO_VARIANCE = {
    "a/escalc/anand1999/RTET": (0,),
    "a/escalc/bourassa1996/RTET": (15, 30),
    "a/escalc/laopaiboon2015/RTET": (11,),
    "a/escalc/edge_zero/RTET": (1, 2, 3),
}
"""R gives a variance from a likelihood without a maximum: validation/r/DIVERGENCES.md, 1."""

R_IMPRECISE = {"a/escalc/cohen1981/UCOR": 5, "a/escalc/cohen1981/UCOR/vtype=AV": 5}
"""R's hypergeometric function is wrong in the fourth digit: validation/r/DIVERGENCES.md, 2."""

FIFTY_DIGITS = -0.04256730155479523274
"""r F(1/2, 1/2; (n - 2) / 2; 1 - r^2) for r = -0.04, n = 12 in mpmath with fifty digits."""


def kind(case: dict[str, Any]) -> str:
    return case["id"].split("/")[1]


def of_kind(name: str) -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in CASES if kind(case) == name]


def columns(case: dict[str, Any]) -> dict[str, np.ndarray]:
    given = GOLDEN["inputs"][case["input"]]
    return {name: np.asarray(column, dtype=np.float64) for name, column in given.items()}


def unlike(case: dict[str, Any], ours: dict[str, Any]) -> list[str]:
    measure = case["args"].get("measure", "")
    rtol, atol = GRID.get(measure, RTOL), ROUNDING
    if measure in ("RTET", "ZTET"):
        rtol, atol = TETRACHORIC["rtol"], TETRACHORIC["atol"]
    allowed = {"yi": atol}
    return list(
        differences(
            ours, case["out"], rtol=rtol, atol=lambda path: allowed.get(path.split("[")[0][1:], 0.0)
        )
    )


@pytest.mark.parametrize("case", of_kind("escalc"))
def test_effects_match_metafor(case):
    given = columns(case)
    args = dict(case["args"])
    measure = args.pop("measure")
    effects = escalc(measure, missing="keep", **args, **given)
    ours = {**effects._asdict(), "ni": sample_sizes(measure, **given)}
    theirs = {name: list(numbers) for name, numbers in case["out"].items()}
    for place in NO_VARIANCE.get(case["id"], ()):
        assert np.isnan(effects.vi[place])
        assert abs(effects.yi[place]) == 1
        theirs["vi"][place] = None
    if case["id"] in R_IMPRECISE:
        theirs = corrected(case, theirs, given["ni"])
    assert not unlike({**case, "out": theirs}, ours)


def corrected(case: dict[str, Any], theirs: dict[str, Any], n: np.ndarray) -> dict[str, Any]:
    """R's numbers with the one it computed too coarsely, and what hangs on it, put right."""
    place = R_IMPRECISE[case["id"]]
    assert theirs["yi"][place] == pytest.approx(FIFTY_DIGITS, rel=6e-4)
    yi = np.array(theirs["yi"])
    yi[place] = FIFTY_DIGITS
    known = (n * yi).sum() / n.sum() if case["args"].get("vtype") == "AV" else yi
    return {**theirs, "yi": yi.tolist(), "vi": ((1 - known**2) ** 2 / (n - 1)).tolist()}


@pytest.mark.parametrize("case", of_kind("summary_escalc"))
def test_tests_and_intervals_of_single_effects_match_metafor(case):
    given = columns(case)
    effects = Effects(given["yi"], given["vi"])
    single = single_effects(effects, level=case["args"]["level"] / 100)
    assert not unlike(case, single._asdict())


@pytest.mark.parametrize("case", of_kind("aggregate"))
def test_effects_combined_within_study_match_metafor(case):
    given = columns(case)
    effects = Effects(given["yi"], given["vi"])
    assert not unlike(case, combine_within_study(effects, given["study"], **case["args"])._asdict())


def test_every_case_is_compared():
    found = {name: sum(kind(case) == name for case in CASES) for name in KINDS}
    assert found == KINDS
    assert sum(found.values()) == len(CASES)


def test_known_divergences_are_cases():
    ids = {case["id"] for case in CASES}
    assert ids >= NO_VARIANCE.keys() | R_IMPRECISE.keys()


def test_every_measure_of_the_file_is_known():
    assert {case["args"]["measure"] for case in CASES if kind(case) == "escalc"} <= MEASURES.keys()
