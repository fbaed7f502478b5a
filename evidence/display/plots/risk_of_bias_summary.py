"""How risk of bias spreads over the studies, domain by domain, as bars of shares."""

from collections.abc import Mapping, Sequence
from typing import Literal

from evidence.display.plots.bias_shares import (
    NOT_ASSESSED,
    Unit,
    shares,
    units_of,
    weighted_units,
)
from evidence.display.plots.empty import empty_figure
from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import GROUND, Figure, Item, Line, Rect, Text
from evidence.display.plots.judged import is_of_reviews, judged_by, judged_title
from evidence.display.plots.light import SIGNS, level_class, told_signs
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.palette import INK, LINE_HEIGHT, MARGIN, PAPER, RULE, SIZE, SMALL
from evidence.display.plots.risk_of_bias_lights import slug
from evidence.display.tables.risk_of_bias import domain_name
from evidence.findings.finding import Finding, QuestionFindings
from evidence.records.risk_of_bias import RiskOfBias
from evidence.synthesis.results import PooledEffect
from evidence.vocabulary import Language
from evidence.wording.numbers import integer, percent
from evidence.wording.phrases import phrase

_FILLS = {
    "low": "#e3f1ea",
    "some": "#f0cd72",
    "high": "#d98568",
    "critical": "#8a2c2c",
    "other": "#c4c4c4",
    NOT_ASSESSED: PAPER,
}
"""Darker the higher the risk, so that they are told apart in grey; the sign says which it is."""
Weights = Literal["weighted", "unweighted", "given"]

_LABEL = 150.0
_BAR = 14.0
_ROW = 20.0
_PAD = 4.0
_TICKS = (0, 25, 50, 75, 100)


def risk_of_bias_summary(
    question: QuestionFindings,
    tool: str,
    place: int | None,
    language: Language,
    *,
    finding: Finding | None = None,
) -> Figure | None:
    """Draw for each domain of a tool how large a share has which risk.

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
    finding : Finding, optional
        A synthesis of the question: its studies alone, each with its weight there, or alike
        where nothing was pooled.

    Returns
    -------
    Figure or None
        Domains are whatever the table has; what nobody has judged is a share of its own. None
        where the tool has no judgement in the question; it says so where it has none in the
        synthesis.
    """
    judged = judged_by(question, tool)
    if not judged:
        return None
    kind = "_reviews" if is_of_reviews(question, tool) else ""
    title = judged_title(f"figure.rob_summary.title{kind}", tool, place, language)
    figure_id = f"bias-summary-{question.question.id}-{slug(tool)}-{language}"
    units = units_of(judged)
    if finding is not None:
        name = finding.synthesis.title.in_language(language)
        title = phrase("figure.rob_summary.title_of", language, tool=tool, title=name)
        figure_id = f"bias-summary-{finding.synthesis.id}-{slug(tool)}-{language}"
        units = weighted_units(judged, finding, question)
    if not any(unit.judged for unit in units):
        reason = phrase("figure.rob_summary.none", language, tool=tool)
        return empty_figure(figure_id, title, reason)
    is_weighted = finding is not None and isinstance(finding.analysis.pooled, PooledEffect)
    weights: Weights = "weighted" if is_weighted else "unweighted"
    return bars_of(figure_id, title, units, weights, language)


def bars_of(
    figure_id: str, title: str, units: Sequence[Unit], weights: Weights, language: Language
) -> Figure:
    """Draw the bars of studies already gathered, at least one of them judged.

    Parameters
    ----------
    figure_id, title : str
        As of any figure.
    units : sequence of Unit
        The studies.
    weights : {"weighted", "unweighted", "given"}
        Whose their weights are: the synthesis', nobody's, or the caller's.
    language : Language
        Language of all words.
    """
    judged = [one for unit in units for one in unit.judged.values()]
    domains = tuple(dict.fromkeys(one.domain for one in judged))
    names = {domain: domain_name(domain, language) for domain in domains}
    found = {domain: shares(units, domain) for domain in domains}
    left = MARGIN + min(_LABEL, max(text_width(name, SIZE) for name in names.values())) + 8.0
    items, bottom = _bars(found, names, left, language)
    items += _axis(left, bottom, language)
    counted = phrase(f"figure.rob_summary.{weights}", language, n=integer(len(units), language))
    signs = phrase("figure.rob.legend", language, signs=_signs(judged, found, language))
    notes = [Note(text=counted, strong=True), Note(text=signs)]
    below, bottom = draw_notes(notes, PAGE, bottom + 3.0 + SMALL + 4.0)
    told = "; ".join(_in_words(d, found[d], judged, language) for d in domains)
    return Figure(
        id=figure_id,
        width=PAGE,
        height=bottom + MARGIN / 2,
        items=(*items, *below),
        title=title,
        alt=f"{title}. {told}. {counted}",
        data=tuple(
            {"row": "share", "domain": domain, "class": name, "share": share}
            for domain, own in found.items()
            for name, share in own.items()
        ),
    )


def _bars(
    found: Mapping[str, Mapping[str, float]],
    names: Mapping[str, str],
    left: float,
    language: Language,
) -> tuple[list[Item], float]:
    items: list[Item] = []
    top = MARGIN
    for domain, own in found.items():
        lines = wrap(names[domain], left - 8.0 - MARGIN, SIZE)
        height = max(_ROW, LINE_HEIGHT * len(lines) + 4.0)
        first = top + height / 2 + SIZE / 3 - (len(lines) - 1) * LINE_HEIGHT / 2
        items += [
            Text(x=MARGIN, y=first + place * LINE_HEIGHT, text=line, role="label", ref=domain)
            for place, line in enumerate(lines)
        ]
        x = left
        for name, share in own.items():
            width = (PAGE - MARGIN - 10.0 - left) * share / 100
            items += _segment(domain, name, share, (x, top + (height - _BAR) / 2), width, language)
            x += width
        top += height
    return items, top + 2.0


def _segment(
    domain: str,
    name: str,
    share: float,
    corner: tuple[float, float],
    width: float,
    language: Language,
) -> list[Item]:
    """Return a share of a bar, with its sign and number where they have room."""
    x, y = corner
    ref = f"{domain}:{name}"
    field = Rect(
        x=x,
        y=y,
        width=width,
        height=_BAR,
        fill=_FILLS[name],
        stroke=INK,
        stroke_width=0.6,
        role=GROUND,
        ref=ref,
    )
    text = _fitting(name, share, width, language)
    if not text:
        return [field]
    middle, baseline = x + width / 2, y + _BAR / 2 + SMALL / 3
    told = Text(
        x=middle,
        y=baseline,
        text=text,
        size=SMALL,
        anchor="middle",
        weight="bold",
        colour=PAPER if name == "critical" else INK,
        role="share",
        ref=ref,
    )
    return [field, told]


def _fitting(name: str, share: float, width: float, language: Language) -> str:
    """Return sign and share, or the sign alone, as the width allows."""
    sign = SIGNS.get(name, "")
    number = percent(share, language, 0)
    both = phrase("figure.rob_summary.segment", language, sign=sign, share=number).strip()
    fit = (one for one in (both, sign) if text_width(one, SMALL, "bold") + _PAD <= width)
    return next(fit, "")


def _axis(left: float, top: float, language: Language) -> list[Item]:
    right = PAGE - MARGIN - 10.0
    items: list[Item] = [
        Line(start=(left, top), end=(right, top), width=0.8, colour=INK, role="axis")
    ]
    for tick in _TICKS:
        x = left + (right - left) * tick / 100
        text = percent(tick, language, 0)
        items.append(Line(start=(x, top), end=(x, top + 3.0), width=0.7, colour=RULE))
        items.append(
            Text(x=x, y=top + 3.0 + SMALL, text=text, size=SMALL, anchor="middle", role="tick")
        )
    return items


def _signs(
    judged: Sequence[RiskOfBias],
    found: Mapping[str, Mapping[str, float]],
    language: Language,
) -> str:
    told = told_signs(judged, language)
    if any(NOT_ASSESSED in own for own in found.values()):
        blank = phrase("figure.rob_summary.not_assessed", language)
        return f"{told}; {phrase('figure.rob.sign', language, sign='◻', level=blank)}"
    return told


def _in_words(
    domain: str, own: Mapping[str, float], judged: Sequence[RiskOfBias], language: Language
) -> str:
    """Return the shares of a domain by the source's own words for them."""
    words: dict[str, list[str]] = {
        NOT_ASSESSED: [phrase("figure.rob_summary.not_assessed", language)]
    }
    for one in judged:
        known = words.setdefault(level_class(one.level, one.tool), [])
        if one.domain == domain and one.level not in known:
            known.append(one.level)
    told = ", ".join(
        phrase(
            "figure.rob_summary.share",
            language,
            level="/".join(words[key]),
            share=percent(share, language, 0),
        )
        for key, share in own.items()
    )
    name = domain_name(domain, language)
    return phrase("figure.rob_summary.domain", language, domain=name, shares=told)
