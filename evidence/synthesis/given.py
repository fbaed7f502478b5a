"""What an analyst brings to a pooling in place of what would be computed."""

import math
from typing import NamedTuple

from evidence.errors import ChoiceUnknown
from evidence.stats.floats import Floats
from evidence.stats.prediction import RULES
from evidence.stats.prediction_of_effects import BY_REML
from evidence.stats.tau2 import Tau2, checked_weights
from evidence.synthesis.choices import KENWARD_ROGER, OF_MEAN, TESTS, Choices

GIVEN = "given"
"""The name of a variance between studies that nobody estimated."""


class Given(NamedTuple):
    """Own weights of the effects, and a variance between studies; None where there is none."""

    weights: Floats | None = None
    tau2: Tau2 | None = None


NOTHING = Given()


def given_for(
    k: int, weights: Floats | float | None, tau2: float | None, choices: Choices
) -> Given:
    """Return what is given for k effects, refused where the methods chosen have no use of it.

    Parameters
    ----------
    k : int
        Number of effects.
    weights : array of float, shape (k,), or float, optional
        Zero or more, not all zero; one number is equal weights.
    tau2 : float, optional
        Variance of true effects, zero or more.
    choices : Choices
        The methods.

    Raises
    ------
    ValueError
        Naming the weights that are none by their positions, or for a variance below zero.
    ChoiceUnknown
        For methods that estimate what is given, with those that do not.

    Examples
    --------
    >>> given_for(2, 1.0, 0.25, Choices()).tau2.method
    'given'
    """
    if weights is None and tau2 is None:
        return NOTHING
    if choices.shared_control != "none":
        raise ChoiceUnknown("shared_control", choices.shared_control, ("none",))
    known = None if tau2 is None else _known(tau2, choices)
    if weights is None:
        return Given(tau2=known)
    if choices.ci_method not in TESTS:
        raise ChoiceUnknown("ci_method", choices.ci_method, tuple(TESTS))
    if choices.prediction_quantile not in RULES:
        raise ChoiceUnknown("prediction_rule", choices.prediction_quantile, tuple(RULES))
    own = [weights] * k if isinstance(weights, float) else weights
    return Given(checked_weights(own, k), known)


def _known(tau2: float, choices: Choices) -> Tau2:
    if not 0 <= tau2 < math.inf:
        raise ValueError(f"tau2: {tau2!r} is not a finite number of at least 0")
    require_use_of_tau2(choices)
    return Tau2(tau2, math.nan, GIVEN, True, 1)


def require_use_of_tau2(choices: Choices) -> None:
    """Refuse methods that have no use of a variance between studies from elsewhere.

    Raises
    ------
    ChoiceUnknown
        With the methods that have.
    """
    if choices.model != "random":
        raise ChoiceUnknown("model", choices.model, ("random",))
    if choices.ci_method == KENWARD_ROGER:
        others = tuple(name for name in OF_MEAN if name != KENWARD_ROGER)
        raise ChoiceUnknown("ci_method", choices.ci_method, others)
    if choices.prediction_quantile in BY_REML:
        raise ChoiceUnknown("prediction_rule", choices.prediction_quantile, tuple(RULES))
