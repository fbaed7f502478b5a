"""An effect told anew, as a cell: points of a known scale and MIDs, or people of a thousand."""

from collections.abc import Iterator

from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.source_name import short_name
from evidence.display.tables.table import Cell
from evidence.findings.finding import QuestionFindings
from evidence.findings.retold import (
    AbsoluteRisk,
    ControlGroups,
    FamiliarScale,
    NotRetold,
    OnScale,
    Retold,
    Span,
)
from evidence.records.question import Outcome
from evidence.vocabulary import Language
from evidence.wording.lists import inside, joined, listed
from evidence.wording.numbers import exact, integer, number, rounded_up, value_range
from evidence.wording.phrases import phrase

_DECIMALS = 1
_THOUSAND = 1000


def retold_cell(
    question: QuestionFindings,
    outcome: Outcome,
    retold: Retold | None,
    about: tuple[str, str],
    notes: Footnotes,
    language: Language,
) -> Cell:
    """Return a cell with an effect told anew, how and from which numbers as footnotes.

    Parameters
    ----------
    question : QuestionFindings
        The question, which holds the scales and sources.
    outcome : Outcome
        The outcome.
    retold : OnScale, AbsoluteRisk, NotRetold or None
        The effect told anew, or why it cannot be; None where there is no effect.
    about : tuple of str
        Ids of the estimate or synthesis and of the scale it is on (empty for none).
    notes : Footnotes
        The footnotes of the table, added to.
    language : Language
        Language of the reader.

    Returns
    -------
    Cell
        Where it cannot be told anew, that; the reason is a footnote.
    """
    refs: tuple[str, ...] = (about[0],)
    if retold is None:
        return Cell(text=phrase("table.dash", language))
    if isinstance(retold, NotRetold):
        why = _why_not(question, outcome, retold, about[1], language)
        mark = notes.number(why, tuple(one for one in (outcome.id, about[1]) if one))
        return Cell(text=phrase("retold.cannot", language), refs=refs, notes=(mark,))
    if isinstance(retold, OnScale):
        lines = _on_scale(question, retold, language)
        told = joined(tuple(_scale_notes(question, retold, language)))
        refs = (about[0], retold.scale.instrument_id)
        behind = (*refs, *_rows(retold.scale.controls))
    else:
        lines = _absolute(retold, language)
        told = joined(tuple(_risk_notes(retold, language)))
        behind = (*refs, *_rows(retold.controls))
    marks = (notes.number(told, behind),) if told else ()
    return Cell(text="\n".join(lines), refs=refs, notes=marks)


def _why_not(
    question: QuestionFindings,
    outcome: Outcome,
    retold: NotRetold,
    instrument_id: str,
    language: Language,
) -> str:
    name = inside(outcome.construct.name.in_language(language))
    own = {
        "no_sd": {"outcome": name},
        "no_risk": {"outcome": name},
        "no_mid": {"scale": _scale_name(question, instrument_id)},
    }
    return phrase(f"retold.not.{retold.reason}", language, **own.get(retold.reason, {}))


def _on_scale(question: QuestionFindings, retold: OnScale, language: Language) -> Iterator[str]:
    if retold.scale.sd is not None:
        yield _in_units("retold.points", retold.points, language)
        yield _scale_name(question, retold.scale.instrument_id)
    if retold.mids is not None:
        yield _in_units("retold.mids", retold.mids, language)


def _scale_notes(question: QuestionFindings, retold: OnScale, language: Language) -> Iterator[str]:
    scale = retold.scale
    name = _scale_name(question, scale.instrument_id)
    if scale.sd is not None:
        route = "; ".join(phrase(f"step.{step}", language) for step in retold.route)
        yield phrase("retold.note.route", language, scale=name, route=route)
        yield _sd_note(question, scale, scale.sd, language)
    if scale.mid is None:
        yield phrase("retold.note.no_mid", language)
    else:
        mid, source = exact(scale.mid, language), _source(question, scale.mid_source_id)
        yield phrase("retold.note.mid", language, scale=name, mid=mid, source=source)


def _sd_note(
    question: QuestionFindings, scale: FamiliarScale, sd: float, language: Language
) -> str:
    shown = number(sd, 2, language)
    if scale.controls is None:
        source = _source(question, scale.typical_sd_source_id)
        return phrase("retold.note.sd_instrument", language, sd=shown, source=source)
    return phrase(
        "retold.note.sd_controls", language, sd=shown, **_groups(scale.controls, language)
    )


def _absolute(retold: AbsoluteRisk, language: Language) -> Iterator[str]:
    told, limits = retold.difference, (retold.difference.low, retold.difference.high)
    text = _people("retold", told.estimate, language)
    low, high = limits
    if low is not None and high is not None:
        ends = {
            name: _people("retold.limit", one, language)
            for name, one in (("low", low), ("high", high))
        }
        span = phrase("retold.limits", language, **ends)
        text = phrase("retold.span", language, value=text, range=span)
    yield text
    if retold.assumed is not None:
        people = number(_THOUSAND * retold.assumed, 0, language)
        yield phrase("retold.assumed", language, n=people)
    if retold.needed is not None:
        yield _needed(retold.needed, language)


def _risk_notes(retold: AbsoluteRisk, language: Language) -> Iterator[str]:
    if retold.controls is not None:
        yield phrase("retold.note.risk", language, **_groups(retold.controls, language))
    if retold.needed is not None:
        yield phrase("retold.note.nnt", language)


def _people(key: str, share: float, language: Language) -> str:
    """Return how many more or fewer of a thousand."""
    people = number(abs(_THOUSAND * share), 0, language)
    if people == integer(0, language):
        return phrase(f"{key}.same", language)
    return phrase(f"{key}.{'fewer' if share < 0 else 'more'}", language, n=people)


def _needed(needed: Span, language: Language) -> str:
    value = phrase("retold.nnt", language, n=rounded_up(needed.estimate, language))
    if needed.low is None or needed.high is None:
        return value
    ends = {"low": rounded_up(needed.low, language), "high": rounded_up(needed.high, language)}
    return phrase(
        "retold.span", language, value=value, range=phrase("number.range", language, **ends)
    )


def _in_units(key: str, span: Span, language: Language) -> str:
    value = phrase(key, language, n=number(span.estimate, _DECIMALS, language))
    if span.low is None or span.high is None:
        return value
    ends = value_range(span.low, span.high, _DECIMALS, language)
    return phrase("retold.span", language, value=value, range=ends)


def _groups(controls: ControlGroups, language: Language) -> dict[str, str]:
    people = number(controls.people, 0, language)
    return {"trials": listed(controls.trials, language), "n": people}


def _rows(controls: ControlGroups | None) -> tuple[str, ...]:
    return () if controls is None else controls.row_ids


def _scale_name(question: QuestionFindings, instrument_id: str) -> str:
    return next((one.name for one in question.instruments if one.id == instrument_id), "")


def _source(question: QuestionFindings, source_id: str) -> str:
    return next((short_name(one) for one in question.sources if one.id == source_id), source_id)
