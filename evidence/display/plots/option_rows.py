"""The lower half of a specification curve: where along it each option was taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.display.plots.curve_panel import Span
from evidence.display.plots.geometry import Item, Line, Polygon, Text
from evidence.display.plots.measure import wrap
from evidence.display.plots.palette import INK, MARGIN, MUTED, RULE, SMALL, STUDY
from evidence.findings.finding import QuestionFindings
from evidence.multiverse.results import ChoiceResult, Multiverse, OptionResult
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.multiverse_names import choice_name, option_name, share_of
from evidence.wording.phrases import phrase

CHOICE_WIDTH = 84.0
OPTION_LEFT = MARGIN + CHOICE_WIDTH + 8.0
OPTION_WIDTH = 128.0
_LINE = 8.4
_TRACK = 6.4
_BETWEEN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The lines of a choice and of its options, wrapped."""

    choice: Sequence[str]
    options: Sequence[Sequence[str]]

    @property
    def heights(self) -> list[float]:
        """The height of each option's row; the last has room for what the choice still needs."""
        heights = [_LINE * len(lines) for lines in self.options]
        heights[-1] += max(0.0, _LINE * len(self.choice) - sum(heights))
        return heights


def draw_options(
    found: Multiverse, question: QuestionFindings, span: Span, top: float, language: Language
) -> tuple[tuple[Item, ...], float]:
    """Return a row for each option, and where they end.

    Parameters
    ----------
    found : Multiverse
        With its choices.
    question : QuestionFindings
        The question, which names the trials.
    span : Span
        Where the curve stands across the page.
    top : float
        Where the rows begin.
    language : Language
        Language of the names.

    Returns
    -------
    tuple of Item, float
        For each option its name, its share of the specifications in each part of the curve as a
        height, and how many of those with it exclude no difference.
    """
    items: list[Item] = list(_heading(span, top, language))
    y = top + _LINE + 2.0
    for choice in found.choices:
        words = _words(choice, question, language)
        items.append(_rule(span, y))
        y += _BETWEEN
        items += _column(words.choice, MARGIN, y, "bold", choice.about)
        for option, lines, height in zip(choice.options, words.options, words.heights, strict=True):
            items += _row(option, lines, span, y, language)
            y += height
    return tuple(items), y + 2.0


def _words(choice: ChoiceResult, question: QuestionFindings, language: Language) -> _Words:
    name = sentence(choice_name(choice, question, language))
    names = (option_name(option, choice.about, language) for option in choice.options)
    return _Words(
        choice=wrap(name, CHOICE_WIDTH, SMALL, "bold"),
        options=[wrap(one, OPTION_WIDTH, SMALL) for one in names],
    )


def _heading(span: Span, top: float, language: Language) -> tuple[Item, ...]:
    text = phrase("figure.multiverse.share", language)
    return (Text(x=span.right + 42.0, y=top + _LINE - 2.0, text=text, size=SMALL, anchor="end"),)


def _rule(span: Span, y: float) -> Line:
    ends = ((MARGIN, y), (span.right + 42.0, y))
    return Line(start=ends[0], end=ends[1], width=0.4, colour=RULE, role="rule")


def _column(lines: Sequence[str], x: float, top: float, weight: str, ref: str) -> list[Item]:
    bold = weight == "bold"
    return [
        Text(
            x=x,
            y=top + (place + 1) * _LINE - 2.0,
            text=line,
            size=SMALL,
            weight="bold" if bold else "normal",
            colour=INK,
            role="choice" if bold else "option",
            ref=ref,
        )
        for place, line in enumerate(lines)
    ]


def _row(
    option: OptionResult, lines: Sequence[str], span: Span, top: float, language: Language
) -> list[Item]:
    items = _column(lines, OPTION_LEFT, top, "normal", option.use)
    tally, baseline = option.tally, top + _LINE - 1.4
    if tally.specifications:
        text = share_of(tally.below + tally.above, tally.specifications, language)
        colour = INK
    else:
        text, colour = phrase("figure.multiverse.none", language), MUTED
    x, y = span.right + 42.0, top + _LINE - 2.0
    items.append(Text(x=x, y=y, text=text, size=SMALL, anchor="end", colour=colour, role="share"))
    ends = ((span.left, baseline), (span.right, baseline))
    items.append(Line(start=ends[0], end=ends[1], width=0.3, colour=RULE, role="track"))
    shape = _heights(option.shares, span, baseline)
    return [*items, shape] if shape else items


def _heights(shares: Sequence[float], span: Span, baseline: float) -> Polygon | None:
    if not any(shares):
        return None
    step = (span.right - span.left) / len(shares)
    points = [(span.left, baseline)]
    for place, share in enumerate(shares):
        y = baseline - _TRACK * share
        points += [(span.left + place * step, y), (span.left + (place + 1) * step, y)]
    points.append((span.right, baseline))
    return Polygon(points=tuple(dict.fromkeys(points)), fill=STUDY, role="spread")
