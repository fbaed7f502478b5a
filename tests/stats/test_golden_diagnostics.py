"""Leave-one-out, cumulative and influence diagnostics and plot coordinates, against metafor."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from evidence.stats.baujat import baujat_points
from evidence.stats.cumulative import cumulative
from evidence.stats.design import design
from evidence.stats.events.counted_residuals import counted_residuals
from evidence.stats.events.peto import peto
from evidence.stats.influence import influence
from evidence.stats.labbe import labbe_points
from evidence.stats.leave_one_out import leave_one_out
from evidence.stats.pooling import pool_effects
from evidence.stats.radial import radial_points
from evidence.stats.refits import Refits
from evidence.stats.regression_influence import regression_influence
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


def moderated(case: Out) -> Out:
    yi, vi = effects_of(case)
    names = case["args"]["mods"].removeprefix("~ ").split(" + ")
    model = design(np.column_stack([np.ones(len(yi)), *(column(R, case, one) for one in names)]))
    method = case["args"]["method"]
    found = regression_influence(yi, vi, model, method=method)
    named = found._asdict()
    named["QE_del"] = named.pop("q_del")
    del named["influential"]
    residual = named.pop("residual")
    return named | {"rstudent_resid": residual, "rstudent_se": residual / found.rstudent}


def counted(case: Out) -> Out:
    found = counted_residuals(
        "PETO", peto, **{name: column(R, case, name) for name in ("ai", "bi", "ci", "di")}
    )
    return {
        "rstudent_z": found.deleted.z,
        "rstudent_resid": found.deleted.residual,
        "rstandard_z": found.standardised.z,
    }


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "influence": influences,
    "leave1out": without_one,
    "cumul": added,
    "coords": coordinates,
    "labbe": labbe,
    "influence_mods": moderated,
    "rstudent_peto": counted,
}
CASES = [case for case in R["cases"] if case["id"].split("/")[1] in FAMILIES]
ELSEWHERE = {"gosh"}
"""All subsets have a test file of their own."""

ROUGH = {"e/influence_mods/bcg_RR/~ablat+year/EE": 2e-8}
"""R inverts X'WX of years near 1950, and of them without a trial. In whole numbers and fractions
Cook's distances come out as ours (:func:`test_cooks_distances_in_fractions`)."""

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
    assert len(CASES) == 511


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_number_is_metafors(case: Out) -> None:
    ours = FAMILIES[case["id"].split("/")[1]](case)
    closed = case["args"] and case["args"].get("method") in ("EE", "DL")
    rtol = ROUGH.get(case["id"], 1e-10 if closed else 1e-7)
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


def test_cooks_distances_in_fractions() -> None:
    (case,) = [case for case in CASES if case["id"] in ROUGH]
    yi, vi = effects_of(case)
    rows = np.column_stack([np.ones(13), column(R, case, "ablat"), column(R, case, "year")])
    exact = [[Fraction(one) for one in row] for row in np.column_stack([rows, yi, 1 / vi]).tolist()]
    whole, precision = by_fractions(exact)
    cook = []
    for out in range(13):
        b, _ = by_fractions(exact[:out] + exact[out + 1 :])
        moved = [one - other for one, other in zip(whole, b, strict=True)]
        turned = [sum(a * m for a, m in zip(row, moved, strict=True)) for row in precision]
        cook.append(float(sum(t * m for t, m in zip(turned, moved, strict=True))))
    found = regression_influence(yi, vi, design(rows), method="EE")
    assert found.cook_d == pytest.approx(cook, rel=2e-11)


def by_fractions(rows: list[list[Fraction]]) -> tuple[list[Fraction], list[list[Fraction]]]:
    """Coefficients (Gauss and Jordan) and X'WX of rows of moderators, an effect and a weight."""
    p = len(rows[0]) - 2
    precision = [
        [sum((r[a] * r[b] * r[-1] for r in rows), Fraction()) for b in range(p)] for a in range(p)
    ]
    right = [sum((r[a] * r[-2] * r[-1] for r in rows), Fraction()) for a in range(p)]
    system = [[*row, one] for row, one in zip(precision, right, strict=True)]
    for pivot in range(p):
        system[pivot] = [one / system[pivot][pivot] for one in system[pivot]]
        for row in range(p):
            if row != pivot:
                share = system[row][pivot]
                system[row] = [
                    one - share * other
                    for one, other in zip(system[row], system[pivot], strict=True)
                ]
    return [row[-1] for row in system], precision
