"""What is no model with coefficients is told so, and why there is none."""

import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown

TRIALS = {
    "yi": [0.1, 0.3, 0.6, 0.5, 0.9, 0.4],
    "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.03],
    "dose": ["low", "mid", "high", "mid", "high", "low"],
}
QUESTIONS = {
    "predict": lambda found: ev.predict(found, {"dose": ["low"]}),
    "contrast": lambda found: ev.contrast(found, {"Intercept": 1}),
    "joint_test": lambda found: ev.joint_test(found, ["dose"]),
    "compare_models": lambda found: ev.compare_models(ev.meta_regression("dose", TRIALS), found),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_a_pooled_effect_has_no_coefficients(ask):
    with pytest.raises(TypeError, match=r"coefficients is needed, and this is PooledEffect$"):
        ask(ev.pool(TRIALS))


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_a_model_that_could_not_be_fitted_says_why(ask):
    few = {name: values[:3] for name, values in TRIALS.items()}
    with pytest.raises(TypeError, match=r"this is NotEstimable: \w+ "):
        ask(ev.meta_regression("dose", few))


def test_coefficients_are_asked_for_by_name():
    with pytest.raises(ChoiceUnknown) as told:
        ev.joint_test(ev.meta_regression("dose", TRIALS), [1, 2])
    assert told.value.choices == ("Intercept", "dose[T.low]", "dose[T.mid]")
