"""The door to small-study methods: what it gives back, what it refuses, and its words."""

import dataclasses

import pytest

from evidence.errors import ChoiceUnknown
from evidence.stats.sequential.trial_sequential import CONCLUSIONS
from evidence.synthesis.adjusted_effect import METHODS, adjusted_effect
from evidence.synthesis.excess_significance import FAIL_SAFE, excess_significance, fail_safe_n
from evidence.synthesis.p_curve import p_curve
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.selection_model import selection_model
from evidence.synthesis.sequential import sequential_analysis
from evidence.synthesis.small_study import TESTS, small_study_test
from evidence.synthesis.trim_and_fill import trim_and_fill
from evidence.vocabulary import Language
from evidence.wording.phrases import holes, phrase
from evidence.wording.synthesis_words import not_estimable_reason

CELLS = {
    "ai": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186],
    "bi": [119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448],
    "ci": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141],
    "di": [128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197],
}
TABLE = {
    "yi": [0.9, 0.8, 0.7, 0.5, 0.45, 0.1, 0.4, 0.2, -0.1, 0.3],
    "vi": [0.16, 0.12, 0.1, 0.04, 0.03, 0.03, 0.02, 0.01, 0.02, 0.015],
    "n1i": [13, 17, 20, 50, 66, 70, 100, 200, 105, 135],
    "n2i": [12, 16, 20, 50, 67, 70, 100, 200, 105, 135],
}
SMALL = {name: column[:4] for name, column in TABLE.items()}


def ratios():
    from evidence.stats.escalc import escalc

    effects = escalc("OR", **CELLS)
    return {**CELLS, "yi": effects.yi.tolist(), "vi": effects.vi.tolist(), "measure": ["OR"] * 11}


def results():
    yield small_study_test(TABLE)
    yield small_study_test(TABLE, test="begg")
    yield small_study_test(TABLE, predictor="sqrtninv", model="lm")
    yield small_study_test(TABLE, test="pustejovsky", measure="SMD")
    for test in ("harbord", "peters", "macaskill", "deeks", "arcsine"):
        yield small_study_test(ratios(), test=test)
    yield trim_and_fill(TABLE)
    yield trim_and_fill(TABLE, side="right", estimator="R0", model="common")
    yield excess_significance(TABLE)
    for method in FAIL_SAFE:
        yield fail_safe_n(TABLE, method=method, target=0.1)
    for method in METHODS:
        yield adjusted_effect(TABLE, method=method)
    yield selection_model(TABLE)
    yield selection_model(TABLE, selection="beta")
    yield sequential_analysis(TABLE, effect=0.3)
    yield p_curve(TABLE)


def missing():
    yield small_study_test({"yi": [0.1, 0.2], "vi": [0.1, 0.2]})
    yield small_study_test({"yi": [0.1, 0.2, 0.3], "vi": [0.1, 0.2, 0.3]}, test="pustejovsky")
    yield small_study_test({"yi": [0.1, 0.2, 0.3], "vi": [0.1, 0.2, 0.3]}, test="harbord")
    yield small_study_test({"yi": [0.1, 0.2, 0.3], "vi": [0.1, 0.1, 0.1]})
    yield small_study_test({"yi": [0.3, 0.3, 0.3], "vi": [0.1, 0.2, 0.4]}, test="begg")
    yield trim_and_fill({"yi": [0.1, 0.2, 0.3], "vi": [0.1, 0.1, 0.1]})
    yield fail_safe_n(TABLE, method="orwin")
    yield selection_model({"yi": [0.1, 0.2, 0.3], "vi": [1.0, 2.0, 3.0]})
    yield selection_model({"yi": [0.1, 0.2, 0.3], "vi": [1.0, 2.0, 3.0]}, selection="beta")
    yield adjusted_effect({"yi": [0.1, 0.2, 0.3], "vi": [1.0, 2.0, 3.0]}, method="p-uniform")
    yield p_curve({"yi": [0.1, 0.2], "vi": [1.0, 2.0]})


@pytest.mark.parametrize("result", list(results()), ids=str)
def test_a_result_is_frozen_tidy_and_one_line(result) -> None:
    assert not isinstance(result, NotEstimable)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.k = 0
    frame = result.to_frame()
    assert len(frame) == (10 if hasattr(result, "studies") else 1)
    assert "\n" not in str(result) and str(result)
    assert result._repr_html_().startswith("<table")
    for key in result.advice:
        for language in Language:
            assert phrase(f"advice.{key}", language)


@pytest.mark.parametrize("language", Language)
def test_what_cannot_be_done_is_said(language: Language) -> None:
    for result in missing():
        assert isinstance(result, NotEstimable), result
        assert not_estimable_reason(result, language)


@pytest.mark.parametrize("language", Language)
def test_conclusions_have_words(language: Language) -> None:
    for conclusion in CONCLUSIONS:
        assert holes(f"sequential.{conclusion}") == frozenset()
        assert phrase(f"sequential.{conclusion}", language)


def test_a_method_says_where_it_is_not_advisable() -> None:
    few = small_study_test({**SMALL, "measure": ["SMD"] * 4})
    assert few.advice == ("few_studies", "smd_standard_error")
    enough = small_study_test({**TABLE, "measure": ["SMD"] * 10}, predictor="sqrtninv")
    assert enough.advice == ()
    assert "ratio_standard_error" in small_study_test(ratios()).advice
    assert small_study_test(ratios(), test="harbord").advice == ()
    assert adjusted_effect(TABLE).advice == ("fewer_than_twenty",)
    assert "thin_step" in selection_model(TABLE, steps=[0.025, 0.5]).advice


def test_a_wrong_choice_is_answered_with_the_right_ones() -> None:
    calls = (
        (small_study_test, "test"),
        (trim_and_fill, "estimator"),
        (excess_significance, "test"),
        (fail_safe_n, "method"),
        (adjusted_effect, "method"),
        (selection_model, "selection"),
    )
    for call, option in calls:
        with pytest.raises(ChoiceUnknown) as fault:
            call(TABLE, **{option: "nonsense"})
        assert fault.value.option == option and len(fault.value.choices) > 2
    with pytest.raises(ChoiceUnknown):
        sequential_analysis(TABLE, effect=0.3, spending="nonsense")


def test_every_test_has_a_home() -> None:
    assert set(TESTS) >= {"egger", "begg", "harbord", "peters", "pustejovsky"}


def test_ratios_are_read_as_ratios() -> None:
    found = adjusted_effect(ratios(), side="less")
    assert found.as_read()[0] == pytest.approx(2.718281828459045**found.estimate)


@pytest.mark.parametrize("door", [fail_safe_n, small_study_test, trim_and_fill, selection_model])
def test_an_option_that_does_not_exist_is_answered_with_those_of_the_method(door):
    with pytest.raises(ChoiceUnknown) as told:
        door(TABLE, knha=True)
    assert {"measure", "sei"} < set(told.value.choices)
    assert set(told.value.choices) & {"alpha", "predictor", "estimator", "selection"}


def test_eggers_test_beside_moderators_is_metafors() -> None:
    """``regtest(rma(yi, vi, mods = ~ ablat), model)`` of dat.bcg, risk ratios, metafor 3.8-1."""
    from evidence.stats.escalc import escalc

    treated = ([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],)
    treated += ([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886],)
    control = ([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],)
    control += ([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825],)
    found = escalc("RR", **dict(zip(("ai", "bi", "ci", "di"), treated + control, strict=True)))
    table = {"yi": found.yi, "vi": found.vi}
    table["ablat"] = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33]
    for model, z, p in (
        ("rma", -0.598968636683791, 0.549193799357734),
        ("lm", -1.087634407800053, 0.302275478144244),
    ):
        beside = small_study_test(table, moderators="~ ablat", model=model, measure="RR")
        assert (beside.statistic, beside.p_value) == pytest.approx((z, p), rel=1e-8)
        assert beside.limit is None and beside.as_read() == () and beside.moderators == "~ ablat"


def test_moderators_are_for_eggers_test_of_a_table() -> None:
    with pytest.raises(ChoiceUnknown):
        small_study_test(TABLE, test="begg", moderators="~ n1i")
    with pytest.raises(ChoiceUnknown):
        small_study_test(TABLE, moderators="~ nonsense")
    with pytest.raises(ValueError, match="n1i missing"):
        small_study_test({**TABLE, "n1i": [None, *TABLE["n1i"][1:]]}, moderators="~ n1i")
    few = {**SMALL, "a": [1, 2, 3, 5], "b": [0, 1, 0, 1]}
    assert isinstance(small_study_test(few, moderators="~ a + b"), NotEstimable)
