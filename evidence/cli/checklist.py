"""``evidence check --checklist``: whether the items of a reporting checklist are answered."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from evidence.audit.checklist import ItemAnswer, answer_checklist
from evidence.documents.checklist_page import checklist_page
from evidence.documents.html import write_page
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter
from evidence.findings.store import load
from evidence.tables.checklist_items import CHECKLISTS
from evidence.vocabulary import Language
from evidence.wording.checklist_words import (
    checklist_title,
    item_asks,
    item_grounds,
    item_state,
)
from evidence.wording.phrases import phrase

ALL = "all"
FORMATS = ("text", "json", "html")


def checklist_report(project: Path, names: Sequence[str], language: Language, *, form: str) -> str:
    """Return checklists as text, JSON or a page.

    Parameters
    ----------
    project : path
        The project folder; its results on disk are read.
    names : sequence of str
        Keys of checklists, or ``"all"``.
    language : Language
        Language of the reader.
    form : {"text", "json", "html"}
        How it is told.

    Returns
    -------
    str

    Raises
    ------
    ChoiceUnknown
        If it cannot be told in that form.
    ResultsMissing
        If nothing has been analysed.
    """
    if form not in FORMATS:
        raise ChoiceUnknown("format", form, FORMATS)
    chapter = load(project / "analyses" / "results")
    wanted = tuple(CHECKLISTS) if ALL in names else tuple(dict.fromkeys(names))
    if form == "html":
        return write_page(checklist_page(chapter, wanted, language))
    if form == "json":
        held = {name: [_as_json(one) for one in answer_checklist(chapter, name)] for name in wanted}
        return json.dumps(held, ensure_ascii=False, indent=1)
    return "\n".join(line for name in wanted for line in _lines(chapter, name, language))


def _as_json(answer: ItemAnswer) -> dict[str, Any]:
    said = answer.people
    return {
        "item": answer.item.number,
        "state": str(answer.state),
        "rests_on": {part.name: [part.filled, part.all] for part in answer.parts},
        "shown_in": list(answer.item.shown_in),
        "people": None if said is None else {"answer": said.answer, "where": said.where},
    }


def _lines(chapter: Chapter, name: str, language: Language) -> Iterator[str]:
    answers = answer_checklist(chapter, name)
    yield click.style(checklist_title(name, answers, language), bold=True)
    width = max(len(item_state(one, language)) for one in answers)
    for one in answers:
        yield phrase(
            "checklist.line",
            language,
            item=one.item.number.rjust(4),
            state=item_state(one, language).ljust(width),
            asks=item_asks(one, language),
            where="; ".join(item_grounds(one, language)),
        )
