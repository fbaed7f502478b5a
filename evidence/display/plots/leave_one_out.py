"""The pooled effect without each study in turn, to see whether one of them carries the answer."""

from collections.abc import Iterator

from evidence.display.plots.columns import Column
from evidence.display.plots.frame import make_frame
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Row
from evidence.display.plots.panel_layout import draw_panel
from evidence.display.plots.summary_panel import excludes_null, summary_panel, summary_row
from evidence.findings.finding import Finding, QuestionFindings
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import pooled_value

LABEL = 170.0
"""The widest a label gets before it takes another line."""


def leave_one_out_plot(
    finding: Finding, question: QuestionFindings, language: Language
) -> Figure | None:
    """Draw the pooled effect with all studies and without each.

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
    pooled = finding.analysis.pooled
    without = list(_without(finding))
    if isinstance(pooled, NotEstimable) or len(without) < 3:
        return None
    title = phrase(
        "figure.leave_one_out.title",
        language,
        title=finding.synthesis.title.in_language(language),
    )
    label = Column(
        key="label", header=phrase("figure.leave_one_out.without", language), wrap_at=LABEL
    )
    count = Column(key="k", header=phrase("figure.k", language), align="end")
    rows = tuple(_rows(finding, pooled, without, language))
    panel = summary_panel(finding, question, pooled, (label, count), rows, language)
    frame = make_frame((panel,))
    body, bottom = draw_panel(panel, frame, MARGIN, language)
    told = _crossing(pooled, without, language)
    notes, bottom = draw_notes([Note(text=told, strong=True)], frame.width, bottom)
    return Figure(
        id=f"leave-one-out-{finding.synthesis.id}-{language}",
        width=frame.width,
        height=bottom + MARGIN / 2,
        items=(*body, *notes),
        title=title,
        alt=_alt(title, told, pooled, without, language),
        data=(_datum("all", pooled), *(_datum(label, one) for label, one in without)),
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
    for name, one in without:
        yield _row(name, one, name, language)


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
    title: str,
    told: str,
    pooled: PooledEffect,
    without: list[tuple[str, PooledEffect]],
    language: Language,
) -> str:
    everything = phrase("figure.leave_one_out.none", language)
    values = [f"{everything}: {pooled_value(pooled, language)}"]
    values += [
        phrase(
            "figure.leave_one_out.value",
            language,
            study=label,
            value=pooled_value(one, language),
        )
        for label, one in without
    ]
    return phrase(
        "figure.leave_one_out.alt", language, title=title, told=told, values="; ".join(values)
    )


def _datum(label: str, pooled: PooledEffect) -> dict[str, Value]:
    return {
        "row": "all" if label == "all" else "without",
        "left_out": "" if label == "all" else label,
        "estimate": pooled.estimate,
        "ci_low": pooled.ci_low,
        "ci_high": pooled.ci_high,
        "k": pooled.k,
    }
