"""How a synthesis is pooled: every choice by name, refused when it does not exist."""

from dataclasses import dataclass, fields
from typing import TypedDict, Unpack

from evidence.chosen import require_level, require_listed, require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.prediction import RULES
from evidence.stats.prediction_of_effects import BY_REML, OWN_ERROR
from evidence.stats.tau2 import LIKELIHOODS, MOMENTS, Q_EQUATIONS, WEIGHTED
from evidence.synthesis.shared_control import CHOICES as SHARED_CONTROL

TAU2_METHODS = (*LIKELIHOODS, *MOMENTS, *Q_EQUATIONS)
TESTS = {
    "wald": "z",
    "t": "t",
    "hartung-knapp": "adhoc",
    "hartung-knapp-unguarded": "knha",
}
"""Our name of an interval, and the formula book's."""
WIDER = "hartung-knapp-ci"
GUARDS = {WIDER: "ci", "hartung-knapp-IQWiG6": "IQWiG6"}
"""Other guards of Hartung and Knapp's interval, and the formula book's names."""
KENWARD_ROGER = "kenward-roger"
OF_MEAN = (*TESTS, *GUARDS, KENWARD_ROGER)
"""Every interval of a pooled mean; with moderators there are those of ``TESTS``."""
PREDICTION_RULES = (*RULES, *OWN_ERROR)
OF_COMMON_EFFECT = ("wald", "t")
"""Hartung and Knapp's variance is about effects that differ, so it needs a random model."""
MODELS = ("random", "common")
I2_FROM = ("tau2", "Q")
PROFILE = "PL"
TAU2_INTERVALS = ("QP", PROFILE, "BJ", "J")


class Methods(TypedDict, total=False):
    """What every fit of independent effects is asked."""

    tau2_method: str
    ci_method: str
    model: str
    level: float


class Chosen(Methods, total=False):
    """What of :class:`Choices` a caller says; the rest is as there."""

    shared_control: str
    i2_from: str
    tau2_interval: str
    prediction_rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The methods of one pooling.

    Parameters
    ----------
    tau2_method : str
        Estimator of the variance between studies, spelled as metafor spells it; ``"GENQ"`` and
        ``"GENQM"`` where the analyst gives weights.
    ci_method : str
        Interval and test. ``"hartung-knapp"``: the variance is never below Wald's, so the
        interval is never narrower (``adhoc.hakn.ci = "se"`` in R's meta, ``test = "adhoc"`` in
        metafor); ``"hartung-knapp-ci"``: Wald's interval where it is the wider (``"ci"``);
        ``"hartung-knapp-IQWiG6"``: guarded where it is narrower than Wald's by DerSimonian and
        Laird (``"IQWiG6"``); ``"hartung-knapp-unguarded"`` (``test = "knha"``);
        ``"kenward-roger"``, with REML; ``"t"``; ``"wald"``. A common effect takes ``"wald"`` or
        ``"t"``.
    model : {"random", "common"}
        Whether true effects may differ.
    level : float
        Confidence level, 0.95 for 95 %.
    shared_control : {"none", "merge", "split", "correlated"}
        How a control group that several comparisons share is dealt with.
    i2_from : {"tau2", "Q"}
        What I squared is computed from.
    tau2_interval : {"QP", "PL", "BJ", "J"}
        Interval of the variance between studies, and of I and H squared: Q-profile; profile
        likelihood, with ML or REML; Biggerstaff and Jackson's; Jackson's, with weights 1/se. An
        estimate by the analyst's weights has Jackson's by these weights.
    prediction_rule : str or None
        ``"z"``, ``"t(k-1)"``, ``"HTS t(k-2)"`` or ``"riley"``: the quantile, around the mean
        with the standard error of ``ci_method``. ``"V"``, ``"HTS"``, ``"HK"``, ``"HK-PR"``,
        ``"KR"``, ``"KR-PR"`` or ``"S"``: as R's meta names it (``method.predict``), with a
        standard error of its own. None takes the one that goes with ``ci_method``.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    tau2_method: str = "REML"
    ci_method: str = "hartung-knapp"
    model: str = "random"
    level: float = 0.95
    shared_control: str = "none"
    i2_from: str = "tau2"
    tau2_interval: str = "QP"
    prediction_rule: str | None = None

    def __post_init__(self) -> None:
        lists = {
            "model": MODELS,
            "tau2_method": self._estimators,
            "ci_method": OF_MEAN if self.model == "random" else OF_COMMON_EFFECT,
            "shared_control": SHARED_CONTROL,
            "i2_from": I2_FROM,
            "tau2_interval": TAU2_INTERVALS,
        }
        require_listed(self, lists)
        if self.prediction_rule not in (None, *PREDICTION_RULES):
            raise ChoiceUnknown("prediction_rule", str(self.prediction_rule), PREDICTION_RULES)
        require_level(self.level)

    @property
    def _estimators(self) -> tuple[str, ...]:
        """Those that go with the intervals chosen, of which some are of a likelihood."""
        if self.ci_method == KENWARD_ROGER or self.prediction_rule in BY_REML:
            return ("REML",)
        if self.tau2_interval == PROFILE:
            return LIKELIHOODS
        return (*TAU2_METHODS, *WEIGHTED)

    @property
    def prediction_quantile(self) -> str:
        """The rule of the prediction interval: as chosen, or as it goes with the interval.

        Student's t on k - 1 degrees of freedom where the interval has it too, as the Cochrane
        Handbook has it since 2025; on k - 2 (Higgins, Thompson and Spiegelhalter) with Wald; on
        Kenward and Roger's with theirs.
        """
        if self.prediction_rule is not None:
            return self.prediction_rule
        if self.ci_method == KENWARD_ROGER:
            return "KR"
        return "HTS t(k-2)" if self.ci_method == "wald" else "t(k-1)"


def choose(**chosen: Unpack[Chosen]) -> Choices:
    """Return the methods of one pooling from those a caller says.

    Parameters
    ----------
    **chosen
        As for :class:`Choices`. A common effect takes Wald's interval where none is said.

    Returns
    -------
    Choices

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose(tau2_method="DL").ci_method
    'hartung-knapp'
    """
    right = [field.name for field in fields(Choices)]
    require_options(chosen, right)
    if chosen.get("model") == "common":
        chosen.setdefault("ci_method", "wald")
    return Choices(**chosen)
