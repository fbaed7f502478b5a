"""The pooled effect as the studies came, year by year.

References
----------
Lau J et al. (1992). https://doi.org/10.1056/NEJM199207233270406
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence.display.plots.columns import Column
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.frame import make_frame
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.leave_one_out import LABEL
from evidence.display.plots.notes import Note
from evidence.display.plots.panel import Row
from evidence.display.plots.sheet import Part, Sheet, figure_parts, whole_figure
from evidence.display.plots.summary_panel import excludes_null, summary_panel, summary_row
from evidence.display.plots.why_not import why_not
from evidence.findings.finding import Finding, QuestionFindings
from evidence.synthesis.added_in_turn import Step, added_in_turn
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.lists import joined
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import pooled_value
from evidence.wording.synthesis_words import not_estimable_reason


def cumulative_plot(finding: Finding, question: QuestionFindings, language: Language) -> Figure:
    """Draw the pooled effect after each study, from the oldest to the newest, on one sheet.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    question : QuestionFindings
        The question it answers; has the year of each trial.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Figure
        A row a trial, the last with all of them; the first, alone, with its own interval. It says
        why where there is nothing to draw: nothing pooled, or no trial with a year.
    """
    made = _sheet(finding, question, language)
    return made if isinstance(made, Figure) else whole_figure(made)


def cumulative_parts(
    finding: Finding, question: QuestionFindings, language: Language
) -> tuple[Figure, ...]:
    """Draw the pooled effect after each study for A4 pages: as many parts as they need.

    Parameters
    ----------
    finding, question, language
        As for :func:`cumulative_plot`.

    Returns
    -------
    tuple of Figure
        None where there is nothing to draw.
    """
    made = _sheet(finding, question, language)
    return () if isinstance(made, Figure) else figure_parts(made)


def _sheet(finding: Finding, question: QuestionFindings, language: Language) -> Sheet | Figure:
    """Return all that the figure shows, or one that says why there is nothing."""
    figure_id = f"cumulative-{finding.synthesis.id}-{language}"
    name = finding.synthesis.title.in_language(language)
    title = phrase("figure.cumulative.title", language, title=name)
    pooled = finding.analysis.pooled
    if isinstance(pooled, NotEstimable):
        return empty_figure(figure_id, title, why_not(pooled, language))
    years = {study.id: study.year for study in question.studies if study.year is not None}
    if not any(effect.study_id in years for effect in finding.analysis.effects):
        return empty_figure(figure_id, title, phrase("figure.cumulative.no_years", language))
    steps = added_in_turn(finding.analysis, years)
    rows = tuple(_rows(steps, pooled, language))
    panel = summary_panel(finding, question, pooled, _columns(language), rows, language)
    results, reading = _results(steps, language), _reading(steps, language)

    def shown(part: Part) -> list[tuple[int, Step]]:
        return [(row.index + 1, steps[row.index]) for row in part.rows if row.index is not None]

    def words(part: Part) -> str:
        return _alt(part, results[0].text, [step for _, step in shown(part)], language)

    def data(part: Part) -> tuple[dict[str, Value], ...]:
        return tuple(_datum(place, step) for place, step in shown(part))

    return Sheet(
        id=figure_id,
        title=title,
        language=language,
        panels=(panel,),
        frame=make_frame((panel,)),
        role="added",
        results=results,
        reading=reading,
        words=words,
        data=data,
    )


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(key="label", header=phrase("figure.cumulative.added", language), wrap_at=LABEL),
        Column(key="year", header=phrase("figure.cumulative.year", language), align="end"),
        Column(key="k", header=phrase("figure.k", language), align="end"),
    )


def _rows(steps: Sequence[Step], pooled: PooledEffect, language: Language) -> Iterator[Row]:
    for place, step in enumerate(steps, start=1):
        is_all = place == len(steps)
        ref = "all" if is_all else step.added[0].study_id
        cells = {
            "label": name_of(step),
            "year": "" if step.year is None else str(step.year),
            "k": integer(place, language),
        }
        values = _values(step)
        if values is None:
            yield Row(role="added", ref=ref, cells=cells, index=place - 1)
            continue
        alone = isinstance(step.pooled, NotEstimable)
        row = summary_row(
            cells,
            "diamond" if is_all else "square" if alone else "circle",
            values,
            pooled.measure,
            language,
            role="added",
            ref=ref,
            is_all=is_all,
        )
        yield replace(row, index=place - 1)


def name_of(step: Step) -> str:
    """Return whom a step adds; a trial with several comparisons by all of them."""
    return "; ".join(effect.label for effect in step.added)


def _values(step: Step) -> tuple[float, float, float] | None:
    """Return estimate and limits: of all so far, or of a study that stands alone."""
    if isinstance(step.pooled, PooledEffect):
        return step.pooled.estimate, step.pooled.ci_low, step.pooled.ci_high
    if len(step.added) > 1 or step.pooled.reason != "one_study":
        return None
    (only,) = step.added
    return only.yi, only.ci_low, only.ci_high


def _told(steps: Sequence[Step], language: Language) -> str:
    """Return since when the interval has stood as it does to no difference."""
    pooled = [(name_of(one), one.pooled) for one in steps if isinstance(one.pooled, PooledEffect)]
    sides = [excludes_null(one) for _, one in pooled]
    since = len(sides) - 1
    while since and sides[since - 1] is sides[-1]:
        since -= 1
    kind = "same" if since == 0 else "excludes" if sides[-1] else "includes"
    return phrase(f"figure.cumulative.{kind}", language, study=pooled[since][0])


def _results(steps: Sequence[Step], language: Language) -> tuple[Note, ...]:
    notes = [Note(text=_told(steps, language), strong=True)]
    for step in steps:
        if isinstance(step.pooled, NotEstimable) and _values(step) is None:
            reason = not_estimable_reason(step.pooled, language)
            about = {"study": name_of(step), "reason": reason}
            notes.append(Note(text=phrase("figure.cumulative.not_pooled", language, **about)))
    undated = "; ".join(name_of(step) for step in steps if step.year is None)
    if undated:
        text = phrase("figure.cumulative.undated", language, studies=undated)
        notes.append(Note(text=text, strong=True))
    return tuple(notes)


def _reading(steps: Sequence[Step], language: Language) -> tuple[Note, ...]:
    notes = [Note(text=phrase("figure.cumulative.reading", language))]
    if isinstance(steps[0].pooled, NotEstimable) and _values(steps[0]) is not None:
        notes.insert(0, Note(text=phrase("figure.cumulative.first", language)))
    return tuple(notes)


def _alt(part: Part, told: str, steps: Sequence[Step], language: Language) -> str:
    values = "; ".join(
        _value(step, language) for step in steps if isinstance(step.pooled, PooledEffect)
    )
    whole = joined([part.which, told])
    return phrase("figure.cumulative.alt", language, title=part.title, told=whole, values=values)


def _value(step: Step, language: Language) -> str:
    assert isinstance(step.pooled, PooledEffect)
    told = {"study": name_of(step), "value": pooled_value(step.pooled, language)}
    if step.year is None or str(step.year) in told["study"]:
        return phrase("figure.cumulative.undated_value", language, **told)
    return phrase("figure.cumulative.value", language, **told, year=str(step.year))


def _datum(place: int, step: Step) -> dict[str, Value]:
    estimate, low, high = _values(step) or (None, None, None)
    return {
        "row": "step",
        "step": place,
        "added": name_of(step),
        "year": step.year,
        "estimate": estimate,
        "ci_low": low,
        "ci_high": high,
    }
