"""Every reasonable analysis in order of its estimate, and the options each one took.

References
----------
Simonsohn U, Simmons JP, Nelson LD (2020). Specification curve analysis. Nature Human Behaviour.
https://doi.org/10.1038/s41562-020-0912-z
"""

from evidence.display.plots.curve_panel import Span, circle, diamond, draw_curve, guide
from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Figure, Item, Text, Value
from evidence.display.plots.measure import wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.option_rows import draw_options
from evidence.display.plots.palette import LINE_HEIGHT, MARGIN, SIZE, SMALL
from evidence.display.plots.sides import instrument_of
from evidence.findings.finding import Finding, QuestionFindings
from evidence.multiverse.results import Multiverse
from evidence.vocabulary import Language
from evidence.wording.lists import joined, sentence
from evidence.wording.multiverse_words import state_moves, state_range, state_shares
from evidence.wording.numbers import exact, integer, percent
from evidence.wording.phrases import phrase

_LEFT = 244.0
_SHARE = 44.0
_LEGEND = 196.0


def specification_curve(
    finding: Finding, question: QuestionFindings, language: Language
) -> Figure | None:
    """Draw every reasonable analysis of a synthesis.

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
        Estimates in order with their intervals above; below, where along the curve each option
        was taken. None without a multiverse.
    """
    found = finding.multiverse
    if found is None:
        return None
    span = Span(left=_LEFT, right=PAGE - MARGIN - _SHARE, count=found.on_scale)
    heading, top = _heading(finding, question, span, language)
    legend = _legend(found, top, language)
    curve, bottom = draw_curve(found, span, top, language)
    rows, bottom = draw_options(found, question, span, bottom + 6.0, language)
    notes, bottom = draw_notes(_notes(found, language), PAGE, bottom)
    title = phrase(
        "figure.multiverse.title", language, title=finding.synthesis.title.in_language(language)
    )
    return Figure(
        id=f"multiverse-{finding.synthesis.id}-{language}",
        width=PAGE,
        height=bottom + MARGIN / 2,
        items=(*heading, *legend, *curve, *rows, *notes),
        title=title,
        alt=_alt(finding, question, found, title, language),
        data=tuple(_data(found)),
    )


def _heading(
    finding: Finding, question: QuestionFindings, span: Span, language: Language
) -> tuple[list[Item], float]:
    name = sentence(phrase(f"measure_name.{finding.analysis.measure}", language))
    instrument = instrument_of(question, finding.analysis.instrument_id)
    texts = [name, instrument.name] if instrument else [name]
    width = span.right - span.left
    lines = [line for text in texts for line in wrap(text, width, SIZE, "bold")]
    middle = (span.left + span.right) / 2
    items: list[Item] = []
    y = MARGIN
    for line in lines:
        y += LINE_HEIGHT
        items.append(Text(x=middle, y=y - 2.0, text=line, anchor="middle", weight="bold"))
    return items, y + 4.0


def _legend(found: Multiverse, top: float, language: Language) -> list[Item]:
    """Return the meaning of each mark, beside the curve."""
    items: list[Item] = []
    y = top + 4.0
    marks = ["excludes", "includes", "page", *(["important"] if found.important else [])]
    for mark in marks:
        middle = y + LINE_HEIGHT / 2
        if mark == "page":
            items.append(diamond(MARGIN + 6.0, middle))
        elif mark == "important":
            items.append(guide((MARGIN, middle), (MARGIN + 12.0, middle), "important"))
        else:
            items.append(circle(MARGIN + 6.0, middle, filled=mark == "excludes"))
        text = phrase(f"figure.multiverse.{mark}", language)
        if mark == "important" and found.important is not None:
            text = f"{text}: ±{exact(found.important, language)}"
        for line in wrap(text, _LEGEND - 16.0, SMALL):
            items.append(Text(x=MARGIN + 16.0, y=middle + 2.7, text=line, size=SMALL))
            middle += LINE_HEIGHT
        y = middle - LINE_HEIGHT / 2 + 4.0
    return items


def _notes(found: Multiverse, language: Language) -> list[Note]:
    level = percent(round(100 * found.level, 6), language)
    step = max(1, round(found.on_scale / len(found.curve)))
    if step == 1:
        shown = phrase("figure.multiverse.shown_all", language, level=level)
    else:
        told = {"step": integer(step, language), "level": level}
        shown = phrase("figure.multiverse.shown", language, **told)
    elsewhere = found.tally.specifications - found.on_scale
    texts = [shown, phrase("figure.multiverse.rows", language)]
    if elsewhere:
        texts.append(phrase("figure.multiverse.scale", language, n=integer(elsewhere, language)))
    caution = Note(text=phrase("figure.multiverse.caution", language), strong=True)
    return [caution, *(Note(text=text) for text in texts)]


def _alt(
    finding: Finding,
    question: QuestionFindings,
    found: Multiverse,
    title: str,
    language: Language,
) -> str:
    told = phrase(
        "figure.multiverse.alt",
        language,
        title=title,
        range=state_range(found, language),
        excludes=state_shares(finding, question, found, language),
        alone=state_moves(found, question, language),
    )
    return joined([told, phrase("figure.alt.numbers", language)])


def _data(found: Multiverse) -> list[dict[str, Value]]:
    shown = [*zip(found.ranks, found.curve, strict=True), (found.page_rank, found.page)]
    rows: list[dict[str, Value]] = [
        {
            "row": "page" if place == len(found.curve) else "specification",
            "rank": rank,
            "estimate": pooled.estimate,
            "ci_low": pooled.ci_low,
            "ci_high": pooled.ci_high,
            "k": pooled.k,
        }
        for place, (rank, pooled) in enumerate(shown)
    ]
    for choice in found.choices:
        for option in choice.options:
            rows.append(
                {
                    "row": "option",
                    "choice": choice.study_id or choice.name.en or choice.about,
                    "option": option.name.en or option.use,
                    "specifications": option.tally.specifications,
                    "below": option.tally.below,
                    "above": option.tally.above,
                }
            )
    return rows
