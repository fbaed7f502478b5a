"""Copas's selection model as an analyst meets it."""

import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import NotEstimable
from tests.stats.r_values import read_golden

GOLDEN = read_golden("copas.json")
SMOKING = GOLDEN["inputs"]["hackshaw"]


@pytest.fixture(scope="module")
def found():
    return ev.copas(SMOKING, measure="RR", least_precise=[0.6, 1, 0.9, 0.3])


def test_a_row_for_each_strength_with_rs_numbers(found):
    assert [one.least_precise for one in found.rows] == pytest.approx([1, 0.9, 0.6, 0.3])
    fits = [case for case in GOLDEN["cases"] if case["id"].startswith("fit/hackshaw")]
    for row, case in zip(found.rows[1:], fits, strict=True):
        out = case["out"]
        ours = (row.estimate, row.se, row.unpublished, row.p_residual)
        theirs = [out[name] for name in ("b", "se", "unpublished", "residual_p")]
        assert ours == pytest.approx(theirs, rel=1e-6)
    assert [one.most_precise for one in found.rows] == pytest.approx([1, 0.99, 0.99, 0.99])


def test_without_selection_it_is_pooling_by_maximum_likelihood(found):
    plain = ev.pool(SMOKING, measure="RR", tau2_method="ML", ci_method="wald")
    row = found.rows[0]
    assert row.estimate == pytest.approx(plain.estimate, rel=1e-8)
    assert row.tau2 == pytest.approx(plain.heterogeneity.tau2, rel=1e-8)
    # From the observed information, which tau2 has a part in.
    assert plain.se < row.se < 1.1 * plain.se
    assert row.unpublished == pytest.approx(0, abs=1e-20)


def test_the_weakest_strength_that_explains_is_told(found):
    assert found.adjusted == found.rows[2]
    assert found.rows[1].p_residual < found.significance < found.adjusted.p_residual
    assert str(found).startswith("RR 1.161 [1.041, 1.296] at publication 0.6")
    assert found.as_read()[2] == pytest.approx((1.161, 1.041, 1.296), abs=5e-4)
    frame = found.to_frame()
    assert frame["estimate"].tolist() == [one.estimate for one in found.rows]
    assert set(frame["measure"]) == {"RR"}
    assert "<table" in found._repr_html_()
    assert {"strength_assumed", "several_maxima"} <= set(found.advice)


def test_strengths_may_be_given_as_the_model_has_them(found):
    pairs = [(one.gamma0, one.gamma1) for one in found.rows[1:2]]
    asked = ev.copas(SMOKING, measure="RR", gamma=pairs)
    assert asked.rows == found.rows[1:2]
    assert asked.adjusted == NotEstimable(
        wanted="adjusted", reason="selection_unexplained", values={}
    )
    assert str(asked).startswith("RR: selection_unexplained")


def test_what_is_no_strength_or_no_funnel_is_refused():
    trials = {"yi": [0.1, 0.4, 0.7], "vi": [0.01, 0.02, 0.05]}
    for wrong in ({"least_precise": [0]}, {"least_precise": [0.995]}, {"most_precise": 1.0}):
        with pytest.raises(ChoiceUnknown):
            ev.copas(trials, **wrong)
    with pytest.raises(ChoiceUnknown):
        ev.copas(trials, level=95)
    alike = ev.copas({"yi": [0.1, 0.4, 0.7], "vi": [0.02] * 3})
    assert alike.reason == "studies_equally_large"
    few = ev.copas({"yi": [0.1, 0.4], "vi": [0.02, 0.03]})
    assert (few.reason, few.values) == ("too_few_for_method", {"k": "2", "least": "3"})
