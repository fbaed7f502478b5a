"""A synthesis under every choice tried: how far the answer stands up."""

from evidence.display.tables.estimate_cell import as_read, pooled_text, prediction_text
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Finding
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.numbers import decimals_for, integer, number, percent, value_range
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement
from evidence.wording.synthesis_words import variation_name

_COLUMNS = ("analysis", "k", "effect", "prediction", "heterogeneity")


def pooled_results_table(finding: Finding, language: Language) -> Table | None:
    """Return the main analysis and each variation; None where nothing was pooled.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        With the range of the leave-one-out analyses as a note.
    """
    analysis = finding.analysis
    if isinstance(analysis.pooled, NotEstimable):
        return None
    refs = (finding.synthesis.id,)
    main = phrase("table.pooled.main", language)
    rows = [_row(main, analysis.pooled, refs, language)]
    rows += [
        _row(sentence(variation_name(variation, language)), variation.pooled, refs, language)
        for variation in analysis.variations
    ]
    measure = phrase(f"measure.{analysis.measure}", language)
    return Table(
        id=f"pooled-{finding.synthesis.id}",
        caption=phrase(
            "table.pooled.caption", language, title=finding.synthesis.title.in_language(language)
        ),
        columns=tuple(
            phrase(f"table.pooled.{name}", language, measure=measure)
            if name == "effect"
            else phrase(f"table.pooled.{name}", language)
            for name in _COLUMNS
        ),
        widths=(27, 8, 28, 22, 15),
        rows=tuple(rows),
        footnotes=_leave_one_out(finding, language),
        refs=refs,
    )


def _row(
    label: str, pooled: PooledEffect | NotEstimable, refs: tuple[str, ...], language: Language
) -> tuple[Cell, ...]:
    if isinstance(pooled, NotEstimable):
        told = phrase("table.pooled.not_estimable", language)
        return (
            Cell(text=label, refs=refs, is_header=True),
            Cell(text=phrase("table.dash", language)),
            *(Cell(text=told) for _ in _COLUMNS[2:]),
        )
    return (
        Cell(text=label, refs=refs, is_header=True),
        Cell(text=integer(pooled.k, language), refs=refs),
        Cell(text=pooled_text(pooled, language), refs=refs),
        Cell(text=prediction_text(pooled, language), refs=refs),
        Cell(text=_spread(pooled, language), refs=refs),
    )


def _spread(pooled: PooledEffect, language: Language) -> str:
    spread = pooled.heterogeneity
    values = {
        "tau2": number(spread.tau2, 3, language),
        "i2": percent(spread.i2, language, 1),
    }
    return phrase("table.pooled.tau2_i2", language, **values)


def _leave_one_out(finding: Finding, language: Language) -> tuple[Statement, ...]:
    measure = finding.analysis.measure
    left = [
        as_read(variation.pooled.estimate, measure)
        for variation in finding.analysis.leave_one_out
        if isinstance(variation.pooled, PooledEffect)
    ]
    if not left:
        return ()
    ends = (min(left), max(left))
    found = value_range(*ends, decimals_for(measure, ends), language)
    text = phrase("table.pooled.leave_one_out", language, range=found)
    return (Statement(text=text, refs=(finding.synthesis.id,)),)
