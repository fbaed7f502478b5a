"""The PRISMA 2020 flow of a question: what was found, set aside and included, unit by unit.

References
----------
Page MJ, McKenzie JE, Bossuyt PM, et al (2021). The PRISMA 2020 statement. BMJ 372:n71.
https://doi.org/10.1136/bmj.n71
"""

from collections.abc import Sequence

from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import GROUND, Figure, Item, Line, Polygon, Rect, Text, Value
from evidence.display.plots.measure import wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import INK, LINE_HEIGHT, MARGIN, PAPER, SIZE, STRIPE
from evidence.findings.finding import QuestionFindings
from evidence.findings.flow_sums import IN_ORDER, FlowGap, flow_gaps
from evidence.records.search import FlowCount
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_ASIDE = ("excluded", "added by panel", "found in a review")
_WIDTH = 200.0
_PAD = 6.0
_GAP = 20.0
_BESIDE = PAGE - MARGIN - _WIDTH


def prisma_flow(question: QuestionFindings, place: int, language: Language) -> Figure | None:
    """Draw the flow of a question as far as counts are reported.

    Parameters
    ----------
    question : QuestionFindings
        The question with its counts.
    place : int
        Its number in the chapter.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Figure or None
        A box a step, its unit beside the number, since an overview counts records, reviews and
        trials; a step without a number says so. Sums that cannot be right are told below. None
        where no count at all is reported.
    """
    flow = [one for one in question.flow if one.step in (*IN_ORDER, *_ASIDE)]
    if not any(one.count is not None for one in flow):
        return None
    items: list[Item] = []
    main = [one for step in IN_ORDER for one in flow if one.step == step]
    aside = [one for one in flow if one.step in _ASIDE]
    bottom = _column(items, main, MARGIN, language, has_arrows=True)
    bottom = max(bottom, _column(items, aside, _BESIDE, language, has_arrows=False))
    wrong = flow_gaps(question.flow)
    notes, bottom = draw_notes(_notes(wrong, language), PAGE, bottom)
    title = phrase("figure.flow.title", language, question=integer(place, language))
    told = "; ".join(_words(one, language) for one in (*main, *aside))
    return Figure(
        id=f"flow-{question.question.id}-{language}",
        width=PAGE,
        height=bottom + MARGIN / 2,
        items=(*items, *notes),
        title=title,
        alt=f"{title}. {told}.",
        data=tuple(_datum(one) for one in (*main, *aside)),
    )


def _column(
    items: list[Item],
    counts: Sequence[FlowCount],
    left: float,
    language: Language,
    *,
    has_arrows: bool,
) -> float:
    """Add a column of boxes, and return where it ends."""
    top = MARGIN
    for number, one in enumerate(counts):
        lines = wrap(_words(one, language), _WIDTH - 2 * _PAD, SIZE)
        height = len(lines) * LINE_HEIGHT + 2 * _PAD
        if number and has_arrows:
            items += _arrow(left + _WIDTH / 2, top - _GAP, top)
        items.append(
            Rect(
                x=left,
                y=top,
                width=_WIDTH,
                height=height,
                fill=STRIPE if has_arrows else PAPER,
                stroke=INK,
                stroke_width=0.8,
                role=GROUND,
                ref=one.id,
            )
        )
        items += [
            Text(
                x=left + _PAD,
                y=top + _PAD + (place + 0.8) * LINE_HEIGHT,
                text=line,
                role="count",
                ref=one.id,
            )
            for place, line in enumerate(lines)
        ]
        top += height + _GAP
    return top - _GAP + 6.0


def _arrow(x: float, start: float, end: float) -> list[Item]:
    head = ((x, end), (x - 3.0, end - 5.0), (x + 3.0, end - 5.0))
    return [
        Line(start=(x, start), end=(x, end - 4.0), width=0.8, colour=INK, role="arrow"),
        Polygon(points=head, fill=INK, role="arrow"),
    ]


def _words(one: FlowCount, language: Language) -> str:
    step = sentence(phrase(f"table.flow.{one.step.replace(' ', '_')}", language))
    if one.count is None:
        counted = phrase("table.not_reported", language)
    else:
        unit = phrase(f"table.unit.{one.unit}", language)
        counted = phrase(
            "table.search.counted", language, count=integer(one.count, language), unit=unit
        )
    return phrase("figure.flow.box", language, step=step, counted=counted)


def _notes(wrong: Sequence[FlowGap], language: Language) -> list[Note]:
    notes = [
        Note(
            text=phrase(
                "figure.flow.wrong",
                language,
                later=phrase(f"table.flow.{gap.later.step.replace(' ', '_')}", language),
                earlier=phrase(f"table.flow.{gap.earlier.step.replace(' ', '_')}", language),
                n=integer(gap.later.count or 0, language),
                limit=integer(gap.earlier.count or 0, language),
            ),
            strong=True,
        )
        for gap in wrong
    ]
    return [*notes, Note(text=phrase("figure.flow.note", language))]


def _datum(one: FlowCount) -> dict[str, Value]:
    return {"row": "count", "id": one.id, "step": one.step, "unit": one.unit, "count": one.count}
