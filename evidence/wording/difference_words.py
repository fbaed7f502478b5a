"""What changed between two versions, in words: numbers before and after, and why."""

from collections.abc import Sequence

from evidence.findings.difference import NumberChange, ResultChange
from evidence.findings.finding import Chapter
from evidence.findings.result_numbers import ResultNumbers, Value
from evidence.findings.version_difference import VersionDifference
from evidence.tables.row_changes import RowChange
from evidence.vocabulary import Certainty, Language
from evidence.wording.certainty_words import level_label
from evidence.wording.lists import inside, listed
from evidence.wording.numbers import decimals_for, integer, number, variance_decimals
from evidence.wording.phrases import counted, phrase

_MOST_DECIMALS = 12
_DASH = "–"


def result_name(change: ResultChange, difference: VersionDifference, language: Language) -> str:
    """Return a result's id with what it is and of which outcome."""
    about = change.is_of
    chapter = difference.new if change.after is not None else difference.old
    outcome = _outcome_name(about, chapter, language)
    return phrase(f"difference.{about.kind}", language, id=change.id, outcome=outcome)


def _outcome_name(about: ResultNumbers, chapter: Chapter, language: Language) -> str:
    names = {
        outcome.id: inside(outcome.construct.name.in_language(language))
        for question in chapter.questions
        for outcome in question.outcomes
    }
    return names.get(about.outcome_id, about.outcome_id)


def number_name(change: NumberChange, about: ResultNumbers, language: Language) -> str:
    """Return what a number is called."""
    if change.name == "estimate":
        if about.measure is None:
            return phrase("difference.number.estimate_unnamed", language)
        word = phrase(f"measure.{about.measure}", language)
        return phrase("difference.number.estimate", language, measure=word)
    return phrase(f"difference.number.{change.name}", language)


def values_shown(
    change: NumberChange, about: ResultNumbers, language: Language
) -> tuple[str, str, tuple[str, ...]]:
    """Return a number before, after, and under each cause alone, with as many decimals as differ.

    Examples
    --------
    >>> from evidence.vocabulary import Measure
    >>> about = ResultNumbers(
    ...     id="A", kind="synthesis", question_id="", outcome_id="", measure=Measure.SMD,
    ...     instrument_id="", decimals=None, values={},
    ... )
    >>> change = NumberChange(name="estimate", before=-0.511, after=-0.513, alone={})
    >>> values_shown(change, about, Language.EN)
    ('−0.511', '−0.513', ())
    """
    values = (change.before, change.after, *change.alone.values())
    decimals = _decimals(change.name, values, about)
    before, after, *alone = (_shown(value, decimals, language) for value in values)
    return before, after, tuple(alone)


def _decimals(name: str, values: Sequence[Value], about: ResultNumbers) -> int:
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if not numbers:
        return 0
    decimals = _usual_decimals(name, numbers, about)
    different = len(set(numbers))
    while decimals < _MOST_DECIMALS:
        if len({round(value, decimals) for value in numbers}) == different:
            break
        decimals += 1
    return decimals


def _usual_decimals(name: str, numbers: list[float], about: ResultNumbers) -> int:
    if name in ("k", "n"):
        return 0
    if about.measure is None:
        return about.decimals or 2
    if name == "tau2":
        return variance_decimals(about.measure)
    return about.decimals if about.decimals is not None else decimals_for(about.measure, numbers)


def _shown(value: Value, decimals: int, language: Language) -> str:
    if isinstance(value, Certainty):
        return level_label(value, language)
    if value is None:
        return _DASH
    return number(float(value), decimals, language)


def cause_words(
    change: NumberChange, about: ResultNumbers, difference: VersionDifference, language: Language
) -> str:
    """Return which cause moved a number, with what each gives alone where there are several."""
    if not change.alone:
        parted = not difference.not_parted
        return phrase(f"difference.cause.{'together' if parted else 'not_parted'}", language)
    names = [phrase(f"difference.cause.{cause}", language) for cause in change.alone]
    if len(names) == 1 and next(iter(change.alone.values())) == change.after:
        return names[0]
    _, _, alone = values_shown(change, about, language)
    told = (
        phrase("difference.cause.alone", language, cause=name, value=value)
        for name, value in zip(names, alone, strict=True)
    )
    return "; ".join(told)


def row_name(change: RowChange, language: Language) -> str:
    """Return where a changed row stands."""
    where = {"table": change.table, "row": str(change.row), "key": change.key}
    return phrase("difference.row.place", language, **where)


def cell_shown(written: str, language: Language) -> str:
    """Return a cell as written, or that it is empty."""
    return written or phrase("difference.empty", language)


def state_counts(counts: dict[str, int], language: Language) -> str:
    """Return how many results, rows, sentences and figures a change touches."""
    named = [
        counted(f"difference.count.{name}", count, language, n=integer(count, language))
        for name, count in counts.items()
        if count
    ]
    return phrase("difference.summary", language, counts=listed(named, language))


def state_not_parted(difference: VersionDifference, language: Language) -> tuple[str, ...]:
    """Return why causes could not be tried alone, and the rows left out when they were."""
    reasons = (
        phrase(
            "difference.cause.missing",
            language,
            cause=phrase(f"difference.cause.{cause}", language),
            reason=reason,
        )
        for cause, reason in difference.not_parted.items()
    )
    aside = (
        phrase("difference.aside", language, table=row.table, row=str(row.row), found=row.found)
        for row in difference.aside
    )
    return (*reasons, *aside)
