"""The numbers behind a GRADE suggestion, in sentences."""

import math
from collections.abc import Callable, Iterator

from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.suggestion import Suggestion
from evidence.vocabulary import Domain, Language
from evidence.wording.lists import listed
from evidence.wording.numbers import decimals_for, integer, number, p_value, percent
from evidence.wording.phrases import phrase

READINGS = ("by_null", "by_important", "by_little")


def state_numbers(
    suggestion: Suggestion, body: BodyOfEvidence, language: Language
) -> tuple[str, ...]:
    """Return the reason for a suggestion and the numbers behind it, a sentence each.

    Parameters
    ----------
    suggestion : Suggestion
        The suggestion.
    body : BodyOfEvidence
        The evidence, for the scale people read.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of str
        The reason first.
    """
    name = suggestion.domain.name.lower()
    reason = phrase(f"grade.reason.{name}.{suggestion.reason}", language)
    tell = _TELLERS.get(suggestion.domain)
    return (reason, *(tell(suggestion, body, language) if tell else ()))


def _bias(suggestion: Suggestion, body: BodyOfEvidence, language: Language) -> Iterator[str]:
    numbers = suggestion.numbers
    if "studies" not in numbers:
        return
    shares = {
        name: percent(100 * numbers[f"{name}_share"], language, 0)
        for name in ("low", "some", "high", "unassessed")
    }
    counts = {name: integer(int(numbers[name]), language) for name in ("assessed", "studies")}
    yield phrase("grade.bias.shares", language, **shares, **counts)
    if "difference_p" in numbers:
        yield phrase(
            "grade.bias.compared",
            language,
            low=_read(numbers["effect_low_risk"], body, language),
            other=_read(numbers["effect_other"], body, language),
            difference=_read(numbers["difference"], body, language),
            p=p_value(numbers["difference_p"], language),
        )


def _consistency(suggestion: Suggestion, body: BodyOfEvidence, language: Language) -> Iterator[str]:
    numbers = suggestion.numbers
    if "pairs" in numbers:
        counts = {
            name: integer(int(numbers[key]), language)
            for name, key in (
                ("below", "below"),
                ("above", "above"),
                ("apart", "pairs_apart"),
                ("pairs", "pairs"),
            )
        }
        threshold = _read(numbers["threshold"], body, language)
        yield phrase("grade.consistency.sides", language, threshold=threshold, **counts)
    if "prediction_low" in numbers:
        low, high = (_read(numbers[f"prediction_{end}"], body, language) for end in ("low", "high"))
        yield phrase("grade.consistency.prediction", language, low=low, high=high)
    if "i2" in numbers:
        i2 = percent(numbers["i2"], language, None if body.is_published else 0)
        yield phrase("grade.consistency.i2", language, i2=i2)


def _directness(suggestion: Suggestion, body: BodyOfEvidence, language: Language) -> Iterator[str]:
    counts = {
        name: integer(int(suggestion.numbers[name]), language) for name in ("coded", "elements")
    }
    yield phrase("grade.directness.coded", language, **counts)
    for key, word in (("wrong", "mismatches"), ("missing", "not_coded")):
        elements = [one for one in suggestion.words[word].split("; ") if one]
        if elements:
            names = [phrase(f"grade.element.{one}", language) for one in elements]
            yield phrase(f"grade.directness.{key}", language, elements=listed(names, language))


def _precision(suggestion: Suggestion, body: BodyOfEvidence, language: Language) -> Iterator[str]:
    numbers, words = suggestion.numbers, suggestion.words
    if "threshold" not in words:
        return
    absolute = words.get("scale") == "absolute"
    ends = {}
    if "mid_low" in numbers:
        ends = {
            end: number(numbers[f"mid_{end}"], 3, language)
            if absolute
            else _read(numbers[f"mid_{end}"], body, language)
            for end in ("low", "high")
        }
    yield phrase(f"grade.threshold.{words['threshold']}", language, **ends)
    if absolute:
        limits = {end: number(numbers[f"absolute_{end}"], 3, language) for end in ("low", "high")}
        yield phrase("grade.absolute", language, **limits)
    if all(reading in numbers for reading in READINGS):
        levels = {reading: integer(int(numbers[reading]), language) for reading in READINGS}
        yield phrase("grade.readings", language, **levels)
    if "by_bands" in numbers:
        key = f"grade.readings.bands.{words['bands']}"
        yield phrase(key, language, by_bands=integer(int(numbers["by_bands"]), language))
    yield from _information(suggestion, language)


def _information(suggestion: Suggestion, language: Language) -> Iterator[str]:
    numbers, how = suggestion.numbers, suggestion.words["information"]
    if "ois" not in numbers:
        yield phrase(f"grade.information.missing.{how}", language)
        return
    unknown = phrase("grade.information.unknown", language)
    people = integer(round(numbers["people"]), language) if "people" in numbers else unknown
    yield phrase(
        f"grade.information.{how}",
        language,
        people=people,
        ois=integer(int(numbers["ois"]), language),
        difference=number(numbers["ois_difference"], 2 if how == "means" else 3, language),
    )
    if "ris" in numbers:
        ris = integer(int(numbers["ris"]), language)
        yield phrase("grade.information.required", language, ris=ris)


def _asymmetry(suggestion: Suggestion, body: BodyOfEvidence, language: Language) -> Iterator[str]:
    numbers = suggestion.numbers
    if "k" not in numbers:
        return
    k = integer(int(numbers["k"]), language)
    if "asymmetry_p" not in numbers:
        yield phrase("grade.asymmetry.k", language, k=k)
        return
    test = phrase(f"grade.test.{suggestion.words['test']}", language)
    p = p_value(numbers["asymmetry_p"], language)
    yield phrase("grade.asymmetry.test", language, k=k, test=test, p=p)


def _ratio(suggestion: Suggestion, body: BodyOfEvidence, language: Language) -> Iterator[str]:
    if "risk_ratio" in suggestion.numbers:
        ratio = number(suggestion.numbers["risk_ratio"], 2, language)
        yield phrase("grade.ratio", language, ratio=ratio)


def _read(value: float, body: BodyOfEvidence, language: Language) -> str:
    """Return a value of the analysis scale as people read it."""
    measure = body.measure
    shown = math.exp(value) if measure is not None and measure.is_ratio else value
    return number(shown, decimals_for(measure, [shown]) if measure else 2, language)


_Teller = Callable[[Suggestion, BodyOfEvidence, Language], Iterator[str]]
_TELLERS: dict[Domain, _Teller] = {
    Domain.RISK_OF_BIAS: _bias,
    Domain.INCONSISTENCY: _consistency,
    Domain.INDIRECTNESS: _directness,
    Domain.IMPRECISION: _precision,
    Domain.PUBLICATION_BIAS: _asymmetry,
    Domain.LARGE_EFFECT: _ratio,
}
