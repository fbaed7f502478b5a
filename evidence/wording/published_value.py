"""A published estimate in print: its measure, number and interval, and when it was measured."""

import re

from evidence.records.published import PublishedEstimate
from evidence.records.question import Instrument
from evidence.vocabulary import Language, Measure
from evidence.wording.numbers import integer, interval, number, percent
from evidence.wording.phrases import counted, phrase

UNITS = ("weeks", "months", "years")
_DURATION = re.compile(r"(\d+)(?:\s*(?:til|to|–|-)\s*(\d+))?[\s-]*([^\W\d_]+)")


def printed_value(estimate: PublishedEstimate, language: Language, *more: str) -> str:
    """Return measure, estimate, interval, I², studies and participants, as far as printed.

    The decimals are those of the source; ``more`` (its scale, its review) stands last.

    Raises
    ------
    ValueError
        No estimate is printed.
    """
    if estimate.estimate is None:
        raise ValueError(f"{estimate.id} has no estimate")
    value = number(estimate.estimate, estimate.decimals, language)
    shown = phrase("value.measure", language, measure=measure_word(estimate, language), value=value)
    details = [*_details(estimate, language), *(text for text in more if text)]
    return phrase("number.estimate", language, value=shown, interval="; ".join(details))


def _details(estimate: PublishedEstimate, language: Language) -> list[str]:
    limits = (estimate.ci_low, estimate.ci_high, estimate.ci_level)
    details = [interval(*limits, estimate.decimals, language)]
    if estimate.i2 is not None:
        details.append(phrase("value.i2", language, i2=percent(estimate.i2, language)))
    if estimate.k is not None:
        trials = integer(estimate.k, language)
        details.append(counted("count.studies", estimate.k, language, n=trials))
    if estimate.n is not None:
        people = integer(estimate.n, language)
        details.append(counted("count.participants", estimate.n, language, n=people))
    if estimate.higher_favours:
        details.append(phrase(f"value.higher_favours.{estimate.higher_favours}", language))
    return details


def scale_words(estimate: PublishedEstimate, scale: Instrument | None, language: Language) -> str:
    """Return the scale of a mean difference, or that it is not named; empty for other measures."""
    if estimate.measure is not Measure.MD:
        return ""
    return scale.name if scale else phrase("value.scale_unknown", language)


def measure_word(estimate: PublishedEstimate, language: Language) -> str:
    """Return the measure's short name; Hedges' g where the source says so."""
    if estimate.measure is None:
        return estimate.measure_as_printed
    printed = estimate.measure_as_printed.replace("’", "'").lower()
    if estimate.measure is Measure.SMD and ("hedge" in printed or printed == "g"):
        return phrase("measure.g", language)
    return phrase(f"measure.{estimate.measure}", language)


def timepoint_words(estimate: PublishedEstimate, language: Language) -> str:
    """Return when the outcome was measured, with the length of follow-up where it is printed."""
    if estimate.timepoint is None:
        name = phrase("timepoint.unknown", language)
    else:
        name = phrase(f"timepoint.{estimate.timepoint.name.lower()}", language)
    duration = duration_words(estimate.timepoint_text, language)
    if not duration:
        return name
    return phrase("timepoint.with_duration", language, timepoint=name, duration=duration)


def duration_words(printed: str, language: Language) -> str:
    """Return the first length of time a text names, in the reader's language; empty without one.

    Examples
    --------
    >>> duration_words("follow-up (50-72 weeks)", Language.NB)
    '50 til 72 uker'
    """
    for low, high, word in _DURATION.findall(printed):
        unit = _unit(word.lower(), language)
        if unit and high:
            return phrase("duration.span", language, low=low, high=high, unit=unit)
        if unit:
            return phrase("duration.single", language, length=low, unit=unit)
    return ""


def with_durations(text: str, language: Language) -> str:
    """Return a text with every length of time in it in the reader's language.

    Examples
    --------
    >>> with_durations("Berg 2020, 52 weeks (T2)", Language.NN)
    'Berg 2020, 52 veker (T2)'
    """
    return _DURATION.sub(lambda found: duration_words(found[0], language) or found[0], text)


def _unit(word: str, language: Language) -> str:
    for unit in UNITS:
        if any(word in phrase(f"duration.{unit}.accepted", each).split() for each in Language):
            return phrase(f"duration.{unit}.name", language)
    return ""
