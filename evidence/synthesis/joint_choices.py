"""How several coefficients are pooled together: every choice by name, or refused."""

from dataclasses import dataclass
from typing import TypedDict, Unpack

from evidence.chosen import require_level, require_listed, require_options
from evidence.stats.multivariate.fit import METHODS, STRUCTURES


class JointChosen(TypedDict, total=False):
    """What of :class:`JointChoices` a caller says; the rest is as there."""

    tau2_method: str
    structure: str
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JointChoices:
    """The methods by which outcomes, trends or accuracies of studies are pooled.

    Parameters
    ----------
    tau2_method : {"REML", "ML", "MM", "FE"}
        Restricted or full maximum likelihood, moments, or no variance between studies.
    structure : {"UN", "DIAG", "ID", "CS", "HCS"}
        Of the covariance matrix of true effects; moments have the first alone.
    level : float
        Confidence level, 0.95 for 95 %. Intervals are Wald's.

    Raises
    ------
    ChoiceUnknown
        For a choice that does not exist, with those that do.
    """

    tau2_method: str = "REML"
    structure: str = "UN"
    level: float = 0.95

    def __post_init__(self) -> None:
        lists = {
            "tau2_method": METHODS,
            "structure": STRUCTURES if self.tau2_method != "MM" else STRUCTURES[:1],
        }
        require_listed(self, lists)
        require_level(self.level)


def choose_joint(**chosen: Unpack[JointChosen]) -> JointChoices:
    """Return the methods from those a caller says.

    Raises
    ------
    ChoiceUnknown
        For an option or a choice that does not exist, with those that do.

    Examples
    --------
    >>> choose_joint(tau2_method="ML").structure
    'UN'
    """
    require_options(chosen, tuple(JointChosen.__annotations__))
    return JointChoices(**chosen)
