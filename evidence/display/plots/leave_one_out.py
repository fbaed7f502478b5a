"""The pooled effect without each study in turn, to see whether one of them carries the answer."""

from collections.abc import Iterator
from dataclasses import replace

from evidence.display.plots.columns import Column
from evidence.display.plots.frame import make_frame
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.notes import Note
from evidence.display.plots.panel import Row
from evidence.display.plots.sheet import Part, Sheet, figure_parts, whole_figure
from evidence.display.plots.summary_panel import excludes_null, summary_panel, summary_row
from evidence.findings.finding import Finding, QuestionFindings
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.lists import joined
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import pooled_value

LABEL = 170.0
"""The widest a label gets before it takes another line."""


def leave_one_out_plot(
    finding: Finding, question: QuestionFindings, language: Language
) -> Figure | None:
    """Draw the pooled effect with all studies and without each, on one sheet however tall.

    Parameters
    ----------
    finding : Finding
        A synthesis of ours.
    question : QuestionFindings
        The question it answers.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Figure or None
        None where nothing was pooled or fewer than three studies were.
    """
    made = _sheet(finding, question, language)
    return None if made is None else whole_figure(made)


def leave_one_out_parts(
    finding: Finding, question: QuestionFindings, language: Language
) -> tuple[Figure, ...]:
    """Draw the pooled effect without each study for A4 pages: as many parts as they need.

    Parameters
    ----------
    finding, question, language
        As for :func:`leave_one_out_plot`.

    Returns
    -------
    tuple of Figure
        The effect of all studies stands in the first; none where there is nothing to draw.
    """
    made = _sheet(finding, question, language)
    return () if made is None else figure_parts(made)


def _sheet(finding: Finding, question: QuestionFindings, language: Language) -> Sheet | None:
    pooled = finding.analysis.pooled
    without = list(_without(finding))
    if isinstance(pooled, NotEstimable) or len(without) < 3:
        return None
    name = finding.synthesis.title.in_language(language)
    header = phrase("figure.leave_one_out.without", language)
    label = Column(key="label", header=header, wrap_at=LABEL)
    count = Column(key="k", header=phrase("figure.k", language), align="end")
    rows = tuple(_rows(finding, pooled, without, language))
    panel = summary_panel(finding, question, pooled, (label, count), rows, language)
    told = _crossing(pooled, without, language)

    def words(part: Part) -> str:
        return _alt(part, told, pooled, without, language)

    def data(part: Part) -> tuple[dict[str, Value], ...]:
        shown = [without[row.index] for row in part.rows if row.index is not None]
        every = [("all", pooled)] if any(row.role == "pooled" for row in part.rows) else []
        return tuple(_datum(label, one) for label, one in (*every, *shown))

    return Sheet(
        id=f"leave-one-out-{finding.synthesis.id}-{language}",
        title=phrase("figure.leave_one_out.title", language, title=name),
        language=language,
        panels=(panel,),
        frame=make_frame((panel,)),
        role="without",
        results=(),
        reading=(Note(text=told, strong=True),),
        words=words,
        data=data,
    )


def _without(finding: Finding) -> Iterator[tuple[str, PooledEffect]]:
    effects = finding.analysis.effects
    for effect, one in zip(effects, finding.analysis.leave_one_out, strict=False):
        if isinstance(one.pooled, PooledEffect):
            label = ", ".join(one.left_out) or effect.label
            yield label, one.pooled


def _rows(
    finding: Finding,
    pooled: PooledEffect,
    without: list[tuple[str, PooledEffect]],
    language: Language,
) -> Iterator[Row]:
    everything = phrase("figure.leave_one_out.none", language)
    yield _row(everything, pooled, finding.synthesis.id, language, is_all=True)
    for place, (name, one) in enumerate(without):
        yield replace(_row(name, one, name, language), index=place)


def _row(
    label: str, pooled: PooledEffect, ref: str, language: Language, *, is_all: bool = False
) -> Row:
    return summary_row(
        {"label": label, "k": integer(pooled.k, language)},
        "diamond" if is_all else "circle",
        (pooled.estimate, pooled.ci_low, pooled.ci_high),
        pooled.measure,
        language,
        role="pooled" if is_all else "without",
        ref=ref,
        is_all=is_all,
    )


def _crossing(
    pooled: PooledEffect, without: list[tuple[str, PooledEffect]], language: Language
) -> str:
    """Return which studies decide on which side of no difference the interval lies."""
    main = excludes_null(pooled)
    turned = [label for label, one in without if excludes_null(one) is not main]
    if not turned:
        return phrase("figure.leave_one_out.same", language)
    key = "figure.leave_one_out.includes" if main else "figure.leave_one_out.excludes"
    return phrase(key, language, studies=", ".join(turned))


def _alt(
    part: Part,
    told: str,
    pooled: PooledEffect,
    without: list[tuple[str, PooledEffect]],
    language: Language,
) -> str:
    everything = phrase("figure.leave_one_out.none", language)
    values = [f"{everything}: {pooled_value(pooled, language)}"]
    shown = [without[row.index] for row in part.rows if row.index is not None]
    values += [
        phrase(
            "figure.leave_one_out.value",
            language,
            study=label,
            value=pooled_value(one, language),
        )
        for label, one in shown
    ]
    words = {"title": part.title, "told": joined([part.which, told]) if part.which else told}
    return phrase("figure.leave_one_out.alt", language, **words, values="; ".join(values))


def _datum(label: str, pooled: PooledEffect) -> dict[str, Value]:
    return {
        "row": "all" if label == "all" else "without",
        "left_out": "" if label == "all" else label,
        "estimate": pooled.estimate,
        "ci_low": pooled.ci_low,
        "ci_high": pooled.ci_high,
        "k": pooled.k,
    }
