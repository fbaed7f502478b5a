"""The numbers behind a forest plot: each study's arms, effect, weight and how it was obtained."""

from evidence.display.tables.estimate_cell import effect_text, pooled_text
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Finding
from evidence.synthesis.results import ArmData, PooledEffect, StudyEffect
from evidence.vocabulary import Language
from evidence.wording.numbers import exact, integer, number, percent
from evidence.wording.phrases import phrase

_COLUMNS = {
    "study": 16.0,
    "experimental": 19.0,
    "comparator": 19.0,
    "effect": 25.0,
    "weight": 8.0,
    "obtained": 13.0,
}
"""The columns and their shares of the width; a synthesis that is not pooled has no weights."""


def study_effects_table(finding: Finding, language: Language) -> Table:
    """Return one row a study and one for the pooled effect.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        The same numbers the figure draws.
    """
    analysis = finding.analysis
    is_pooled = isinstance(analysis.pooled, PooledEffect)
    columns = tuple(_COLUMNS) if is_pooled else tuple(name for name in _COLUMNS if name != "weight")
    measure = phrase(f"measure.{analysis.measure}", language)
    rows = [_row(finding, place, language) for place in range(len(analysis.effects))]
    if is_pooled:
        rows.append(_pooled_row(finding, language))
    return Table(
        id=f"effects-{finding.synthesis.id}",
        caption=phrase(
            "table.effects.caption",
            language,
            title=finding.synthesis.title.in_language(language),
        ),
        columns=tuple(
            phrase("table.effects.effect", language, measure=measure)
            if name == "effect"
            else phrase(f"table.effects.{name}", language)
            for name in columns
        ),
        widths=tuple(_COLUMNS[name] for name in columns),
        rows=tuple(rows),
        refs=(finding.synthesis.id,),
    )


def _row(finding: Finding, place: int, language: Language) -> tuple[Cell, ...]:
    analysis = finding.analysis
    effect = analysis.effects[place]
    refs = effect.row_ids
    cells = (
        Cell(text=effect.label, refs=(effect.study_id, finding.synthesis.id), is_header=True),
        Cell(text=_arm(effect.experimental, language), refs=(*refs, finding.synthesis.id)),
        Cell(text=_arm(effect.comparator, language), refs=(*refs, finding.synthesis.id)),
        Cell(
            text=effect_text(effect, analysis.measure, language),
            refs=(finding.synthesis.id, *refs),
            source=refs[0] if refs else "",
        ),
    )
    obtained = Cell(text=_obtained(effect, language), refs=effect.source_ids)
    if not isinstance(analysis.pooled, PooledEffect):
        return (*cells, obtained)
    weight = percent(analysis.pooled.weights[place], language, 1)
    return (*cells, Cell(text=weight, refs=(finding.synthesis.id,), align="right"), obtained)


def _pooled_row(finding: Finding, language: Language) -> tuple[Cell, ...]:
    pooled = finding.analysis.pooled
    refs = (finding.synthesis.id,)
    return (
        Cell(text=phrase("table.pooled.main", language), is_header=True),
        Cell(text=""),
        Cell(text=""),
        Cell(text=pooled_text(pooled, language), refs=refs, source=finding.synthesis.id),
        Cell(text=percent(100.0, language, 1), refs=refs, align="right"),
        Cell(text=phrase("table.sources.computed", language)),
    )


def _arm(arm: ArmData, language: Language) -> str:
    if arm.events is not None and arm.n is not None:
        counts = {"events": exact(arm.events, language), "n": _people(arm.n, language)}
        return phrase("table.effects.events", language, **counts)
    if arm.mean is not None and arm.sd is not None and arm.n is not None:
        values = {"mean": number(arm.mean, 1, language), "sd": number(arm.sd, 1, language)}
        return phrase("table.effects.mean", language, n=_people(arm.n, language), **values)
    if arm.n is not None:
        return phrase("table.effects.n_only", language, n=_people(arm.n, language))
    return phrase("table.not_reported", language)


def _people(n: float, language: Language) -> str:
    return integer(int(n), language) if float(n).is_integer() else exact(n, language)


def _obtained(effect: StudyEffect, language: Language) -> str:
    if effect.obtained is None:
        return phrase("table.not_reported", language)
    return phrase(f"table.obtained.{effect.obtained}", language)
