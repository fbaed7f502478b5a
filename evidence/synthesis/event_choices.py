"""How counted events are pooled: every choice by name, refused when it does not exist."""

from dataclasses import dataclass, fields
from typing import Any

from evidence.chosen import require_level, require_listed, require_options
from evidence.errors import ChoiceUnknown
from evidence.stats.glmm.choices import CODINGS, MODELS, GlmmChoices
from evidence.stats.prediction import RULES
from evidence.stats.zero_cells import TARGETS

CLOSED_FORMS = {
    "MH": ("OR", "RR", "RD", "IRR", "IRD"),
    "peto": ("OR",),
}
"""The measures each method without iteration has."""
ONE_GROUP = {"PLO": "GLMM", "IRLN": "GLMM"}
"""What the one model of a single group is called."""


def methods_of(measure: str) -> tuple[str, ...]:
    """Return the methods a measure can be pooled by.

    Parameters
    ----------
    measure : str

    Returns
    -------
    tuple of str
        Empty for a measure that is not of counted events.

    Examples
    --------
    >>> methods_of("OR")
    ('MH', 'peto', 'UM.FS', 'UM.RS', 'CM.EL', 'CM.AL')
    """
    if measure in ONE_GROUP:
        return (ONE_GROUP[measure],)
    closed = tuple(method for method, has in CLOSED_FORMS.items() if measure in has)
    return closed + MODELS.get(measure, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChoices:
    """The methods of one pooling of counts.

    Parameters
    ----------
    measure : {"OR", "RR", "RD", "IRR", "IRD", "PLO", "IRLN"}
        What is pooled, as metafor names it.
    method : str
        ``"MH"`` (Mantel-Haenszel), ``"peto"``, or a generalised linear mixed model: ``"UM.FS"``,
        ``"UM.RS"``, ``"CM.EL"``, ``"CM.AL"`` for two groups, ``"GLMM"`` for one.
    model : {"random", "common"}
        Whether true effects may differ. Mantel-Haenszel and Peto know a common effect alone.
    ci_method : {"wald", "t"}
        Interval and test; the closed forms have ``"wald"`` alone.
    prediction_rule : {"z", "t(k-1)", "HTS t(k-2)", "riley"} or None
        Quantile of the prediction interval of a mixed model; as goes with the interval for None.
    level : float
        Confidence level, 0.95 for 95 %.
    add, to
        What is added to the cells of which studies before they are pooled by Mantel-Haenszel or
        Peto: nothing unless asked for.
    continuity : bool
        Whether the test of association is corrected for continuity.
    coding : {"1/2", "1", "0"}
        Where the variation of effects lies in an unconditional model.
    points : int or None
        Nodes of a mixed model's quadrature.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    measure: str = "OR"
    method: str = "MH"
    model: str = "common"
    ci_method: str = "wald"
    prediction_rule: str | None = None
    level: float = 0.95
    add: float = 0.0
    to: str = "none"
    continuity: bool = True
    coding: str = "1/2"
    points: int | None = None

    def __post_init__(self) -> None:
        measures = (*CLOSED_FORMS["MH"], *ONE_GROUP)
        lists = {
            "measure": measures,
            "method": methods_of(self.measure),
            "model": ("common",) if self.closed_form else ("random", "common"),
            "ci_method": ("wald",) if self.closed_form else ("wald", "t"),
            "to": TARGETS,
            "coding": CODINGS,
        }
        if self.prediction_rule is not None:
            lists["prediction_rule"] = tuple(RULES)
        require_listed(self, lists)
        require_level(self.level)
        if not self.closed_form and (self.add, self.to) != (0.0, "none"):
            raise ChoiceUnknown("add", str(self.add), ("0.0",))

    @property
    def closed_form(self) -> bool:
        """Whether the method has no iterations."""
        return self.method in CLOSED_FORMS

    @property
    def glmm(self) -> GlmmChoices:
        """The same for the formula book's mixed models."""
        return GlmmChoices(
            model="UM.FS" if self.measure in ONE_GROUP else self.method,
            method="ML" if self.model == "random" else "EE",
            coding=self.coding,
            points=self.points,
        )

    @property
    def prediction_quantile(self) -> str:
        """The rule of the prediction interval."""
        return self.prediction_rule or ("t(k-1)" if self.ci_method == "t" else "HTS t(k-2)")


def choose_events(chosen: dict[str, Any]) -> EventChoices:
    """Return the methods of one pooling of counts from those a caller says.

    Parameters
    ----------
    chosen : dict of str
        As for :class:`EventChoices`. A mixed model has random effects where nothing is said, and
        a measure of one group its one method.

    Returns
    -------
    EventChoices

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose_events({"method": "CM.EL"}).model
    'random'
    """
    right = [field.name for field in fields(EventChoices)]
    require_options(chosen, right)
    said = dict(chosen)
    if said.get("measure") in ONE_GROUP:
        said.setdefault("method", ONE_GROUP[said["measure"]])
    if said.get("method", "MH") not in CLOSED_FORMS:
        said.setdefault("model", "random")
    return EventChoices(**said)
