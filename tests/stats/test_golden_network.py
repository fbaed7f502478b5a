"""Every network in the golden file, every number it holds."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evidence.stats.network.basic_contrasts import basic_contrasts
from evidence.stats.network.comparisons import Comparisons
from evidence.stats.network.conditional_counts import likelihood_with_slopes, network_conditional
from evidence.stats.network.fit import fit_network
from evidence.stats.network.heterogeneity import network_tau2
from evidence.stats.network.ranking import p_scores, rank_probabilities
from tests.stats.network_as_r import (
    CASES,
    FAMILIES,
    UNDESIRABLE,
    Out,
    args,
    both_fits,
    counted,
    family,
    netmeta,
    network,
)
from tests.stats.r_values import differences

CLOSED = 1e-8
ROUNDED = 5.0000001e-5
"""The league table has four decimals."""

STOPPED = 1e7 * 2.0**-52
"""optim() stops at this relative change of the likelihood."""

CANCELLED = 1e-9
"""What is left of differences that are zero, where effects are of the order of one."""

BY_LIKELIHOOD = [case for case in CASES if args(case).get("method_tau") in ("ML", "REML")]


def by_id(case: Out) -> str:
    return str(case["id"])


def allowance(case: Out) -> Callable[[str], float]:
    if family(case) == "netleague":
        return lambda path: ROUNDED
    if family(case) == "rankogram":
        return lambda path: float(case["tol"]["atol"])
    if args(case).get("method") == "NCH":
        top = network_conditional(counted(case))
        short = math.sqrt(2 * STOPPED * abs(top.log_likelihood)) * float(top.se.max())
        return lambda path: short
    return lambda path: CANCELLED


def shown(cell: Any) -> Any:
    """The numbers of a cell of R's league table."""
    return [float(one) for one in re.findall(r"-?\d+\.\d+", cell)] if "[" in cell else cell


def theirs_of(case: Out) -> Out:
    if family(case) != "netleague":
        return dict(case["out"])
    return {
        name: {
            f"{row}:{column}": shown(cell)
            for row, cells in enumerate(table)
            for column, cell in enumerate(cells)
        }
        for name, table in case["out"].items()
    }


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 80
    assert {family(case) for case in CASES} == set(FAMILIES)


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_every_number_is_rs(case: Out) -> None:
    rtol = 0.0 if family(case) in ("netleague", "rankogram") else CLOSED
    theirs = theirs_of(case)
    if case in BY_LIKELIHOOD:
        # What R found tau2 to be is compared with R's rule; the rest at R's tau2, exactly.
        given = {key: theirs[key] for key in ("tau2", "tau")}
        mine = netmeta(case)
        tau2 = {key: mine[key] for key in given}
        assert list(differences(tau2, given, rtol=1e-4, atol=lambda path: 5e-5)) == []
        ours = netmeta(case, tau2=theirs["tau2"])
    else:
        ours = FAMILIES[family(case)](case)
    assert list(differences(ours, theirs, rtol=rtol, atol=allowance(case))) == []


def log_likelihood(given: Comparisons, tau2: float, method: str) -> float:
    """Of contrasts with their whole covariance, up to a constant."""
    basic = basic_contrasts(given, tau2)
    columns, left = basic.incidence(given)[:, 1:], basic.effects(given)
    weighted = basic.inverse_times(columns)
    information = columns.T @ weighted
    left = left - columns @ np.linalg.solve(information, weighted.T @ left)
    total = float(left @ basic.inverse_times(left[:, None])[:, 0])
    total += sum(np.linalg.slogdet(covariance)[1] for _, covariance in basic.blocks)
    if method == "REML":
        total += np.linalg.slogdet(information)[1]
    return -total / 2


@pytest.mark.parametrize("case", BY_LIKELIHOOD, ids=by_id)
def test_the_likelihood_is_no_lower_than_at_rs_variance(case: Out) -> None:
    given, method = network(case), args(case)["method_tau"]
    ours = network_tau2(given, method=method)
    assert ours.converged
    there = log_likelihood(given, ours.value, method)
    assert there >= log_likelihood(given, case["out"]["tau2"], method)
    for factor in (0.999, 1.001):
        assert there >= log_likelihood(given, ours.value * factor + 1e-9, method)


@pytest.mark.parametrize(
    "case", [case for case in CASES if args(case).get("method") == "NCH"], ids=by_id
)
def test_the_conditional_likelihood_is_no_lower_than_rs(case: Out) -> None:
    given = counted(case)
    ours = network_conditional(given)
    theirs = -np.array(case["out"]["TE_common"][0])
    assert ours.log_likelihood >= likelihood_with_slopes(given, theirs)[0]
    assert np.abs(likelihood_with_slopes(given, -ours.effects[0])[1]).max() < 1e-8


@pytest.mark.parametrize("case", [case for case in CASES if family(case) == "rankogram"], ids=by_id)
def test_the_area_under_cumulative_ranks_is_the_p_score(case: Out) -> None:
    """Rücker and Schwarzer's theorem; netmeta's own draws are not of the joint distribution."""
    fit = both_fits(case)["random"]
    low = str(case["id"]).split("/")[-1] not in UNDESIRABLE
    ranks = rank_probabilities(fit, lower_is_better=low, draws=20_000)
    assert ranks.sucra == pytest.approx(
        p_scores(fit, lower_is_better=low), abs=5 * 0.5 / math.sqrt(20_000)
    )
    assert ranks.probability.sum(axis=0) == pytest.approx(1)
    assert ranks.probability.sum(axis=1) == pytest.approx(1)


def test_a_network_without_heterogeneity_is_the_same_with_and_without_it() -> None:
    (case,) = [case for case in CASES if case["id"] == "h/netmeta/parkinson/DL"]
    given = network(case)
    assert (fit_network(given, tau2=0.0).effects == fit_network(given).effects).all()
