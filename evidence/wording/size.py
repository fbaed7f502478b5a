"""How large an effect is, in one word, always with the rule the word comes from."""

from dataclasses import dataclass
from enum import StrEnum

from evidence.certainty.thresholds import COHEN
from evidence.records.question import Instrument, Outcome
from evidence.vocabulary import Language, Measure
from evidence.wording.numbers import exact
from evidence.wording.phrases import phrase


class SizeClass(StrEnum):
    """Classes of size; each has one word a language."""

    NONE = "none"
    SMALL = "small"
    MODERATE = "moderate"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A size and the rule behind it.

    Parameters
    ----------
    size_class : SizeClass or None
        None where no rule gives one.
    rule : str
        ``"cohen"``, ``"panel"``, ``"mid"``, or empty where nobody has set a threshold.
    cuts : tuple of float
        Small, moderate and large of a rule of classes; the smallest important difference of
        ``"mid"``.
    scale : str
        Name of the scale the cuts are on.
    reaches_mid : bool or None
        Whether the effect is at least the smallest important difference, under ``"mid"``.
    """

    size_class: SizeClass | None
    rule: str
    cuts: tuple[float, ...] = ()
    scale: str = ""
    reaches_mid: bool | None = None


def size_of(
    value: float,
    measure: Measure | None,
    outcome: Outcome | None,
    instrument: Instrument | None,
) -> Size:
    """Return the size of an effect by the panel's thresholds, else by a default rule.

    Parameters
    ----------
    value : float
        The effect, on the scale people read; its sign does not matter.
    measure : Measure or None
        Its measure; only standardised and plain mean differences are classified.
    outcome : Outcome or None
        Carries the panel's thresholds, where there are any.
    instrument : Instrument or None
        The scale of a mean difference, with its smallest important difference.

    Returns
    -------
    Size
        By the first of these that applies: the panel's small, moderate and large on the same
        scale; Cohen's for a standardised difference; the smallest important difference of the
        panel or the instrument; no class.

    Notes
    -----
    An effect belongs to a class from the cut on: by Cohen 0.5 is moderate and 0.49 small.
    """
    scale = "SMD" if measure is Measure.SMD else (instrument.id if instrument else "")
    name = "SMD" if measure is Measure.SMD else (instrument.name if instrument else "")
    panel = outcome.thresholds if outcome else None
    if measure not in (Measure.SMD, Measure.MD):
        return Size(size_class=None, rule="")
    if panel is not None and panel.scale == scale:
        cuts = (panel.small, panel.moderate, panel.large)
        if cuts[0] is not None and cuts[1] is not None and cuts[2] is not None:
            return _classed(value, "panel", (cuts[0], cuts[1], cuts[2]), name)
        if panel.mid is not None:
            return _against_mid(value, panel.mid, name)
    if measure is Measure.SMD:
        return _classed(value, COHEN.key, (COHEN.small, COHEN.moderate, COHEN.large), name)
    if instrument is not None and instrument.mid is not None:
        return _against_mid(value, instrument.mid, name)
    return Size(size_class=None, rule="")


def size_word(size_class: SizeClass, language: Language) -> str:
    """Return the word of a class.

    Examples
    --------
    >>> size_word(SizeClass.MODERATE, Language.NB)
    'moderat'
    """
    return phrase(f"size.{size_class}", language)


def size_rule(size: Size, language: Language) -> str:
    """Return the name of a rule of classes, with its cuts.

    Examples
    --------
    >>> size_rule(Size(size_class=SizeClass.SMALL, rule="cohen", cuts=(0.2, 0.5, 0.8)), Language.NB)
    'Cohens tommelfingerregel (0,2; 0,5; 0,8)'
    """
    small, moderate, large = (exact(cut, language) for cut in size.cuts)
    return phrase(f"size_rule.{size.rule}", language, small=small, moderate=moderate, large=large)


def state_size(size: Size, language: Language, printed: str = "") -> str:
    """Return a sentence with the size and its rule, or that no threshold is set.

    Parameters
    ----------
    size : Size
        The size.
    language : Language
        Language of the reader.
    printed : str
        The source's own word, if any; quoted where ours is another.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> small = Size(size_class=SizeClass.SMALL, rule="cohen", cuts=(0.2, 0.5, 0.8))
    >>> state_size(small, Language.NB, "liten")
    'Den estimerte effekten er liten etter Cohens tommelfingerregel.'
    """
    own = printed and not agrees_with_print(size, printed)
    text = _size_words(size, language)
    if own:
        return phrase("size.beside_print", language, size=text, word=printed)
    return phrase("size.alone", language, size=text)


def state_reach(
    size: Size, value: float, low: float | None, high: float | None, language: Language
) -> str:
    """Return whether the interval lies on both sides of the smallest important difference.

    Parameters
    ----------
    size : Size
        The size of the value.
    value, low, high : float
        The effect and its interval, on the scale people read; None where none is printed.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        One sentence; empty for other rules, without an interval, or where it lies on one side.

    Examples
    --------
    >>> size = Size(size_class=None, rule="mid", cuts=(8,), scale="PF", reaches_mid=True)
    >>> state_reach(size, 9.0, 3.0, 15.0, Language.NB)
    'Konfidensintervallet omfatter også mindre forskjeller enn dette.'
    """
    if size.rule != "mid" or low is None or high is None:
        return ""
    towards = (low, high) if value >= 0 else (-high, -low)
    if size.reaches_mid and towards[0] < size.cuts[0]:
        return phrase("size.interval_below_mid", language)
    if not size.reaches_mid and towards[1] >= size.cuts[0]:
        return phrase("size.interval_beyond_mid", language)
    return ""


def _size_words(size: Size, language: Language) -> str:
    if size.size_class is not None:
        word = size_word(size.size_class, language)
        # Everyone's rule is named; the working group's own is also given in numbers.
        is_known = size.rule == COHEN.key
        named = phrase(f"size_rule.{size.rule}.name", language) if is_known else ""
        return phrase("size.is_class", language, word=word, rule=named or size_rule(size, language))
    if size.rule == "mid":
        side = "beyond_mid" if size.reaches_mid else "within_mid"
        mid = exact(size.cuts[0], language)
        return phrase(f"size.{side}", language, mid=mid, scale=size.scale)
    return phrase("size.not_classified", language)


def agrees_with_print(size: Size, printed: str) -> bool:
    """Tell whether a source's word, in any of the languages, is the word of our class."""
    if size.size_class is None:
        return False
    key = f"size.accepted.{size.size_class}"
    return any(printed.lower() in phrase(key, language).split() for language in Language)


def _classed(value: float, rule: str, cuts: tuple[float, float, float], scale: str) -> Size:
    reached = sum(abs(value) >= cut for cut in cuts)
    return Size(size_class=list(SizeClass)[reached], rule=rule, cuts=cuts, scale=scale)


def _against_mid(value: float, mid: float, scale: str) -> Size:
    return Size(
        size_class=None, rule="mid", cuts=(mid,), scale=scale, reaches_mid=abs(value) >= mid
    )
