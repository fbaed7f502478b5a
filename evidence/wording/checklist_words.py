"""Checklists in words: what an item asks for, whether it is answered, and by what."""

from collections import Counter
from collections.abc import Sequence

from evidence.audit.checklist import ItemAnswer, Part, State
from evidence.tables.checklist_items import CHECKLISTS, PEOPLE
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_IN_THE_DRAFT = ("recommendation", "questions", "gaps")


def checklist_title(checklist: str, answers: Sequence[ItemAnswer], language: Language) -> str:
    """Return the checklist's name with how many of its items are answered.

    Examples
    --------
    >>> checklist_title("RIGHT", (), Language.EN)
    'RIGHT: 0 answered, 0 partly, 0 unanswered of 0 items'
    """
    counts = Counter(one.state for one in answers)
    told = {str(state): integer(counts[state], language) for state in State}
    aside = told.pop(State.ASIDE)
    name, _ = CHECKLISTS[checklist]
    n = integer(len(answers), language)
    caption = phrase("checklist.caption", language, name=name, all=n, **told)
    if not counts[State.ASIDE]:
        return caption
    return phrase("checklist.caption.aside", language, caption=caption, aside=aside)


def item_asks(answer: ItemAnswer, language: Language) -> str:
    """Return what an item asks for, in our own words."""
    return sentence(phrase(f"checklist.asks.{answer.item.asks}", language))


def item_section(answer: ItemAnswer, language: Language) -> str:
    """Return the part of the checklist an item stands in."""
    return phrase(f"checklist.section.{answer.item.section}", language)


def item_state(answer: ItemAnswer, language: Language) -> str:
    """Return whether an item is answered."""
    return phrase(f"checklist.state.{answer.state}", language)


def item_grounds(answer: ItemAnswer, language: Language) -> tuple[str, ...]:
    """Return what an item rests on: people's own answer first, then each part as far as filled."""
    said = answer.people
    own = () if said is None else (_said(said.where, said.answered_by, language),)
    parts = (one for one in answer.parts if said is None or one.name != PEOPLE)
    return (*own, *(_part(one, language) for one in parts))


def item_places(answer: ItemAnswer, language: Language) -> str:
    """Return where in the report an item's answer stands; empty where nowhere."""
    places = [
        phrase(f"checklist.place.{place}" if place in _IN_THE_DRAFT else f"annex.{place}", language)
        for place in answer.item.shown_in
    ]
    if not places or answer.state in (State.UNANSWERED, State.ASIDE):
        return ""
    return phrase("checklist.shown", language, places="; ".join(places))


def _said(where: str, who: str, language: Language) -> str:
    return phrase("checklist.answered_by", language, where=where, who=who) if who else where


def _part(part: Part, language: Language) -> str:
    if part.name == PEOPLE:
        return phrase("checklist.people", language)
    first, _, second = part.name.partition(".")
    if first == "web":
        name = f"web_texts: {second}"
    elif first == "result":
        name = phrase(f"checklist.result.{second}", language)
    else:
        name = part.name
    counts = {"filled": integer(part.filled, language), "all": integer(part.all, language)}
    return phrase("checklist.filled", language, name=name, **counts)
