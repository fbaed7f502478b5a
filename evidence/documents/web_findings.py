"""A question's summary of findings as a list: what a field of the web text can hold."""

from collections.abc import Iterator, Mapping, Sequence

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.summary_of_findings import summary_of_findings
from evidence.display.tables.table import Cell
from evidence.findings.finding import QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.certainty_words import FILLED, reasons
from evidence.wording.lists import inside, sentence
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

Row = Mapping[str, Cell]
NAME = "name"
_COLUMNS = ("effect", "certainty", "meaning")


def state_effects(question: QuestionFindings, language: Language) -> tuple[Statement, ...]:
    """Return what was found for each outcome: the number and what it means.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Statement
        What is asked, then one item a result of the summary of findings, and one with every
        outcome that has none.
    """
    rows = tuple(_rows(question, language))
    found = [row for row in rows if _has_result(row, language)]
    none = [row for row in rows if not _has_result(row, language)]
    items = [_effect(row, language) for row in found]
    if none:
        names = "; ".join(inside(_line(row[NAME], ", ")) for row in none)
        text = phrase("web.no_results", language, outcomes=names)
        items.append(Statement(text=text, refs=_refs(none, (NAME,)), is_item=True))
    return (_asked(question, language), *items)


def state_certainties(question: QuestionFindings, language: Language) -> tuple[Statement, ...]:
    """Return how certain the results are: the results of each level with their reasons.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Statement
        What is asked, then one item for all results with the same level and the same reasons,
        the highest level first; nothing where there is no result.
    """
    ratings = _ratings(question)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in _rows(question, language):
        if _has_result(row, language):
            rating = ratings.get(row["certainty"].refs[0])
            why = reasons(rating, language) if rating else ""
            groups.setdefault((_line(row["certainty"], " "), why), []).append(row)
    ordered = sorted(groups.items(), key=lambda group: -group[0][0].count(FILLED))
    items = [_certainty(level, why, own, language) for (level, why), own in ordered]
    return (_asked(question, language), *items) if items else ()


def _rows(question: QuestionFindings, language: Language) -> Iterator[Row]:
    """Yield each row's cells by the name of their column; its first is what it is about.

    A list has room for every outcome: harms that no table of seven has room for among them.
    """
    table = summary_of_findings(question, language, most=len(question.outcomes))
    places = {n: table.columns.index(phrase(f"table.sof.{n}", language)) for n in _COLUMNS}
    for row in table.rows:
        yield {NAME: row[0], **{name: row[place] for name, place in places.items()}}


def _has_result(row: Row, language: Language) -> bool:
    return row["effect"].text != phrase("table.no_data", language)


def _effect(row: Row, language: Language) -> Statement:
    words = {"effect": _line(row["effect"]), "meaning": _line(row["meaning"])}
    text = phrase("web.effect", language, outcome=_line(row[NAME], ", "), **words)
    return Statement(text=text, refs=_refs([row], (NAME, *_COLUMNS)), is_item=True)


def _certainty(level: str, why: str, rows: Sequence[Row], language: Language) -> Statement:
    names = "; ".join(dict.fromkeys(inside(_line(row[NAME], ", ")) for row in rows))
    words = {"level": sentence(level), "outcomes": names}
    if why:
        text = phrase("web.certainty_because", language, reasons=why, **words)
    else:
        text = phrase("web.certainty", language, **words)
    return Statement(text=text, refs=_refs(rows, (NAME, "certainty")), is_item=True)


def _ratings(question: QuestionFindings) -> Mapping[str, CertaintyRating]:
    printed = {found.estimate.id: found.rating for found in question.published}
    return printed | {found.synthesis.id: found.rating for found in question.findings}


def _asked(question: QuestionFindings, language: Language) -> Statement:
    asked = question.question
    given = sentence(asked.intervention.in_language(language))
    people = inside(asked.population.in_language(language))
    text = phrase("web.question", language, intervention=given, population=people)
    return Statement(text=text, refs=(asked.id,))


def _line(cell: Cell, between: str = "; ") -> str:
    return between.join(cell.text.split("\n"))


def _refs(rows: Sequence[Row], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for row in rows for name in names for ref in row[name].refs))
