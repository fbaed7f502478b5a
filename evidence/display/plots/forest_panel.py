"""The panel of a forest plot, with the columns a page has room for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.display.plots.arm_columns import arm_columns
from evidence.display.plots.bias_columns import bias_columns
from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import effect_columns
from evidence.display.plots.forest_rows import forest_rows
from evidence.display.plots.forest_view import ForestView
from evidence.display.plots.frame import WIDEST, Frame, make_frame
from evidence.display.plots.named_columns import column_heading, named_columns
from evidence.display.plots.notes import Note
from evidence.display.plots.panel import Guide, Panel
from evidence.display.plots.sides import favours
from evidence.wording.lists import inside, listed
from evidence.wording.measure_words import measure_label, measure_title
from evidence.wording.numbers import percent
from evidence.wording.phrases import phrase

_LABEL_BESIDE_ARMS = 118.0
_LABEL_ALONE = 200.0
_LABEL_IN_A_CROWD = 84.0
_PLOT_IN_A_CROWD = 104.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPanel:
    """A panel with its frame, and what is said of columns that had no room."""

    panel: Panel
    frame: Frame
    left_out: tuple[Note, ...]


def fitted_panel(view: ForestView) -> FittedPanel:
    """Return the panel with as much beside its rows as a page has room for.

    Labels wrap and the plot narrows before the arms' numbers are left out, and after them the
    layout's own columns from the last. What is left out is said, and stands in the figure's
    numbers.
    """
    for tried in _narrower(view):
        panel = _panel(tried)
        frame = make_frame((panel,))
        if frame.width > WIDEST:
            panel = _crowded(panel)
            frame = make_frame((panel,), _PLOT_IN_A_CROWD)
        if frame.width <= WIDEST:
            break
    return FittedPanel(panel=panel, frame=frame, left_out=tuple(_left_out(view, tried)))


def _narrower(view: ForestView) -> Iterator[ForestView]:
    """Return the view with less and less beside the rows."""
    yield view
    for count in range(len(view.layout.columns), -1, -1):
        layout = replace(view.layout, arms=False, columns=view.layout.columns[:count])
        yield replace(view, layout=layout)


def _crowded(panel: Panel) -> Panel:
    label, *others = panel.left
    return replace(panel, left=(replace(label, wrap_at=_LABEL_IN_A_CROWD), *others))


def _left_out(view: ForestView, kept: ForestView) -> Iterator[Note]:
    language = view.language
    if view.layout.arms and not kept.layout.arms and arm_columns(view.analysis.effects, language):
        yield Note(text=phrase("figure.forest.no_room_arms", language))
    names = view.layout.columns[len(kept.layout.columns) :]
    if names:
        told = [inside(column_heading(name, view.layout, language)) for name in names]
        yield Note(text=phrase("figure.forest.no_room", language, columns=listed(told, language)))


def _panel(view: ForestView) -> Panel:
    analysis, language = view.analysis, view.language
    arms = arm_columns(analysis.effects, language) if view.layout.arms else ()
    label = Column(
        key="label",
        header=phrase("figure.study", language),
        wrap_at=_LABEL_BESIDE_ARMS if arms else _LABEL_ALONE,
    )
    weight = Column(key="weight", header=_two_lines(phrase("figure.weight", language)), align="end")
    return Panel(
        left=(label, *named_columns(view.layout, view.values, language), *arms),
        right=(
            *effect_columns(_effect_header(view)),
            *((weight,) if view.pooled else ()),
            *bias_columns(view.bias),
        ),
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
