"""Risk of bias as lights: a sign and a shade for each level, for any tool's domains."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Figure, Item, Text, Value
from evidence.display.plots.judged import (
    is_of_reviews,
    judged_by,
    judged_title,
    names_of,
)
from evidence.display.plots.letters import lettered
from evidence.display.plots.light import draw_light, level_class, told_signs
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.page_split import PAGE_HEIGHT
from evidence.display.plots.palette import LINE_HEIGHT, MARGIN, SIZE, SMALL
from evidence.display.plots.sheet import part_title, part_words
from evidence.display.plots.unknown_signs import unknown_notes
from evidence.display.tables.risk_of_bias import domain_name
from evidence.findings.finding import QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.vocabulary import Language
from evidence.wording.lists import inside
from evidence.wording.phrases import phrase

_RADIUS = 7.0
_ROW = 19.0
_LONGEST = 170.0
_SHORT = 3
"""A name of no more characters, such as the number of an item, needs no letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The lights of one tool: whom and what they judge, and where they stand."""

    judged: tuple[RiskOfBias, ...]
    labels: Mapping[tuple[str, str], str]
    names: Mapping[str, str]
    domains: tuple[str, ...]
    heads: Mapping[str, tuple[str, ...]]
    told: tuple[str, ...]
    left: float
    step: float
    top: float

    @property
    def width(self) -> float:
        """The width of the figure."""
        return max(self.left + len(self.domains) * self.step + MARGIN, PAGE)


def risk_of_bias_lights(
    question: QuestionFindings, tool: str, place: int | None, language: Language
) -> Figure | None:
    """Draw the judgements of one tool, trials down and domains across, on one sheet.

    Parameters
    ----------
    question : QuestionFindings
        The question whose trials, or reviews, are judged.
    tool : str
        The tool as the table names it.
    place : int or None
        Number of the question in the chapter; None for judgements of no chapter.
    language : Language
        Language of all words; the levels are the source's own.

    Returns
    -------
    Figure or None
        Domains are whatever the table has, by letters where their names have no room. A level
        keeps the source's word in the alternative text and the data; the light is its class.
        None without judgements.
    """
    drawn = _drawn(question, tool, place, language, math.inf)
    return drawn[0] if drawn else None


def risk_of_bias_parts(
    question: QuestionFindings, tool: str, place: int | None, language: Language
) -> tuple[Figure, ...]:
    """Draw the judgements of one tool for A4 pages: as many parts as its rows need.

    Parameters
    ----------
    question, tool, place, language
        As for :func:`risk_of_bias_lights`.

    Returns
    -------
    tuple of Figure
        None at all without judgements.
    """
    return _drawn(question, tool, place, language, PAGE_HEIGHT)


def _drawn(
    question: QuestionFindings, tool: str, place: int | None, language: Language, tallest: float
) -> tuple[Figure, ...]:
    judged = judged_by(question, tool)
    if not judged:
        return ()
    grid = _grid(judged, names_of(question), language)
    kind = "_reviews" if is_of_reviews(question, tool) else ""
    title = judged_title(f"figure.rob.title{kind}", tool, place, language)
    figure_id = f"risk-of-bias-{question.question.id}-{slug(tool)}-{language}"
    below = draw_notes([Note(text=text) for text in (*grid.told, title)], grid.width, 0.0)[1]
    pages = _pages(grid, tallest - grid.top - below - 2 * MARGIN)
    return tuple(
        _page(grid, rows, (number, len(pages)), (figure_id, title), language)
        for number, rows in enumerate(pages, start=1)
    )


def _grid(judged: tuple[RiskOfBias, ...], names: Mapping[str, str], language: Language) -> _Grid:
    rows = tuple(dict.fromkeys((one.study_id, one.construct_id) for one in judged))
    labels = {row: _label(row, names) for row in rows}
    domains = tuple(dict.fromkeys(one.domain for one in judged))
    left = MARGIN + min(_LONGEST, max(text_width(label, SIZE) for label in labels.values())) + 8.0
    step = max(3 * _RADIUS, (PAGE - MARGIN - left) / max(len(domains), 5))
    heads, letters = _heads(domains, step, language)
    signs = phrase("figure.rob.legend", language, signs=told_signs(judged, language))
    blank = [phrase("figure.rob.blank", language)] if len(judged) < len(rows) * len(domains) else []
    unknown = (note.text for note in unknown_notes(labels.values(), language))
    return _Grid(
        judged=judged,
        labels=labels,
        names=names,
        domains=domains,
        heads=heads,
        told=(
            *letters,
            signs,
            *([phrase("figure.rob.blank", language)] if blank else []),
            *unknown,
        ),
        left=left,
        step=step,
        top=MARGIN + LINE_HEIGHT * max(len(lines) for lines in heads.values()) + 4.0,
    )


def _pages(grid: _Grid, room: float) -> list[dict[tuple[str, str], str]]:
    """Return the rows of each page."""
    pages: list[dict[tuple[str, str], str]] = [{}]
    taken = 0.0
    for row, label in grid.labels.items():
        height = _row_height(label)
        if pages[-1] and taken + height > room:
            pages.append({})
            taken = 0.0
        pages[-1][row] = label
        taken += height
    return pages


def _page(
    grid: _Grid,
    labels: Mapping[tuple[str, str], str],
    part: tuple[int, int],
    named: tuple[str, str],
    language: Language,
) -> Figure:
    number, parts = part
    figure_id, title = named
    title = part_title(title, number, parts, language)
    judged = [one for one in grid.judged if (one.study_id, one.construct_id) in labels]
    items, bottom = _rows(grid, judged, labels)
    told = [Note(text=text) for text in grid.told]
    if parts > 1:
        which = part_words(number, parts, len(labels), len(grid.labels), language)
        told.insert(0, Note(text=which, role="part", strong=True))
    notes, bottom = draw_notes(told, grid.width, bottom + 4.0)
    return Figure(
        id=f"{figure_id}-{number}" if parts > 1 else figure_id,
        width=grid.width,
        height=bottom + MARGIN / 2,
        items=(*_headings(grid.heads, grid.left, grid.step, grid.top), *items, *notes),
        title=title,
        alt=_alt(title, judged, grid.names, language),
        data=tuple(_datum(one) for one in judged),
    )


def _heads(
    domains: Sequence[str], step: float, language: Language
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return headings of the domains: their names, or letters and what they stand for."""
    names = {domain: domain_name(domain, language) for domain in domains}
    words = [word for name in names.values() for word in name.split()]
    if max(text_width(word, SMALL, "bold") for word in words) <= step - 4.0:
        heads = {domain: wrap(name, step - 4.0, SMALL, "bold") for domain, name in names.items()}
        return heads, ()
    long = [domain for domain, name in names.items() if len(name) > _SHORT]
    letters = {domain: letter for letter, domain in lettered(long)}
    told = "; ".join(
        phrase("figure.rob.letter", language, letter=letter, domain=inside(names[domain]))
        for domain, letter in letters.items()
    )
    heads = {domain: (letters.get(domain, name),) for domain, name in names.items()}
    return heads, (phrase("figure.rob.letters", language, domains=told),)


def _rows(
    grid: _Grid, judged: Sequence[RiskOfBias], labels: Mapping[tuple[str, str], str]
) -> tuple[list[Item], float]:
    """Return a row of lights each, and where they end."""
    items: list[Item] = []
    top = grid.top
    own = {(one.study_id, one.construct_id, one.domain): one for one in judged}
    for row, label in labels.items():
        height = _row_height(label)
        items += _row_label(wrap(label, _LONGEST, SIZE), top, height)
        for column, domain in enumerate(grid.domains):
            one = own.get((*row, domain))
            if one is not None:
                centre = (grid.left + (column + 0.5) * grid.step, top + height / 2)
                ref = f"{one.study_id}:{domain}"
                items += draw_light(one.level, centre, _RADIUS, ref, one.tool)
        top += height
    return items, top


def _row_height(label: str) -> float:
    return max(_ROW, LINE_HEIGHT * len(wrap(label, _LONGEST, SIZE)) + 6.0)


def _label(row: tuple[str, str], names: Mapping[str, str]) -> str:
    study, construct = row
    name = names.get(study, study)
    return f"{name} ({construct})" if construct else name


def _headings(
    heads: Mapping[str, tuple[str, ...]], left: float, step: float, top: float
) -> list[Item]:
    return [
        Text(
            x=left + (column + 0.5) * step,
            y=top - 4.0 - (len(lines) - 1 - number) * LINE_HEIGHT,
            text=line,
            size=SMALL,
            anchor="middle",
            weight="bold",
            role="heading",
        )
        for column, lines in enumerate(heads.values())
        for number, line in enumerate(lines)
    ]


def _row_label(lines: tuple[str, ...], y: float, height: float) -> list[Item]:
    first = y + height / 2 + SIZE / 3 - (len(lines) - 1) * LINE_HEIGHT / 2
    return [
        Text(x=MARGIN, y=first + number * LINE_HEIGHT, text=line, role="label")
        for number, line in enumerate(lines)
    ]


def _alt(
    title: str, judged: Sequence[RiskOfBias], names: Mapping[str, str], language: Language
) -> str:
    told = "; ".join(
        f"{names.get(one.study_id, one.study_id)}, {domain_name(one.domain, language)}: {one.level}"
        for one in judged
    )
    return f"{title}. {told}."


def _datum(judged: RiskOfBias) -> dict[str, Value]:
    return {
        "row": "judgement",
        "study": judged.study_id,
        "outcome": judged.construct_id,
        "tool": judged.tool,
        "domain": judged.domain,
        "level": judged.level,
        "class": level_class(judged.level, judged.tool),
    }


def slug(tool: str) -> str:
    """Return the name of a tool as part of an id."""
    return "".join(character if character.isalnum() else "-" for character in tool.casefold())
