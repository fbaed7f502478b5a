"""How the certainty of each estimate came about: what was taken away, and what is left.

A bar has four fields, one a level of GRADE. Filled fields are the certainty left; a level taken
away stands open with the domain that took it.
"""

from collections.abc import Iterator, Sequence

from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import GROUND, Figure, Item, Line, Rect, Text
from evidence.display.plots.measure import wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import (
    INK,
    LINE_HEIGHT,
    MARGIN,
    PAPER,
    POOLED,
    SIZE,
    SMALL,
    STRIPE,
)
from evidence.display.plots.rated_levels import LEVELS, Field, rated_levels
from evidence.display.plots.rated_rows import Rated, in_words, rated_data, rated_rows
from evidence.findings.finding import QuestionFindings
from evidence.vocabulary import Certainty, Language
from evidence.wording.certainty_words import (
    HOLLOW,
    certainty_word,
    level_label,
    level_of,
)
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_FIELD = 58.0
_TEXT_LINE = 8.6
_LEAST = 20.0
TALLEST = 560.0
"""The height a page has for rows."""
_RIGHT = 76.0
_BARS = PAGE - MARGIN - _RIGHT - LEVELS * _FIELD - 8.0
_LABEL = _BARS - MARGIN - 8.0


def certainty_bars(
    question: QuestionFindings, place: int, language: Language, *, tallest: float = TALLEST
) -> tuple[Figure, ...]:
    """Draw how the certainty of a question's estimates came about.

    Parameters
    ----------
    question : QuestionFindings
        The question with its ratings.
    place : int
        Its number in the chapter.
    language : Language
        Language of all words.
    tallest : float
        The height rows may take before another figure begins.

    Returns
    -------
    tuple of Figure
        A bar a rating that has a level, by outcome; more than one figure where a page is too
        short, none where nothing is rated.
    """
    rated = tuple(rated_rows(question, language))
    parts = _parts(rated, tallest, language)
    figures = []
    for number, part in enumerate(parts, start=1):
        values = {"question": integer(place, language)}
        if len(parts) > 1:
            values |= {"part": integer(number, language), "parts": integer(len(parts), language)}
        kind = "title_part" if len(parts) > 1 else "title"
        title = phrase(f"figure.certainty_bars.{kind}", language, **values)
        name = f"certainty-{question.question.id}-{number}-{language}"
        figures.append(_drawn(name, title, part, language))
    return tuple(figures)


def _parts(rated: Sequence[Rated], tallest: float, language: Language) -> list[list[Rated]]:
    """Return the rows in parts, none taller than a page."""
    parts: list[list[Rated]] = []
    used = 0.0
    for one in rated:
        needed = _height(one, language)
        is_new = not parts or not parts[-1] or parts[-1][-1].outcome != one.outcome
        needed += _LEAST if is_new else 0.0
        if not parts or used + needed > tallest:
            parts.append([])
            used = _height(one, language) + 2 * _LEAST
        else:
            used += needed
        parts[-1].append(one)
    return parts


def _height(one: Rated, language: Language) -> float:
    fields, _ = rated_levels(one.rating, language)
    most = max((len(_lines(each)) for each in fields), default=1)
    label = len(wrap(one.label, _LABEL, SIZE)) * LINE_HEIGHT
    return max(_LEAST, most * _TEXT_LINE + 5.0, label + 3.0) + 4.0


def _lines(one: Field) -> tuple[str, ...]:
    if not one.text:
        return ()
    return wrap(one.text, (one.high - one.low + 1) * _FIELD - 5.0, SMALL)


def _drawn(name: str, title: str, rated: Sequence[Rated], language: Language) -> Figure:
    items, top = _headings(language)
    outcome = ""
    for one in rated:
        if one.outcome != outcome:
            outcome = one.outcome
            items += _outcome(outcome, top)
            top += LINE_HEIGHT + 5.0
        items += _row(one, top, language)
        top += _height(one, language)
    below, bottom = draw_notes(tuple(_notes(rated, language)), PAGE, top + 2.0)
    told = "; ".join(in_words(one, language) for one in rated)
    return Figure(
        id=name,
        width=PAGE,
        height=bottom + MARGIN / 2,
        items=(*items, *below),
        title=title,
        alt=f"{title}. {told}.",
        data=tuple(row for one in rated for row in rated_data(one)),
    )


def _headings(language: Language) -> tuple[list[Item], float]:
    baseline = MARGIN + SIZE
    items: list[Item] = [
        Text(
            x=_BARS + (level.level - 0.5) * _FIELD,
            y=baseline,
            text=certainty_word(level, language),
            size=SMALL,
            anchor="middle",
            weight="bold",
            role="heading",
        )
        for level in Certainty
    ]
    text = phrase("figure.certainty_bars.left", language)
    x = PAGE - MARGIN - _RIGHT
    items.append(Text(x=x, y=baseline, text=text, size=SMALL, weight="bold", role="heading"))
    ends = ((MARGIN, baseline + 4.0), (PAGE - MARGIN, baseline + 4.0))
    items.append(Line(start=ends[0], end=ends[1], width=0.8, colour=INK, role="rule"))
    return items, baseline + 8.0


def _outcome(name: str, top: float) -> list[Item]:
    width, height = PAGE - 2 * MARGIN + 4, LINE_HEIGHT + 3.0
    ground = Rect(x=MARGIN - 2, y=top, width=width, height=height, fill=STRIPE, role=GROUND)
    baseline = top + LINE_HEIGHT - 1.0
    return [ground, Text(x=MARGIN, y=baseline, text=name, weight="bold", role="outcome")]


def _row(one: Rated, top: float, language: Language) -> list[Item]:
    height = _height(one, language) - 4.0
    middle = top + height / 2
    ref = one.rating.about_id
    lines = wrap(one.label, _LABEL, SIZE)
    first = middle + SIZE / 3 - (len(lines) - 1) * LINE_HEIGHT / 2
    items: list[Item] = [
        Text(x=MARGIN, y=first + place * LINE_HEIGHT, text=line, role="label", ref=ref)
        for place, line in enumerate(lines)
    ]
    fields, _ = rated_levels(one.rating, language)
    for each in fields:
        items += _field(each, top, height, ref)
    x = _BARS + one.rating.start.level * _FIELD
    ends = ((x, top - 1.5), (x, top + height + 1.5))
    items.append(Line(start=ends[0], end=ends[1], width=1.8, colour=INK, role="start", ref=ref))
    # The hollow circle is the one the font has in the same size as the filled one.
    label = level_label(level_of(one.rating), language).replace(HOLLOW, "○")
    x = PAGE - MARGIN - _RIGHT
    symbols = wrap(label, _RIGHT, SMALL)
    first = middle + SMALL / 3 - (len(symbols) - 1) * _TEXT_LINE / 2
    for place, line in enumerate(symbols):
        y = first + place * _TEXT_LINE
        items.append(Text(x=x, y=y, text=line, size=SMALL, role="level", ref=ref))
    return items


def _field(one: Field, top: float, height: float, ref: str) -> list[Item]:
    left, width = _BARS + (one.low - 1) * _FIELD, (one.high - one.low + 1) * _FIELD
    items: list[Item] = [
        Rect(
            x=left,
            y=top,
            width=width,
            height=height,
            fill=POOLED if one.is_left else PAPER,
            stroke=PAPER if one.is_left else INK,
            stroke_width=0.7,
            role=GROUND,
            ref=f"{ref}:{one.low}-{one.high}",
        )
    ]
    lines = _lines(one)
    first = top + height / 2 + SMALL / 3 - (len(lines) - 1) * _TEXT_LINE / 2
    colour = PAPER if one.is_left else INK
    items += [
        Text(
            x=left + width / 2,
            y=first + place * _TEXT_LINE,
            text=line,
            size=SMALL,
            anchor="middle",
            colour=colour,
            role="reason",
            ref=ref,
        )
        for place, line in enumerate(lines)
    ]
    return items


def _notes(rated: Sequence[Rated], language: Language) -> Iterator[Note]:
    for one in rated:
        _, beyond = rated_levels(one.rating, language)
        if beyond:
            domains = ", ".join(beyond)
            text = phrase("figure.certainty_bars.floor", language, label=one.label, domains=domains)
            yield Note(text=text, strong=True)
        if one.rating.agrees is False:
            words = {
                "computed": certainty_word(one.rating.computed, language),
                "stated": certainty_word(one.rating.stated, language),
            }
            told = phrase("certainty.disagrees", language, **words)
            text = phrase("figure.certainty_bars.disagrees", language, label=one.label, told=told)
            yield Note(text=text, strong=True)
    yield Note(text=phrase("figure.certainty_bars.reading", language))
    yield Note(text=phrase("figure.certainty_bars.silent", language))
