"""How every analysis of a run is pooled: the formula book's words, refused when unknown."""

from dataclasses import dataclass, fields
from typing import TypedDict, Unpack

from evidence.chosen import require_level, require_listed, require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.prediction import RULES
from evidence.stats.tau2 import COMMON_EFFECT, LIKELIHOODS
from evidence.stats.tested_mean import TESTS

METHODS = (*COMMON_EFFECT, "DL", "PM", *LIKELIHOODS)
ENGINES = ("auto", "numba", "numpy")
OF_COMMON_EFFECT = ("z", "t")
"""Hartung and Knapp's variance is about effects that differ, so it needs a random model."""


class ManyChosen(TypedDict, total=False):
    """What of :class:`ManyChoices` a caller says; the rest is as there."""

    method: str
    test: str
    level: float
    prediction_rule: str | None
    tau2_interval: bool
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyChoices:
    """The methods of one run, the same for every analysis.

    Parameters
    ----------
    method : {"REML", "ML", "DL", "PM", "EE", "FE", "CE"}
        Estimator of the variance between studies; the last three are a common effect.
    test : {"adhoc", "knha", "t", "z"}
        Hartung and Knapp's test with the never-narrower guard, without it, Student's t and the
        normal; a common effect takes ``"z"`` or ``"t"``.
    level : float
        Confidence level of every interval.
    prediction_rule : str or None
        Quantile of the prediction interval; None takes the one that goes with the test.
    tau2_interval : bool
        Whether each analysis gets its Q-profile interval; it costs as much as the rest.
    engine : {"auto", "numba", "numpy"}
        What computes; ``"auto"`` is numba where it is installed and the work pays for it.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    method: str = "REML"
    test: str = "adhoc"
    level: float = 0.95
    prediction_rule: str | None = None
    tau2_interval: bool = True
    engine: str = "auto"

    def __post_init__(self) -> None:
        lists = {
            "method": METHODS,
            "test": TESTS if self.random else OF_COMMON_EFFECT,
            "engine": ENGINES,
        }
        require_listed(self, lists)
        if self.prediction_rule is not None and self.prediction_rule not in RULES:
            raise ChoiceUnknown("prediction_rule", self.prediction_rule, tuple(RULES))
        require_level(self.level)

    @property
    def random(self) -> bool:
        """Whether true effects may differ."""
        return self.method not in COMMON_EFFECT

    @property
    def prediction_quantile(self) -> str:
        """The rule of the prediction interval: as chosen, or as it goes with the test."""
        if self.prediction_rule is not None:
            return self.prediction_rule
        return "HTS t(k-2)" if self.test == "z" else "t(k-1)"


def choose_for_many(**chosen: Unpack[ManyChosen]) -> ManyChoices:
    """Return the methods of a run from those a caller says.

    Parameters
    ----------
    **chosen
        As for :class:`ManyChoices`. A common effect takes ``"z"`` where no test is said.

    Returns
    -------
    ManyChoices

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose_for_many(method="EE").test
    'z'
    """
    require_options(chosen, [field.name for field in fields(ManyChoices)])
    if chosen.get("method") in COMMON_EFFECT:
        chosen.setdefault("test", "z")
    return ManyChoices(**chosen)
