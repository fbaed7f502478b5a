"""Risk of bias as lights: a sign and a shade for each level, for any tool's domains."""

from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Figure, Item, Text, Value
from evidence.display.plots.light import draw_light, level_class, told_signs
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import LINE_HEIGHT, MARGIN, SIZE, SMALL
from evidence.display.tables.risk_of_bias import domain_name
from evidence.findings.finding import QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

_RADIUS = 7.0
_ROW = 19.0
_LONGEST = 170.0


def risk_of_bias_lights(
    question: QuestionFindings, tool: str, place: int, language: Language
) -> Figure | None:
    """Draw the judgements of one tool, trials down and domains across.

    Parameters
    ----------
    question : QuestionFindings
        The question whose trials are judged.
    tool : str
        The tool as the table names it.
    place : int
        Number of the question in the chapter.
    language : Language
        Language of all words; the levels are the source's own.

    Returns
    -------
    Figure or None
        Domains are whatever the table has. A level keeps the source's word in the alternative
        text and the data; the light is its class. None without judgements.
    """
    judged = [one for one in question.risk_of_bias if one.tool == tool]
    if not judged:
        return None
    names = {study.id: study.label for study in question.studies}
    rows = list(dict.fromkeys((one.study_id, one.construct_id) for one in judged))
    labels = {row: _label(row, names) for row in rows}
    domains = list(dict.fromkeys(one.domain for one in judged))
    left = MARGIN + min(_LONGEST, max(text_width(label, SIZE) for label in labels.values())) + 8.0
    step = max(3 * _RADIUS, (PAGE - MARGIN - left) / max(len(domains), 5))
    heads = {domain: wrap(domain_name(domain, language), step - 6.0, SMALL) for domain in domains}
    top = MARGIN + LINE_HEIGHT * max(len(lines) for lines in heads.values()) + 4.0
    items = _headings(heads, left, step, top)
    y = top
    for row in rows:
        lines = wrap(labels[row], _LONGEST, SIZE)
        height = max(_ROW, LINE_HEIGHT * len(lines) + 6.0)
        items += _row_label(lines, y, height)
        own = {one.domain: one for one in judged if (one.study_id, one.construct_id) == row}
        for column, domain in enumerate(domains):
            if domain in own:
                centre = (left + (column + 0.5) * step, y + height / 2)
                items += draw_light(own[domain].level, centre, _RADIUS, f"{row[0]}:{domain}")
        y += height
    width = left + len(domains) * step + MARGIN
    width = max(width, PAGE)
    notes, bottom = draw_notes(_notes(judged, language), width, y + 4.0)
    title = phrase("figure.rob.title", language, tool=tool, question=str(place))
    return Figure(
        id=f"risk-of-bias-{question.question.id}-{_slug(tool)}-{language}",
        width=width,
        height=bottom + MARGIN / 2,
        items=(*items, *notes),
        title=title,
        alt=_alt(title, judged, names, language),
        data=tuple(_datum(one) for one in judged),
    )


def _label(row: tuple[str, str], names: dict[str, str]) -> str:
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


def _notes(judged: list[RiskOfBias], language: Language) -> list[Note]:
    signs = told_signs(judged, language)
    return [Note(text=phrase("figure.rob.legend", language, signs=signs))]


def _alt(title: str, judged: list[RiskOfBias], names: dict[str, str], language: Language) -> str:
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
        "class": level_class(judged.level),
    }


def _slug(tool: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in tool.casefold())
