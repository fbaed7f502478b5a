"""How a network is pooled: every choice by name, refused when it does not exist."""

from dataclasses import dataclass
from typing import TypedDict, Unpack

from evidence.chosen import require_level, require_listed, require_options
from evidence.stats.network.heterogeneity import METHODS as TAU2_METHODS

MODELS = ("random", "common")
METHODS = ("inverse-variance", "MH", "NCH")
SPLITS = ("back-calculation", "without-studies")


class NetworkChosen(TypedDict, total=False):
    """What of :class:`NetworkChoices` a caller says; the rest is as there."""

    model: str
    method: str
    tau2_method: str
    tau2: float | None
    split: str
    level: float
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkChoices:
    """The methods of one network meta-analysis.

    Parameters
    ----------
    model : {"random", "common"}
        Whether true effects may differ between studies, by the same variance for all comparisons.
    method : {"inverse-variance", "MH", "NCH"}
        ``"MH"`` (Mantel-Haenszel) and ``"NCH"`` (given each study's number of events) are for
        odds ratios of rare events in arms, with a common effect.
    tau2_method : {"REML", "ML", "DL"}
        Estimator of the variance between studies.
    tau2 : float or None
        That variance held at a value.
    split : {"back-calculation", "without-studies"}
        How indirect evidence is told from direct.
    level : float
        Confidence level, 0.95 for 95 %.
    draws : int
        How many times effects are drawn for the probabilities of ranks.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    model: str = "random"
    method: str = "inverse-variance"
    tau2_method: str = "REML"
    tau2: float | None = None
    split: str = "back-calculation"
    level: float = 0.95
    draws: int = 100_000

    def __post_init__(self) -> None:
        lists = {
            "method": METHODS,
            "model": MODELS if self.method == "inverse-variance" else ("common",),
            "tau2_method": TAU2_METHODS,
            "split": SPLITS,
        }
        require_listed(self, lists)
        require_level(self.level)


def choose_network(**chosen: Unpack[NetworkChosen]) -> NetworkChoices:
    """Return the methods of one network from those a caller says.

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose_network(method="MH").model
    'common'
    """
    require_options(chosen, tuple(NetworkChosen.__annotations__))
    if chosen.get("method", "inverse-variance") in ("MH", "NCH"):
        chosen.setdefault("model", "common")
    return NetworkChoices(**chosen)
