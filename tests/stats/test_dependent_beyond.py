"""Structures, fixed values, several terms and tests that the shared golden file does not hold."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evidence.stats.dependent.assumed_covariance import (
    Contrast,
    Measurements,
    Times,
    assumed_covariance,
)
from evidence.stats.dependent.cluster_deletion import delete_clusters
from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.fit import DependentFit, fit_dependent
from evidence.stats.dependent.predictions import random_effects
from evidence.stats.dependent.profile_interval import profile_interval
from evidence.stats.dependent.robust_tests import robust_coefficients, robust_wald_test
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.dependent.terms import Intercepts, Structured, nested
from tests.stats.dependent_as_metafor import full, outcome_columns
from tests.stats.r_values import ByName, differences, read_golden

R = read_golden("dependent.json")
CASES = ByName({case["id"]: case for case in R["cases"]})
INPUTS = R["inputs"]
Out = dict[str, Any]
OPTIMISER = 2e-5
"""How well R's optimisers place variances, and so all that follows from them."""


def column(data: str, name: str) -> np.ndarray:
    return np.asarray(INPUTS[data][name], dtype=np.float64)


def over_time(*terms: Any, method: str = "REML") -> DependentFit:
    data = INPUTS["ishak"]
    vi = column("ishak", "vi")
    blocks = assumed_covariance(vi, data["study"], times=Times(data["time"], 0.9))
    xi = outcome_columns(data["time"])
    return fit_dependent(
        column("ishak", "yi"), vi, blocks=blocks, xi=xi, terms=terms, method=method
    )


def times(structure: str, **fixed: Any) -> Structured:
    return Structured(INPUTS["ishak"]["time"], INPUTS["ishak"]["study"], structure, **fixed)


def three_level(**more: Any) -> DependentFit:
    data = INPUTS["assink"]
    terms = nested(data["study"], data["esid"], sigma2=more.pop("sigma2", ()))
    return fit_dependent(column("assink", "yi"), column("assink", "vi"), terms=terms, **more)


def deep(data: str, *terms: Any) -> DependentFit:
    return fit_dependent(column(data, "yi"), column(data, "vi"), terms=terms)


def outputs(fit: DependentFit, **tests: Any) -> Out:
    found = coefficients_with_tests(fit, **tests)
    return {
        "b": fit.coefficients,
        "se": np.sqrt(np.diag(fit.covariance)),
        "vb": fit.covariance.tolist(),
        "QE": fit.q.q,
        "QM": found.omnibus.statistic,
        "ll": fit.fit.log_likelihood,
        "AICc": fit.fit.aicc,
    }


def with_terms(fit: DependentFit) -> Out:
    """Terms named as metafor names them: sigma2, then tau2 and rho, then gamma2 and phi."""
    out = outputs(fit)
    names = iter((("tau2", "rho"), ("gamma2", "phi")))
    for term, component in zip(fit.terms, fit.model.components, strict=True):
        if component.structure.known_shape and len(component.sd) == 1 and component.at.ndim == 2:
            out.setdefault("sigma2", []).append(float(term.variances[0]))
        else:
            variances, correlations = next(names)
            out[variances] = term.variances.tolist()
            out[correlations] = term.correlations.tolist() or [0.0]
    return out


def ways() -> dict[str, Callable[[], Out]]:
    ishak, levels = INPUTS["ishak"], INPUTS["deep"]
    rows = list(range(len(ishak["yi"])))
    a, b, c = levels["a"], levels["b"], levels["c"]
    relation = 0.6 ** np.abs(np.subtract.outer(np.arange(8), np.arange(8)))
    found: dict[str, Callable[[], Out]] = {}
    for structure in ("AR", "CAR", "HCS", "UN", "DIAG", "ID", "CS", "HAR"):
        for method in ("REML", "ML"):
            found[f"structure/{structure}/{method}"] = lambda s=structure, m=method: with_terms(
                over_time(times(s), method=m)
            )
    nan = np.nan
    pairs = (0.9, 0.8, 0.7, 0.9, 0.8, 0.9)
    found |= {
        "fixed/tau2": lambda: with_terms(over_time(times("HAR", tau2=[nan, 25, nan, 30]))),
        "fixed/rho": lambda: with_terms(over_time(times("CS", rho=0.5))),
        "fixed/all_rho": lambda: with_terms(over_time(times("UN", rho=pairs))),
        "fixed/sigma2": lambda: with_terms(three_level(sigma2=(0.1, None))),
        "terms/row_and_AR": lambda: with_terms(over_time(Intercepts(rows), times("AR"))),
        "nested/four_levels": lambda: with_terms(deep("deep", *nested(a, b, c))),
        "nested/crossed": lambda: with_terms(deep("deep", Intercepts(a), Intercepts(b))),
        "terms/two_structured": lambda: with_terms(
            deep("deep", Structured(b, a, "CS"), Structured(c, b, "ID"))
        ),
        "terms/known_correlation": lambda: with_terms(
            deep("deep", Intercepts(a, correlation=relation, levels=range(1, 9)), Intercepts(c))
        ),
    }
    place = INPUTS["first"]
    for structure in ("SPEXP", "SPGAU", "SPRAT", "SPSPH", "SPLIN"):
        term = Structured(
            place["a"], place["one"], structure, rho=3.0, distance=np.array(place["distance"])
        )
        found[f"spatial/{structure}"] = lambda t=term: with_terms(deep("first", t))
    return found


WAYS = ways()


@pytest.mark.parametrize("name", WAYS)
def test_a_fit_is_metafors(name: str) -> None:
    ours, theirs = WAYS[name](), {**CASES[name]["out"]}
    theirs.pop("QMp")
    for key in ("b", "se", "sigma2", "tau2", "rho", "gamma2", "phi"):
        if key in theirs:
            theirs[key] = np.atleast_1d(theirs[key]).tolist()
    assert ours["ll"] >= theirs["ll"] - 1e-10
    total = sum(ours.get("sigma2", [])) + sum(ours.get("tau2", []))

    def near_zero(path: str) -> float:
        return 1e-6 * total if path.startswith(("/sigma2", "/tau2", "/gamma2")) else 1e-9

    assert list(differences(ours, theirs, rtol=OPTIMISER, atol=near_zero)) == []


def test_contained_degrees_of_freedom_are_metafors() -> None:
    theirs = CASES["contain/moderators"]["out"]
    fit = three_level(xi=INPUTS["assink"]["X"])
    found = coefficients_with_tests(fit, test="t", dfs="contain")
    assert [one.df for one in found.coefficients] == theirs["ddf"]
    ours = [float(one.p_value[0]) for one in found.coefficients]
    assert ours == pytest.approx(theirs["pval"], rel=OPTIMISER)
    assert found.omnibus.statistic == pytest.approx(theirs["QM"], rel=OPTIMISER)
    assert found.omnibus.p_value == pytest.approx(theirs["QMp"], rel=OPTIMISER)


@pytest.mark.parametrize("rule", ["CR0", "CR1", "CR1p", "CR1S", "CR2"])
def test_robust_tests_of_several_coefficients_are_clubsandwichs(rule: str) -> None:
    theirs = CASES[f"robust/{rule}"]["out"]
    fit = three_level(xi=INPUTS["assink"]["X"])
    found = sandwich(fit, INPUTS["assink"]["study"], rule=rule)
    each = robust_coefficients(fit.coefficients, found)
    wald = [
        robust_wald_test(fit.coefficients, found, np.eye(5)[chosen])
        for chosen in ([1, 2, 3, 4], [3, 4])
    ]
    ours = {
        "se": [float(one.se[0]) for one in each],
        "df": [one.df for one in each],
        "p": [float(one.p_value[0]) for one in each],
        "vcov": found.covariance.tolist(),
        "F": [one.statistic for one in wald],
        "df_denom": [one.residual_df for one in wald],
        "p_F": [one.p_value for one in wald],
    }
    assert list(differences(ours, theirs, rtol=5e-5)) == []


def test_cr3_is_refused_where_a_cluster_alone_tells_a_coefficient() -> None:
    fit = three_level(xi=INPUTS["assink"]["X"])
    with pytest.raises(ValueError, match="CR3"):
        sandwich(fit, INPUTS["assink"]["study"], rule="CR3")


def test_profile_limits_are_those_of_a_tight_search() -> None:
    three = three_level()
    theirs = CASES["profile/three_level"]["out"]
    for term, name in enumerate(("sigma2_1", "sigma2_2")):
        found = profile_interval(three, term, "variance")
        assert [found.low, found.high] == pytest.approx(theirs[name], rel=1e-5)
    fit, theirs = over_time(times("CS")), CASES["profile/CS"]["out"]
    for kind, name in (("variance", "tau2"), ("correlation", "rho")):
        found = profile_interval(fit, 0, kind)
        assert [found.low, found.high] == pytest.approx(theirs[name], rel=1e-5)


def test_deleting_clusters_is_metafors() -> None:
    theirs = CASES["deleted"]["out"]
    found = delete_clusters(three_level(), INPUTS["assink"]["study"])
    assert found.residual / found.se == pytest.approx(theirs["rstudent"], rel=1e-4, abs=1e-6)
    assert found.chi_square == pytest.approx(theirs["X2"], rel=1e-4)
    assert found.cook == pytest.approx(theirs["cook"], rel=1e-4)
    assert found.dfbetas[:, 0] == pytest.approx(theirs["dfbetas"], rel=1e-4)


def test_structured_random_effects_are_metafors() -> None:
    theirs = CASES["ranef/CS"]["out"]
    found = random_effects(over_time(times("CS")), 0)
    assert sorted(found.estimate) == pytest.approx(sorted(theirs["estimate"]), rel=1e-4, abs=1e-5)
    assert sorted(found.se) == pytest.approx(sorted(theirs["se"]), rel=1e-5)


def test_covariances_from_what_effects_share_are_metafors() -> None:
    data = INPUTS["forms"]
    vi = column("forms", "vi")
    both = Measurements(data["obs"], 0.6, data["type"], 0.3)
    contrast = Contrast(data["g1"], data["g2"], data["w1"], data["w2"])
    found = {
        "type_and_obs": {"measured": both},
        "all": {
            "measured": both,
            "times": Times(data["t1"], 0.8, data["t2"]),
            "contrast": contrast,
        },
        "groups": {
            "measured": Measurements(kind=data["type"], rho_kind={(1, 2): 0.2}),
            "contrast": contrast,
        },
    }
    for name, given in found.items():
        ours = full(vi, assumed_covariance(vi, data["study"], **given))
        assert ours == pytest.approx(np.array(CASES[f"vcalc/{name}"]["out"]["V"]), abs=1e-14)


def test_every_case_is_exercised() -> None:
    others = {"contain/moderators", "deleted", "ranef/CS", "profile/CS", "profile/three_level"}
    robust = {f"robust/{rule}" for rule in ("CR0", "CR1", "CR1p", "CR1S", "CR2")}
    forms = {f"vcalc/{name}" for name in ("type_and_obs", "all", "groups")}
    assert set(CASES) == set(WAYS) | others | robust | forms


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_combinations_that_the_clusters_do_not_tell_apart_have_no_test(unit: float) -> None:
    fit = three_level(xi=INPUTS["assink"]["X"])
    found = sandwich(fit, INPUTS["assink"]["study"], rule="CR0")
    rows = unit * np.eye(5)[1:]
    told = robust_wald_test(fit.coefficients, found, rows)
    assert np.isfinite(told.statistic)
    one = np.linspace(1, 2, 5)
    for covariance in (np.outer(one, one), np.diag([1, 1, 1, 1, 0])):
        singular = found._replace(covariance=covariance)
        none = robust_wald_test(fit.coefficients, singular, rows)
        assert np.isnan([none.statistic, none.residual_df, none.p_value]).all()
