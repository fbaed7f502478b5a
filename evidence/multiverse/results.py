"""What a multiverse found: frozen, on the analysis scale, never rounded.

Vocabulary
----------
combination : one option of every choice
specification : combinations that pool the same effects by the same methods are one
null, important : no effect; the smallest difference that matters, where the tables have one
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.records.text import Text
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One specification's pooled effect."""

    estimate: float
    ci_low: float
    ci_high: float
    k: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many specifications say what.

    Parameters
    ----------
    specifications : int
        All of them.
    below, above : int
        Those whose interval lies wholly below, or wholly above, no effect.
    measured : int
        Those on a scale with a smallest important difference.
    beyond_below, beyond_above : int
        Those of them whose interval lies wholly beyond it, below or above no effect.
    reaching : int
        Those of them whose estimate is at least as far from no effect.
    median : float or None
        Median estimate of those of the planned measure; None without any.
    """

    specifications: int
    below: int
    above: int
    measured: int
    beyond_below: int
    beyond_above: int
    reaching: int
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionResult:
    """What came out where an option was taken.

    ``alone`` is the analysis on the page with this option alone changed, or None where that
    cannot be pooled, for the reason ``why_not``. ``moves`` are keys of what it changes about the
    conclusion: ``"null"``, ``"important"``. ``spread`` is the option's share of the
    specifications in each part of the curve, in thousandths with spaces between: one line of a
    results file in place of forty.
    """

    name: Text
    use: str
    correlation: float | None
    tally: Tally
    alone: Pooled | None
    why_not: str
    moves: tuple[str, ...]
    spread: str

    @property
    def shares(self) -> tuple[float, ...]:
        """The option's share of each part of the curve."""
        return tuple(int(part) / 1000 for part in self.spread.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceResult:
    """A choice with its reason, and what came out by each of its options."""

    about: str
    name: Text
    reason: Text
    study_id: str
    options: tuple[OptionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiverse:
    """A synthesis under every reasonable combination of choices.

    Parameters
    ----------
    synthesis_id : str
        The synthesis.
    measure : Measure
        The planned measure, which the curve is on.
    level : float
        Confidence level of every interval.
    important : float or None
        Smallest important difference on that scale; ``important_source_id`` says who set it.
    combinations, repeated : int
        All combinations, and those that repeat an earlier specification.
    impossible : mapping of str to int
        Combinations that cannot be pooled, by reason (``multiverse.impossible.<reason>``).
    tally : Tally
        Of every specification.
    on_scale : int
        How many specifications are of the planned measure and so on the curve.
    lowest, low, high, highest : float
        Smallest estimate of these, their 5th and 95th percentile, and largest.
    page : Pooled
        The analysis on the page; ``page_rank`` is its place on the curve, counted from zero.
    choices : tuple of ChoiceResult
        The choices.
    curve : tuple of Pooled
        Specifications at even steps along the curve, smallest estimate first.
    ranks : tuple of int
        Their places on the curve.
    row_ids : tuple of str
        Rows of the tables that any specification rests on.
    file, sha256 : str
        Where the choices are named, and the hash of that text.
    """

    synthesis_id: str
    measure: Measure
    level: float
    important: float | None
    important_source_id: str
    combinations: int
    repeated: int
    impossible: Mapping[str, int]
    tally: Tally
    on_scale: int
    lowest: float
    low: float
    high: float
    highest: float
    page: Pooled
    page_rank: int
    choices: tuple[ChoiceResult, ...]
    curve: tuple[Pooled, ...]
    ranks: tuple[int, ...]
    row_ids: tuple[str, ...]
    file: str
    sha256: str

    def __str__(self) -> str:
        tally = self.tally
        return (
            f"{self.synthesis_id}: {tally.specifications} specifications of {self.combinations} "
            f"combinations, estimates {self.lowest:.4g} to {self.highest:.4g}, "
            f"{tally.below + tally.above} exclude no effect"
        )
