"""The PICO question as a table."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


def pico_table(findings: QuestionFindings, place: int, language: Language) -> Table:
    """Return population, intervention, comparison and the outcomes the question names.

    Parameters
    ----------
    findings : QuestionFindings
        The question.
    place : int
        Its number in the chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        One row an element.
    """
    question = findings.question
    outcomes = [
        outcome.construct.name.in_language(language)
        for outcome in findings.outcomes
        if outcome.in_pico
    ]
    parts = {
        "population": question.population.in_language(language),
        "intervention": question.intervention.in_language(language),
        "comparison": question.comparison.in_language(language),
        "outcomes": ", ".join(outcomes) or phrase("table.not_reported", language),
    }
    return Table(
        id=f"pico-{question.id}",
        caption=phrase("table.pico.caption", language, number=str(place)),
        columns=(
            phrase("table.pico.element", language),
            phrase("table.pico.content", language),
        ),
        widths=(25, 75),
        rows=tuple(
            (
                Cell(text=phrase(f"table.pico.{name}", language), is_header=True),
                Cell(text=text, refs=(question.id,)),
            )
            for name, text in parts.items()
        ),
        refs=(question.id,),
    )
