"""The choices a multiverse runs through, as a methodologist has named them.

Vocabulary
----------
choice : a point at which reasonable people may go different ways
option : one of those ways; the first of each choice is the analysis on the page
comparison : the rows of the tables an effect is made from
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.records.text import Text
from evidence.synthesis.choices import TESTS

OF_EFFECTS = ("rows", "trials", "measure", "sd", "shared_control")
"""Choices that decide which effects are pooled."""

OF_METHODS = ("tau2", "ci")
"""Choices that decide how they are pooled."""

UNNAMED = Text("")

USES: Mapping[str, tuple[str, ...]] = {
    "measure": ("MD", "SMD", "RR", "OR", "RD"),
    "sd": ("pooled", "control"),
    "shared_control": ("merge", "split", "correlated"),
    "tau2": ("REML", "ML", "DL", "PM", "EE"),
    "ci": tuple(TESTS),
}
"""What an option of a choice may ``use``; ``EE`` is a common effect, without variance between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The rows an effect is made from: a contrast, or two arms' results.

    A contrast with ``sd_from`` is divided by the standard deviation of these two results.
    """

    contrast: str = ""
    result: str = ""
    versus: str = ""
    sd_from: tuple[str, ...] = ()

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The rows of the tables it rests on."""
        named = (self.contrast, self.result, self.versus, *self.sd_from)
        return tuple(row for row in named if row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an effect must be to take part; everything said must hold.

    Parameters
    ----------
    weeks : tuple of float
        Earliest and latest timepoint; one that is not reported is outside.
    obtained : tuple of str
        Ways the numbers may have come to us.
    study : mapping of str to tuple of str
        Columns of the table of studies, and the values they may have.
    without : tuple of str
        Trials left out.
    """

    weeks: tuple[float, ...] = ()
    obtained: tuple[str, ...] = ()
    study: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to go; ``name`` is empty where the package has a word for what it uses."""

    name: Text = UNNAMED
    use: str = ""
    comparisons: tuple[Comparison, ...] = ()
    condition: Condition = Condition()
    correlation: float | None = None
    instrument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice with its reason and its options; ``study`` is the trial whose rows are chosen."""

    about: str
    name: Text
    reason: Text
    options: tuple[Option, ...]
    study: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The choices of one synthesis, and the hash of the text they were read from."""

    synthesis_id: str
    file: str
    line: int
    sha256: str
    choices: tuple[Choice, ...]

    def of(self, *about: str) -> tuple[Choice, ...]:
        """Return the choices about these things, in their order."""
        return tuple(one for one in self.choices if one.about in about)
