"""The choices behind every reasonable analysis: why, how many, and what came out."""

from collections.abc import Iterator

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Finding, QuestionFindings
from evidence.multiverse.results import ChoiceResult, Multiverse, OptionResult
from evidence.synthesis.readers_scale import readers_scale
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.multiverse_names import (
    choice_name,
    impossible_reason,
    option_name,
    share_of,
)
from evidence.wording.numbers import decimals_for, integer, number
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

_COLUMNS = ("choice", "specifications", "excludes", "median", "alone")


def multiverse_choices_table(
    finding: Finding, question: QuestionFindings, language: Language
) -> Table | None:
    """Return every choice with its reason and what came out by option; None without any.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    question : QuestionFindings
        The question it answers.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        A row with the reason of each choice, then one for each option.
    """
    found = finding.multiverse
    if found is None:
        return None
    refs = (finding.synthesis.id,)
    title = finding.synthesis.title.in_language(language)
    return Table(
        id=f"multiverse-{finding.synthesis.id}",
        caption=phrase("table.multiverse.caption", language, title=title),
        columns=tuple(phrase(f"table.multiverse.{name}", language) for name in _COLUMNS),
        widths=(38, 13, 16, 13, 20),
        rows=tuple(
            _row(found, choice, place, name, refs, language)
            for name, choice in _named(found, question, language)
            for place in range(len(choice.options))
        ),
        footnotes=tuple(
            Statement(text=choice.reason.in_language(language), refs=refs)
            for choice in found.choices
        ),
        refs=refs,
    )


def _named(
    found: Multiverse, question: QuestionFindings, language: Language
) -> Iterator[tuple[str, ChoiceResult]]:
    for choice in found.choices:
        yield sentence(choice_name(choice, question, language)), choice


def _row(
    found: Multiverse,
    choice: ChoiceResult,
    place: int,
    name: str,
    refs: tuple[str, ...],
    language: Language,
) -> tuple[Cell, ...]:
    option, tally = choice.options[place], choice.options[place].tally
    words = {"choice": name, "option": option_name(option, choice.about, language)}
    shares = share_of(tally.below + tally.above, tally.specifications, language)
    if not tally.specifications:
        shares = phrase("table.dash", language)
    return (
        Cell(
            text=phrase("table.multiverse.option", language, **words),
            refs=refs,
            is_header=True,
            notes=(found.choices.index(choice) + 1,),
        ),
        Cell(text=integer(tally.specifications, language), refs=refs),
        Cell(text=shares, refs=refs),
        Cell(text=_value(found, tally.median, language), refs=refs),
        Cell(text=_alone(found, choice, option, language), refs=refs),
    )


def _alone(
    found: Multiverse, choice: ChoiceResult, option: OptionResult, language: Language
) -> str:
    if option is choice.options[0]:
        return phrase("table.multiverse.page", language)
    if option.alone is None:
        reason = impossible_reason(option.why_not, language)
        return phrase("table.multiverse.impossible", language, reason=reason)
    # Another measure is on another scale, and its numbers mean something else.
    same = choice.about != "measure" or option.use == found.measure
    return _value(found, option.alone.estimate if same else None, language)


def _value(found: Multiverse, value: float | None, language: Language) -> str:
    if value is None:
        return phrase("table.dash", language)
    (read,) = readers_scale(found.measure, value)
    return number(read, decimals_for(found.measure, (read,)), language)
