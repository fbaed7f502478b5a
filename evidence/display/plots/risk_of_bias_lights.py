"""Risk of bias as lights: a sign and a shade for each level, for any tool's domains."""

from collections.abc import Mapping, Sequence

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
from evidence.display.plots.palette import LINE_HEIGHT, MARGIN, SIZE, SMALL
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


def risk_of_bias_lights(
    question: QuestionFindings, tool: str, place: int | None, language: Language
) -> Figure | None:
    """Draw the judgements of one tool, trials down and domains across.

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
    judged = judged_by(question, tool)
    if not judged:
        return None
    names = names_of(question)
    rows = tuple(dict.fromkeys((one.study_id, one.construct_id) for one in judged))
    labels = {row: _label(row, names) for row in rows}
    domains = tuple(dict.fromkeys(one.domain for one in judged))
    left = MARGIN + min(_LONGEST, max(text_width(label, SIZE) for label in labels.values())) + 8.0
    step = max(3 * _RADIUS, (PAGE - MARGIN - left) / max(len(domains), 5))
    heads, letters = _heads(domains, step, language)
    top = MARGIN + LINE_HEIGHT * max(len(lines) for lines in heads.values()) + 4.0
    items, bottom = _rows(judged, labels, domains, left, step, top)
    width = max(left + len(domains) * step + MARGIN, PAGE)
    signs = phrase("figure.rob.legend", language, signs=told_signs(judged, language))
    blank = len(judged) < len(rows) * len(domains)
    told = [*letters, signs, *([phrase("figure.rob.blank", language)] if blank else [])]
    notes, bottom = draw_notes([Note(text=text) for text in told], width, bottom + 4.0)
    kind = "_reviews" if is_of_reviews(question, tool) else ""
    title = judged_title(f"figure.rob.title{kind}", tool, place, language)
    return Figure(
        id=f"risk-of-bias-{question.question.id}-{slug(tool)}-{language}",
        width=width,
        height=bottom + MARGIN / 2,
        items=(*_headings(heads, left, step, top), *items, *notes),
        title=title,
        alt=_alt(title, judged, names, language),
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
    judged: Sequence[RiskOfBias],
    labels: Mapping[tuple[str, str], str],
    domains: Sequence[str],
    left: float,
    step: float,
    top: float,
) -> tuple[list[Item], float]:
    """Return a row of lights each, and where they end."""
    items: list[Item] = []
    own = {(one.study_id, one.construct_id, one.domain): one for one in judged}
    for row, label in labels.items():
        lines = wrap(label, _LONGEST, SIZE)
        height = max(_ROW, LINE_HEIGHT * len(lines) + 6.0)
        items += _row_label(lines, top, height)
        for column, domain in enumerate(domains):
            one = own.get((*row, domain))
            if one is not None:
                centre = (left + (column + 0.5) * step, top + height / 2)
                ref = f"{one.study_id}:{domain}"
                items += draw_light(one.level, centre, _RADIUS, ref, one.tool)
        top += height
    return items, top


def _label(row: tuple[str, str], names: Mapping[str, str]) -> str:
    study, construct = row
    name = names.get(study, study)
    return f"{name} ({construct})" if construct else name


def _headings(
    heads: dict[str, tuple[str, ...]], left: float, step: float, top: float
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
