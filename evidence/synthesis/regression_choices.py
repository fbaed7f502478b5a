"""How a meta-regression is done: every choice by name, refused when it does not exist."""

from dataclasses import dataclass
from typing import TypedDict, Unpack

from evidence.chosen import require_listed, require_options
from evidence.stats.prediction import RULES
from evidence.stats.tau2 import WEIGHTED
from evidence.synthesis.choices import TAU2_METHODS, TESTS, Choices, choose

MISSING = ("refuse", "leave out")
REDUNDANT = ("refuse", "drop")


class RegressionChosen(TypedDict, total=False):
    """What of :class:`RegressionChoices` a caller says; the rest is as there."""

    tau2_method: str
    ci_method: str
    model: str
    level: float
    i2_from: str
    prediction_rule: str | None
    weights: str | None
    missing: str
    redundant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegressionChoices:
    """The methods of one meta-regression.

    Parameters
    ----------
    pooling : Choices
        Interval and test, model, level, what I squared is computed from and the prediction rule,
        as for pooling.
    tau2_method : str
        Estimator of the variance the moderators leave. ``GENQ`` and ``GENQM`` take ``weights``.
    weights : str or None
        Column with the user's own weights; inverse-variance weights without it.
    missing : {"refuse", "leave out"}
        Refuse rows whose moderators are missing, or leave them out and say so.
    redundant : {"refuse", "drop"}
        Refuse coefficients that follow from those before them, or drop them and say so.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    pooling: Choices
    tau2_method: str
    weights: str | None
    missing: str
    redundant: str

    def __post_init__(self) -> None:
        methods = (*TAU2_METHODS, *WEIGHTED) if self.weights else TAU2_METHODS
        lists = {"tau2_method": methods, "missing": MISSING, "redundant": REDUNDANT}
        require_listed(self, lists)
        require_listed(self.pooling, {"ci_method": tuple(TESTS)})
        if self.pooling.prediction_rule is not None:
            require_listed(self.pooling, {"prediction_rule": tuple(RULES)})

    @property
    def estimator(self) -> str:
        """The estimator of tau squared as the formula book names it."""
        return "EE" if self.pooling.model == "common" else self.tau2_method

    @property
    def test(self) -> str:
        """The test of coefficients as the formula book names it."""
        return TESTS[self.pooling.ci_method]


def choose_regression(**chosen: Unpack[RegressionChosen]) -> RegressionChoices:
    """Return the methods of one meta-regression from those a caller says.

    Parameters
    ----------
    **chosen
        As for :class:`RegressionChoices`; ``ci_method``, ``model``, ``level``, ``i2_from`` and
        ``prediction_rule`` as for :class:`evidence.synthesis.choices.Choices`.

    Returns
    -------
    RegressionChoices

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose_regression(tau2_method="DL").test
    'adhoc'
    """
    require_options(chosen, tuple(RegressionChosen.__annotations__))
    names = ("ci_method", "model", "level", "i2_from", "prediction_rule")
    return RegressionChoices(
        pooling=choose(**{name: chosen[name] for name in names if name in chosen}),  # type: ignore[literal-required]
        tau2_method=chosen.get("tau2_method", "REML"),
        weights=chosen.get("weights"),
        missing=chosen.get("missing", "refuse"),
        redundant=chosen.get("redundant", "refuse"),
    )
