"""The forest plot of a synthesis, every number of it from the result."""

from evidence.display.plots.arm_columns import arm_columns
from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import effect_columns
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.forest_alt import forest_alt
from evidence.display.plots.forest_data import forest_data
from evidence.display.plots.forest_notes import forest_notes, no_numbers
from evidence.display.plots.forest_rows import forest_rows
from evidence.display.plots.forest_view import ForestView, is_finite, view
from evidence.display.plots.frame import make_frame
from evidence.display.plots.geometry import Figure
from evidence.display.plots.notes import draw_notes
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Guide, Panel
from evidence.display.plots.panel_layout import draw_panel, panel_axis
from evidence.display.plots.sides import favours
from evidence.findings.finding import Finding, QuestionFindings
from evidence.vocabulary import Language
from evidence.wording.measure_words import measure_label, measure_title
from evidence.wording.numbers import percent
from evidence.wording.phrases import phrase

_LABEL_BESIDE_ARMS = 118.0
_LABEL_ALONE = 200.0


def forest_plot(finding: Finding, question: QuestionFindings, language: Language) -> Figure:
    """Draw the studies of a synthesis with their pooled effect.

    Parameters
    ----------
    finding : Finding
        The synthesis with its analysis.
    question : QuestionFindings
        The question it belongs to; gives scales, directions and names of interventions.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Figure
        The plot: studies as squares with an area in proportion to their weight, the pooled effect
        as a diamond as wide as its confidence interval, the prediction interval as a bar. There
        is no diamond for a single study nor where nothing could be pooled; the reason is written
        instead.
    """
    seen = view(finding, question, language)
    figure_id = f"forest-{finding.synthesis.id}-{language}"
    title = finding.synthesis.title.in_language(language)
    if not any(is_finite(effect) for effect in finding.analysis.effects):
        return empty_figure(figure_id, title, no_numbers(seen))
    panel = _panel(seen)
    frame = make_frame((panel,))
    body, bottom = draw_panel(panel, frame, MARGIN, language)
    notes = forest_notes(seen, panel_axis(panel, frame))
    below, bottom = draw_notes(notes, frame.width, bottom)
    return Figure(
        id=figure_id,
        width=frame.width,
        height=bottom + MARGIN / 2,
        items=(*body, *below),
        title=title,
        alt=forest_alt(seen, title, notes[0].text),
        data=forest_data(seen),
    )


def _panel(view: ForestView) -> Panel:
    analysis, language = view.analysis, view.language
    arms = arm_columns(analysis.effects, language)
    label = Column(
        key="label",
        header=phrase("figure.study", language),
        wrap_at=_LABEL_BESIDE_ARMS if arms else _LABEL_ALONE,
    )
    weight = Column(key="weight", header=_two_lines(phrase("figure.weight", language)), align="end")
    return Panel(
        left=(label, *arms),
        right=(*effect_columns(_effect_header(view)), *((weight,) if view.pooled else ())),
        plot_header=_plot_header(view),
        rows=forest_rows(view),
        guides=_guides(view),
        is_ratio=analysis.measure.is_ratio,
        favours=favours(analysis.measure, view.construct, view.instrument, language),
    )


def _effect_header(view: ForestView) -> str:
    level = percent(view.level, view.language)
    measure = measure_label(view.analysis.measure, view.language)
    return phrase("figure.effect", view.language, measure=measure, level=level)


def _plot_header(view: ForestView) -> str:
    name = measure_title(view.analysis.measure, view.language)
    if view.instrument is None:
        return name
    return f"{name}\n{view.instrument.name}"


def _guides(view: ForestView) -> tuple[Guide, ...]:
    guides = [Guide(at=0.0, role="null")]
    if view.pooled is not None:
        guides.append(Guide(at=view.pooled.estimate, role="pooled"))
    if view.important is not None:
        guides += [Guide(at=sign * view.important, role="important") for sign in (-1, 1)]
    return tuple(guides)


def _two_lines(heading: str) -> str:
    return heading.replace(" ", "\n", 1)
