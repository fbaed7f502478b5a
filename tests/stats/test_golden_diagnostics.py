"""Leave-one-out, cumulative and influence diagnostics and plot coordinates, against metafor."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evidence.stats.baujat import baujat_points
from evidence.stats.cumulative import cumulative
from evidence.stats.influence import influence
from evidence.stats.labbe import labbe_points
from evidence.stats.leave_one_out import leave_one_out
from evidence.stats.pooling import pool_effects
from evidence.stats.radial import radial_points
from evidence.stats.refits import Refits
from evidence.stats.residuals import normal_scores, standardised_residuals
from evidence.stats.tau2 import estimate_tau2
from tests.stats.r_values import column, differences, read_golden

R = read_golden("e_diag.json")
Out = dict[str, Any]


def effects_of(case: Out) -> tuple[np.ndarray, np.ndarray]:
    return column(R, case, "yi"), column(R, case, "vi")


def rows(fits: Refits, method: str) -> Out:
    """As R prints them, which has no tau2 for a common effect."""
    names = ("estimate", "se", "zval", "pval", "ci_lb", "ci_ub", "Q", "Qp", "tau2", "I2", "H2")
    found = dict(zip(names, fits, strict=True))
    return found | {"tau2": None} if method == "EE" else found


def without_one(case: Out) -> Out:
    yi, vi = effects_of(case)
    method = case["args"]["method"]
    return rows(leave_one_out(yi, vi, method=method), method)


def added(case: Out) -> Out:
    yi, vi = effects_of(case)
    order = column(R, case, "order_by")
    method = case["args"]["method"]
    found = cumulative(yi, vi, order=order, method=method)
    return {"order": found.added + 1, **rows(found.fits, method)}


def influences(case: Out) -> Out:
    yi, vi = effects_of(case)
    found = influence(yi, vi, method=case["args"]["method"])
    named = found._asdict()
    named["QE_del"], named["inf"] = named.pop("q_del"), named.pop("influential")
    return named


def coordinates(case: Out) -> Out:
    yi, vi = effects_of(case)
    tau2 = estimate_tau2(yi, vi, method="REML").value
    out: Out = {}
    for name, value in (("EE", 0.0), ("REML", tau2)):
        baujat = baujat_points(yi, vi, method=name)
        radial = radial_points(yi, vi, tau2=value)
        out |= {f"baujat_{name}_x": baujat.contribution, f"baujat_{name}_y": baujat.influence}
        out |= {f"radial_{name}_x": radial.precision, f"radial_{name}_z": radial.standardised}
    off = standardised_residuals(yi, vi, tau2=tau2)
    out |= {"rstandard_resid": off.residual, "rstandard_se": off.se, "rstandard_z": off.z}
    fitted = np.full(len(yi), pool_effects(yi, vi, tau2=tau2).estimate)
    return {
        **out,
        "qq_x": normal_scores(off.z),
        "qq_y": off.z,
        "funnel_x": yi,
        "funnel_y": np.sqrt(vi),
        "fitted": fitted,
    }


def labbe(case: Out) -> Out:
    cells = {name: column(R, case, name) for name in ("ai", "bi", "ci", "di")}
    points = labbe_points(
        cells["ai"],
        cells["ai"] + cells["bi"],
        cells["ci"],
        cells["ci"] + cells["di"],
        measure=case["args"]["measure"],
    )
    return {"x": points.control, "y": points.treated}


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "influence": influences,
    "leave1out": without_one,
    "cumul": added,
    "coords": coordinates,
    "labbe": labbe,
}
CASES = [case for case in R["cases"] if case["id"].split("/")[1] in FAMILIES]
ELSEWHERE = {"influence_mods", "rstudent_peto", "gosh"}
"""Moderators and Peto are other methods; all subsets have a test file of their own."""

CONTROL = 1e-13
"""Where R's iterations were told to stop: a tau2 this close to zero is R's zero."""

ROUNDING = 1e-28
"""A square of what is left when equal numbers are subtracted."""

DID_NOT_CONVERGE = {("e/coords/gibson2002_OR", "/baujat_REML_y[3]")}
"""Under tight control R's Fisher scoring gave up without study 4 and left the point out."""


def allowance(case: Out) -> Callable[[str], float]:
    """How far from ours R's own tolerances may have left each of its numbers."""
    vi = column(R, case, "vi") if "vi" in R["inputs"][case["input"]] else np.ones(1)
    of_tau2 = {"tau2": CONTROL, "tau2_del": CONTROL, "I2": 100 * CONTROL / vi.min()}
    of = {**of_tau2, "Q": ROUNDING, "baujat_EE_y": ROUNDING, "baujat_REML_y": ROUNDING}
    smallest = np.finfo(np.float64).tiny
    return lambda path: of.get(path.split("/")[1].split("[")[0], float(smallest))


def test_every_case_is_exercised_here_or_elsewhere() -> None:
    assert len(R["cases"]) == len({case["id"] for case in R["cases"]}) == 568
    families = {case["id"].split("/")[1] for case in R["cases"]}
    assert families == set(FAMILIES) | ELSEWHERE
    assert len(CASES) == 502


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_number_is_metafors(case: Out) -> None:
    ours = FAMILIES[case["id"].split("/")[1]](case)
    closed = case["args"] and case["args"].get("method") in ("EE", "DL")
    rtol = 1e-10 if closed else 1e-7
    found = differences(ours, case["out"], rtol=rtol, atol=allowance(case))
    assert [
        line for line in found if (case["id"], line.split(":")[0]) not in DID_NOT_CONVERGE
    ] == []


def test_where_r_gave_up_the_fit_without_the_study_stands() -> None:
    (case,) = [case for case in CASES if case["id"] == "e/coords/gibson2002_OR"]
    assert case["out"]["baujat_REML_y"][3] is None
    yi, vi = effects_of(case)
    others = np.arange(len(yi)) != 3
    found = estimate_tau2(yi[others], vi[others], method="REML")
    (grid,) = [c for c in read_golden("several_peaks.json")["cases"] if "gibson" in c["id"]]
    assert found.value == pytest.approx(grid["highest"]["tau2"], rel=1e-11)
    assert found.local_maxima == len(grid["peaks"]["tau2"]) == 1
