"""The pooled effect without each study in turn, to see whether one of them carries the answer."""

from collections.abc import Iterator

from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import effect_cells, effect_columns
from evidence.display.plots.frame import make_frame
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Guide, Mark, Panel, Row
from evidence.display.plots.panel_layout import draw_panel
from evidence.display.plots.sides import favours, important_difference, instrument_of
from evidence.findings.finding import Finding, QuestionFindings
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.direction import null_value
from evidence.wording.measure_words import measure_label, measure_title
from evidence.wording.numbers import decimals_for, integer, percent
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import pooled_value

_LABEL = 170.0


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
    panel = _panel(finding, question, pooled, without, language)
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


def _panel(
    finding: Finding,
    question: QuestionFindings,
    pooled: PooledEffect,
    without: list[tuple[str, PooledEffect]],
    language: Language,
) -> Panel:
    analysis = finding.analysis
    outcome = next(o for o in question.outcomes if o.id == finding.synthesis.outcome_id)
    instrument = instrument_of(question, analysis.instrument_id)
    mid = important_difference(question, outcome.id, analysis.measure, analysis.instrument_id)
    guides = [Guide(at=0.0, role="null"), Guide(at=pooled.estimate, role="pooled")]
    guides += [Guide(at=sign * mid, role="important") for sign in (-1, 1)] if mid else []
    level = percent(round(100 * pooled.level, 6), language)
    measure = measure_label(analysis.measure, language)
    label = Column(
        key="label", header=phrase("figure.leave_one_out.without", language), wrap_at=_LABEL
    )
    header = measure_title(analysis.measure, language)
    everything = phrase("figure.leave_one_out.none", language)
    return Panel(
        left=(label, Column(key="k", header=phrase("figure.k", language), align="end")),
        right=effect_columns(phrase("figure.effect", language, measure=measure, level=level)),
        plot_header=f"{header}\n{instrument.name}" if instrument else header,
        rows=(
            _row(everything, pooled, finding.synthesis.id, language, is_all=True),
            *(_row(name, one, name, language) for name, one in without),
        ),
        guides=tuple(guides),
        is_ratio=analysis.measure.is_ratio,
        favours=favours(analysis.measure, outcome.construct, instrument, language),
    )


def _row(
    label: str, pooled: PooledEffect, ref: str, language: Language, *, is_all: bool = False
) -> Row:
    values = pooled.as_read()
    cells = effect_cells(*values, decimals_for(pooled.measure, values[:1]), language)
    return Row(
        role="pooled" if is_all else "without",
        ref=ref,
        cells={"label": label, "k": integer(pooled.k, language), **cells},
        weight="bold" if is_all else "normal",
        mark=Mark(
            shape="diamond" if is_all else "circle",
            estimate=pooled.estimate,
            low=pooled.ci_low,
            high=pooled.ci_high,
        ),
        shaded=is_all,
    )


def _crossing(
    pooled: PooledEffect, without: list[tuple[str, PooledEffect]], language: Language
) -> str:
    """Return which studies decide on which side of no difference the interval lies."""
    main = _excludes(pooled)
    turned = [label for label, one in without if _excludes(one) is not main]
    if not turned:
        return phrase("figure.leave_one_out.same", language)
    key = "figure.leave_one_out.includes" if main else "figure.leave_one_out.excludes"
    return phrase(key, language, studies=", ".join(turned))


def _excludes(pooled: PooledEffect) -> bool:
    _, low, high = pooled.as_read()
    return not low <= null_value(pooled.measure) <= high


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
