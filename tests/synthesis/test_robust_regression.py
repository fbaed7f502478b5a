"""robumeta's working models by the public door."""

import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import NotEstimable
from tests.stats.dependent_as_metafor import CASES, args, effects, inputs

ROBUMETA = [
    case for case in CASES if case["id"].split("/")[1] == "robumeta" and len(case["out"]["b"]) == 1
]
TABLE = {"yi": [0.1, 0.3, 0.8, 0.9, 0.4], "vi": [0.02] * 5, "lab": list("aabbc"), "x": range(5)}


@pytest.mark.parametrize("case", ROBUMETA, ids=lambda case: case["id"])
def test_means_are_robumetas(case):
    yi, vi = effects(case)
    given, out = args(case), case["out"]
    table = {"effect": yi, "variance": vi, "study": inputs(case)["L1"]}
    found = ev.robust_regression(
        table,
        "study",
        kind=given["modelweights"],
        rho=given["rho"],
        small=given["small"],
        yi="effect",
        vi="variance",
    )
    [mean] = found.coefficients
    ours = (mean.estimate, mean.se, mean.ci_low, mean.ci_high, mean.df, found.tau2)
    names = ("b", "se", "ci_lb", "ci_ub", "df")
    theirs = (*(out[name][0] for name in names), out["tau2"])
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-10)


def test_there_are_means_to_compare():
    assert len(ROBUMETA) >= 5


def test_moderators_are_named():
    found = ev.robust_regression(TABLE, "lab", moderators="x", kind="HIER", measure="SMD")
    assert [one.name for one in found.coefficients] == ["Intercept", "x"]
    assert found.to_frame()["name"].tolist() == ["Intercept", "x"]
    assert found.rho is None
    assert "few_clusters" in found.adjustments
    assert "working model" in ev.state(found)


def test_more_clusters_than_coefficients_are_needed():
    found = ev.robust_regression({**TABLE, "lab": list("aaaaa")}, "lab")
    assert isinstance(found, NotEstimable)
    assert str(found).startswith("More independent clusters than coefficients")


@pytest.mark.parametrize(
    ("asked", "fault", "words"),
    [
        ({"cluster": "nonsense"}, ChoiceUnknown, "lab"),
        ({"kind": "nonsense"}, ChoiceUnknown, "HIER"),
        ({"moderators": "nonsense"}, ChoiceUnknown, "lab"),
        ({"nonsense": 1}, ChoiceUnknown, "sei"),
        ({"rho": 2.0}, ValueError, "rho: 2.0"),
        ({"yi": "lab"}, ValueError, "lab"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, fault, words):
    with pytest.raises(fault, match=words):
        ev.robust_regression(TABLE, **{"cluster": "lab", **asked})
