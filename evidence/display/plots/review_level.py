"""Published estimates of one outcome side by side; no diamond, whatever they agree on.

Reviews of one question share studies. To pool their estimates would count people twice, so each
estimate stands for itself, and those on different scales never share an axis.
"""

from collections.abc import Mapping, Sequence

from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import effect_columns
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.frame import Frame, make_frame
from evidence.display.plots.geometry import Figure, Value
from evidence.display.plots.notes import Note
from evidence.display.plots.panel import Guide, Panel
from evidence.display.plots.panel_layout import panel_axis
from evidence.display.plots.review_rows import (
    effect_header,
    is_drawn,
    review_data,
    review_row,
    review_words,
)
from evidence.display.plots.sheet import Part, Sheet, figure_parts, whole_figure
from evidence.display.plots.sides import (
    higher_means,
    important_difference,
    instrument_of,
    side_labels,
)
from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.published import PublishedEstimate
from evidence.records.question import Outcome
from evidence.vocabulary import Language, Measure
from evidence.wording.direction import Direction
from evidence.wording.lists import joined, listed, sentence
from evidence.wording.numbers import exact
from evidence.wording.phrases import phrase

_CERTAINTY = 44.0


def review_plot(question: QuestionFindings, outcome: Outcome, language: Language) -> Figure | None:
    """Draw the published estimates of an outcome side by side, on one sheet however tall.

    Parameters
    ----------
    question : QuestionFindings
        The question with its published findings.
    outcome : Outcome
        Which of its outcomes.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Figure or None
        One panel a measure and scale; an estimate without a reported interval is an open circle
        without whiskers. None where no review reports the outcome.
    """
    made = _sheet(question, outcome, language)
    return whole_figure(made) if isinstance(made, Sheet) else made


def review_parts(
    question: QuestionFindings, outcome: Outcome, language: Language
) -> tuple[Figure, ...]:
    """Draw the published estimates for A4 pages: as many parts as they need.

    Parameters
    ----------
    question, outcome, language
        As for :func:`review_plot`.

    Returns
    -------
    tuple of Figure
        None at all where no review reports the outcome.
    """
    made = _sheet(question, outcome, language)
    if isinstance(made, Sheet):
        return figure_parts(made)
    return () if made is None else (made,)


def _sheet(
    question: QuestionFindings, outcome: Outcome, language: Language
) -> Sheet | Figure | None:
    found = [one for one in question.published if one.estimate.outcome_id == outcome.id]
    if not found:
        return None
    name = outcome.construct.name.in_language(language)
    title = phrase("figure.published_title", language, outcome=name)
    figure_id = f"reviews-{outcome.id}-{language}"
    groups = _groups(found, question)
    if not groups:
        reason = phrase("figure.no_estimates", language)
        text = phrase("figure.no_numbers_why", language, reason=reason)
        return empty_figure(figure_id, title, text)
    panels = tuple(_panel(group, found, question, outcome, language) for group in groups)
    frame = make_frame(panels)

    def words(part: Part) -> str:
        drawn = _drawn(part, found, panels)
        told = joined([review_words(one, question, language) for one in drawn])
        alt = phrase("figure.alt.reviews", language, title=part.title, estimates=told)
        return joined([part.which, alt]) if part.which else alt

    def data(part: Part) -> tuple[Mapping[str, Value], ...]:
        return tuple(review_data(one, question) for one in _drawn(part, found, panels))

    return Sheet(
        id=figure_id,
        title=title,
        language=language,
        panels=panels,
        frame=frame,
        role="published",
        results=(),
        reading=_notes(found, panels, frame, question, language),
        words=words,
        data=data,
    )


def _drawn(
    part: Part, found: Sequence[PublishedFinding], panels: Sequence[Panel]
) -> list[PublishedFinding]:
    """Return what a part shows; the last also tells what has no place on an axis."""
    shown = {row.ref for row in part.rows}
    if part.is_last:
        earlier = {row.ref for panel in panels for row in panel.rows} - shown
        return [one for one in found if one.estimate.id not in earlier]
    return [one for one in found if one.estimate.id in shown]


def _groups(
    found: Sequence[PublishedFinding], question: QuestionFindings
) -> list[list[PublishedFinding]]:
    """Return estimates that may share an axis, those of unknown measure left out.

    A standardised effect has left its scale; a mean difference is on the one it was measured on,
    and where nobody has said which, only with those of the same review.
    Where a review has turned the sign its estimates have an axis of their own.
    """
    groups: dict[tuple[Measure, str, Direction | None], list[PublishedFinding]] = {}
    for one in found:
        measure = one.estimate.measure
        if measure is not None:
            own = one.estimate.instrument_id or one.estimate.review_id
            scale = own if measure is Measure.MD else ""
            higher = higher_means(one.estimate, question)
            groups.setdefault((measure, scale, higher), []).append(one)
    return [group for group in groups.values() if any(is_drawn(one) for one in group)]


def _panel(
    group: Sequence[PublishedFinding],
    found: Sequence[PublishedFinding],
    question: QuestionFindings,
    outcome: Outcome,
    language: Language,
) -> Panel:
    first = group[0].estimate
    assert first.measure is not None
    return Panel(
        left=_left_columns(found, language),
        right=(
            *effect_columns(effect_header(group, language)),
            Column(
                key="certainty", header=phrase("figure.certainty", language), wrap_at=_CERTAINTY
            ),
        ),
        plot_header=_plot_header(first, question, language),
        rows=tuple(review_row(one, question, language) for one in group),
        guides=_guides(first.measure, first.instrument_id, outcome, question),
        is_ratio=first.measure.is_ratio,
        favours=side_labels(higher_means(first, question), language),
    )


def _plot_header(
    estimate: PublishedEstimate, question: QuestionFindings, language: Language
) -> str:
    name = sentence(phrase(f"measure_name.{estimate.measure}", language))
    if estimate.measure is not Measure.MD:
        return name
    instrument = instrument_of(question, estimate.instrument_id)
    unknown = phrase("figure.scale_unknown", language)
    return f"{name}\n{instrument.name if instrument else unknown}"


def _left_columns(found: Sequence[PublishedFinding], language: Language) -> tuple[Column, ...]:
    texts = (("review", 68.0), ("intervention", 84.0), ("timepoint", 66.0))
    columns = [
        Column(key=key, header=phrase(f"figure.{key}", language), wrap_at=width)
        for key, width in texts
    ]
    for key in ("k", "n"):
        if any(getattr(one.estimate, key) is not None for one in found):
            header = phrase(f"figure.{key}", language)
            columns.append(Column(key=key, header=header, align="end"))
    return tuple(columns)


def _guides(
    measure: Measure, instrument_id: str, outcome: Outcome, question: QuestionFindings
) -> tuple[Guide, ...]:
    null = Guide(at=0.0, role="null")
    important = important_difference(question, outcome.id, measure, instrument_id)
    if important is None:
        return (null,)
    return (null, *(Guide(at=sign * important, role="important") for sign in (-1, 1)))


def _notes(
    found: Sequence[PublishedFinding],
    panels: Sequence[Panel],
    frame: Frame,
    question: QuestionFindings,
    language: Language,
) -> tuple[Note, ...]:
    texts = [phrase("figure.not_combined", language)] if len(found) > 1 else []
    drawn = [one.estimate for one in found if is_drawn(one)]
    if any(one.ci_low is None or one.ci_high is None for one in drawn):
        texts.append(phrase("figure.open_marker", language))
    if any(one.ci_low is not None and one.ci_level is None for one in drawn):
        texts.append(phrase("figure.level_unknown", language))
    distances = {guide.at for panel in panels for guide in panel.guides if guide.at > 0}
    texts += [
        phrase("figure.important", language, value=exact(distance, language))
        for distance in sorted(distances)
    ]
    if any(_is_clipped(panel, frame) for panel in panels):
        texts.append(phrase("figure.arrow", language))
    unknown = [one.estimate.id for one in found if one.estimate.measure is None]
    if unknown:
        texts.append(phrase("figure.undrawn", language, estimates=listed(unknown, language)))
    return tuple(Note(text=text, strong=index == 0) for index, text in enumerate(texts))


def _is_clipped(panel: Panel, frame: Frame) -> bool:
    axis = panel_axis(panel, frame)
    spans = [row.mark.span for row in panel.rows if row.mark is not None]
    return any(not (axis.holds(low) and axis.holds(high)) for low, _, high in spans)
