"""The lines a result crosses between two versions: no difference, sizes, what is important."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.findings.finding import Chapter
from evidence.findings.result_numbers import ResultNumbers, Value
from evidence.records.question import Instrument, Outcome
from evidence.vocabulary import Language
from evidence.wording.direction import null_value
from evidence.wording.numbers import exact
from evidence.wording.phrases import phrase
from evidence.wording.size import size_of, size_rule, size_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A line crossed: ``key`` names it, ``text`` tells it."""

    key: str
    text: str


def crossings(
    before: ResultNumbers, after: ResultNumbers, chapter: Chapter, language: Language
) -> tuple[Crossing, ...]:
    """Return the lines a result crossed.

    Parameters
    ----------
    before, after : ResultNumbers
        The result in the two versions.
    chapter : Chapter
        The new version, which holds outcomes with their thresholds and scales.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Crossing
        No difference by confidence and prediction interval, the side of it, and the size.
    """
    return (
        *_null(before, after, language),
        *_size(before, after, chapter, language),
    )


def _null(before: ResultNumbers, after: ResultNumbers, language: Language) -> Iterator[Crossing]:
    for name, key in (("ci", "null"), ("prediction", "prediction")):
        was, now = _holds_null(before, name), _holds_null(after, name)
        if was is not None and now is not None and was is not now:
            yield _told(f"{key}_{'in' if now else 'out'}", language)
    sides = [_side(one) for one in (before, after)]
    if sides[0] * sides[1] < 0:
        yield _told("side", language)


def _holds_null(numbers: ResultNumbers, name: str) -> bool | None:
    low = _number(numbers.values, f"{name}_low")
    high = _number(numbers.values, f"{name}_high")
    if low is None or high is None:
        return None
    return low <= null_value(numbers.measure) <= high


def _side(numbers: ResultNumbers) -> int:
    value = _number(numbers.values, "estimate")
    null = null_value(numbers.measure)
    return 0 if value is None else (value > null) - (value < null)


def _size(
    before: ResultNumbers, after: ResultNumbers, chapter: Chapter, language: Language
) -> Iterator[Crossing]:
    outcome, instrument = _about(after, chapter)
    old, new = _number(before.values, "estimate"), _number(after.values, "estimate")
    if old is None or new is None or before.measure is not after.measure:
        return
    was, now = (size_of(value, after.measure, outcome, instrument) for value in (old, new))
    if was.size_class is not None and now.size_class is not None:
        if was.size_class is not now.size_class:
            words = {
                "before": size_word(was.size_class, language),
                "after": size_word(now.size_class, language),
            }
            yield _told("size", language, **words, rule=size_rule(now, language))
    elif was.reaches_mid is not now.reaches_mid:
        values_of_mid = {"mid": exact(now.cuts[0], language), "scale": now.scale}
        key = "mid_reached" if now.reaches_mid else "mid_left"
        yield _told(key, language, **values_of_mid)


def _about(numbers: ResultNumbers, chapter: Chapter) -> tuple[Outcome | None, Instrument | None]:
    question = next(q for q in chapter.questions if q.question.id == numbers.question_id)
    outcome = next((o for o in question.outcomes if o.id == numbers.outcome_id), None)
    scales = {one.id: one for one in question.instruments}
    return outcome, scales.get(numbers.instrument_id)


def _number(values: Mapping[str, Value], name: str) -> float | None:
    value = values[name]
    return float(value) if isinstance(value, int | float) else None


def _told(key: str, language: Language, **values: str) -> Crossing:
    return Crossing(key=key, text=phrase(f"difference.crossed.{key}", language, **values))
