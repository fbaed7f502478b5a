"""Which generalised linear mixed model is fitted: every choice by metafor's name."""

from typing import NamedTuple

from evidence.stats.refusal import require_choice

MODELS = {
    "OR": ("UM.FS", "UM.RS", "CM.EL", "CM.AL"),
    "IRR": ("UM.FS", "UM.RS", "CM.EL"),
    "PLO": ("UM.FS",),
    "IRLN": ("UM.FS",),
}
"""Models of each measure. One group has one model, whatever it is called."""
METHODS = ("ML", "EE")
CODINGS = ("1/2", "1", "0")
POINTS = 7
POINTS_OF_EXACT = 40


class GlmmChoices(NamedTuple):
    """The choices of one fit.

    Parameters
    ----------
    model : {"UM.FS", "UM.RS", "CM.EL", "CM.AL"}
        Unconditional with fixed or random study effects, conditional on the margins exactly, or
        as approximated by a binomial.
    method : {"ML", "EE"}
        Effects that differ between studies, or one for all.
    coding : {"1/2", "1", "0"}
        Whether the effect's variation lies in both groups by half, in the first, or in the second
        (unconditional models).
    points : int or None
        Nodes of the quadrature; None takes 7, or 1 where a study has two effects (UM.RS by ML),
        or 40 for the exact conditional model.
    drop00 : bool
        Leave out studies without events, or with events only, in both groups.
    """

    model: str = "UM.FS"
    method: str = "ML"
    coding: str = "1/2"
    points: int | None = None
    drop00: bool = True

    @property
    def random(self) -> bool:
        """Whether effects differ between studies."""
        return self.method == "ML"

    @property
    def loadings(self) -> tuple[float, float]:
        """What the effect's variation is multiplied by in the two groups."""
        return {"1/2": (0.5, -0.5), "1": (1.0, 0.0), "0": (0.0, 1.0)}[self.coding]

    def points_of(self, measure: str) -> int:
        """Return the nodes of the quadrature."""
        two_effects = self.model == "UM.RS" and self.random and measure in ("OR", "IRR")
        if self.points is not None:
            return self.points
        if two_effects:
            return 1
        return POINTS_OF_EXACT if (measure, self.model) == ("OR", "CM.EL") else POINTS


def checked_choices(measure: str, chosen: GlmmChoices) -> GlmmChoices:
    """Return choices known to exist, or refuse them with those that do.

    Parameters
    ----------
    measure : {"OR", "IRR", "PLO", "IRLN"}
    chosen : GlmmChoices

    Returns
    -------
    GlmmChoices

    Raises
    ------
    ValueError
        Listing the right ones.

    Examples
    --------
    >>> checked_choices("IRR", GlmmChoices(model="CM.AL"))
    Traceback (most recent call last):
        ...
    ValueError: model of IRR: 'CM.AL' is not one of UM.FS, UM.RS, CM.EL
    """
    require_choice("measure", measure, tuple(MODELS))
    require_choice(f"model of {measure}", chosen.model, MODELS[measure])
    require_choice("method", chosen.method, METHODS)
    require_choice("coding", chosen.coding, CODINGS)
    points = chosen.points_of(measure)
    if points < 1:
        raise ValueError(f"points: {points!r} is below 1")
    if points > 1 and (chosen.model, chosen.method) == ("UM.RS", "ML"):
        raise ValueError(f"points: {points!r}; UM.RS by ML has Laplace's approximation, 1, alone")
    return chosen
