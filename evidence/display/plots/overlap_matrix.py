"""The overlap of each two reviews as a grid, darker where more trials are shared."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.display.plots.empty import empty_figure
from evidence.display.plots.frame import WIDEST
from evidence.display.plots.geometry import GROUND, Figure, Item, Rect, Text, Value
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import INK, MARGIN, PAPER, RULE, SIZE, SMALL
from evidence.display.plots.unknown_signs import unknown_notes
from evidence.display.tables.overlap_shares import area_text, chapter_overlap
from evidence.findings.finding import Chapter
from evidence.findings.review_overlap import ReviewOverlap, SharedTrials, band
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_SIDE = 52.0
_LINE = 9.4
_PAD = 4.0
_LONGEST = 140.0
_FILLS = {"slight": "#f2f6fb", "moderate": "#cfe0f1", "high": "#9cc0e2", "very_high": "#5b93c7"}
"""From light to dark; ink keeps a contrast above 4.5 to 1 on each."""


def overlap_figure(chapter: Chapter, language: Language) -> Figure | None:
    """Draw the overlap of a chapter's reviews; None where fewer than two have trials recorded.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Figure or None
        Below the diagonal a square for each two reviews, on it each review's own trials. Where a
        page has no room for all reviews, a sentence that says so; the numbers stay its data.
    """
    overlap = chapter_overlap(chapter)
    if len(overlap.reviews) < 2:
        return None
    labels = {review.id: review.label for q in chapter.questions for review in q.reviews}
    data = tuple(_datum(pair) for pair in overlap.pairs)
    rows = {name: wrap(labels[name], _LONGEST, SIZE) for name in overlap.reviews}
    heads = {name: wrap(labels[name], _SIDE - 2, SMALL) for name in overlap.reviews}
    left = MARGIN + max(text_width(line, SIZE) for lines in rows.values() for line in lines) + _PAD
    width = left + len(overlap.reviews) * _SIDE + MARGIN
    if width > WIDEST:
        return replace(_too_many(len(overlap.reviews), language), data=data)
    top = MARGIN + max(map(len, heads.values())) * _LINE + _PAD
    items: list[Item] = []
    for place, name in enumerate(overlap.reviews):
        items += _headings(rows[name], heads[name], place, left, top)
        items += _own(name, overlap, place, left, top)
    at = {name: place for place, name in enumerate(overlap.reviews)}
    for pair in overlap.pairs:
        items += _square(pair, at[pair.one], at[pair.other], (left, top), language)
    words = ", ".join(phrase(f"overlap.band.{word}", language) for word in _FILLS)
    notes = [
        Note(text=phrase("overlap.figure.legend", language, words=words)),
        Note(text=phrase("overlap.note.bounds", language)),
        *unknown_notes((labels[name] for name in overlap.reviews), language),
    ]
    below, bottom = draw_notes(notes, width, top + len(overlap.reviews) * _SIDE + _PAD)
    return Figure(
        id="overlap-matrix",
        width=width,
        height=bottom + MARGIN,
        items=(*items, *below),
        title=phrase("overlap.figure.title", language),
        alt=_alt(overlap, labels, language),
        data=data,
    )


def _too_many(reviews: int, language: Language) -> Figure:
    reason = phrase("overlap.figure.too_many", language, reviews=integer(reviews, language))
    return empty_figure("overlap-matrix", phrase("overlap.figure.title", language), reason)


def _headings(
    row: Sequence[str], head: Sequence[str], place: int, left: float, top: float
) -> list[Item]:
    middle = top + (place + 0.5) * _SIDE + SIZE / 3 - (len(row) - 1) * _LINE / 2
    beside = [
        Text(x=left - _PAD, y=middle + number * _LINE, text=line, anchor="end", role="label")
        for number, line in enumerate(row)
    ]
    over = [
        Text(
            x=left + (place + 0.5) * _SIDE,
            y=top - _PAD - (len(head) - 1 - number) * _LINE,
            text=line,
            size=SMALL,
            anchor="middle",
            role="heading",
        )
        for number, line in enumerate(head)
    ]
    return [*beside, *over]


def _own(name: str, overlap: ReviewOverlap, place: int, left: float, top: float) -> list[Item]:
    x, y = left + place * _SIDE, top + place * _SIDE
    unclear = overlap.unclear[name]
    told = f"{overlap.included[name]}" + (f" + {unclear}?" if unclear else "")
    return [
        Rect(
            x=x,
            y=y,
            width=_SIDE,
            height=_SIDE,
            fill=PAPER,
            stroke=RULE,
            stroke_width=0.6,
            role=GROUND,
        ),
        Text(
            x=x + _SIDE / 2,
            y=y + _SIDE / 2 + SIZE / 3,
            text=told,
            size=SMALL,
            anchor="middle",
            weight="bold",
            role="own",
            ref=name,
        ),
    ]


def _square(
    pair: SharedTrials, one: int, other: int, corner: tuple[float, float], language: Language
) -> list[Item]:
    x, y = corner[0] + one * _SIDE, corner[1] + other * _SIDE
    fill = PAPER if pair.area is None else _FILLS[band(pair.area.low)]
    lines = wrap(area_text(pair.area, language), _SIDE - 4, SMALL)
    first = y + _SIDE / 2 + SIZE / 3 - (len(lines) - 1) * _LINE / 2
    ref = f"{pair.one}+{pair.other}"
    ground = Rect(
        x=x,
        y=y,
        width=_SIDE,
        height=_SIDE,
        fill=fill,
        stroke=RULE,
        stroke_width=0.6,
        role=GROUND,
        ref=ref,
    )
    return [
        ground,
        *(
            Text(
                x=x + _SIDE / 2,
                y=first + number * _LINE,
                text=line,
                size=SMALL,
                anchor="middle",
                colour=INK,
                role="share",
                ref=ref,
            )
            for number, line in enumerate(lines)
        ),
    ]


def _alt(overlap: ReviewOverlap, labels: dict[str, str], language: Language) -> str:
    known = [pair for pair in overlap.pairs if pair.area is not None]
    most = max(known, key=lambda pair: pair.area.low if pair.area else 0.0, default=None)
    told = phrase("table.dash", language)
    if most is not None:
        area = area_text(most.area, language)
        names = {"one": labels[most.one], "other": labels[most.other]}
        told = phrase("overlap.figure.pair", language, **names, area=area)
    count = str(len(overlap.reviews))
    return phrase("overlap.figure.alt", language, reviews=count, most=told)


def _datum(pair: SharedTrials) -> dict[str, Value]:
    return {
        "one": pair.one,
        "other": pair.other,
        "surely_shared": pair.surely,
        "perhaps_shared": pair.perhaps,
        "cca_low": None if pair.area is None else pair.area.low,
        "cca_high": None if pair.area is None else pair.area.high,
    }
