"""Checklists: exact numbers of items, pointers that lead somewhere, answers as the tables have."""

import inspect
import re
from dataclasses import replace

import pytest

from evidence.audit.checklist import RESULTS, State, answer_checklist, resolve
from evidence.display.tables.checklists import checklist_tables
from evidence.documents import annexes
from evidence.documents.web_text import FIELDS
from evidence.errors import ChoiceUnknown
from evidence.records.checklist_answer import ChecklistAnswer
from evidence.tables.checklist_items import CHECKLISTS, PEOPLE, checklist_items
from evidence.tables.descriptor import package_contract
from evidence.vocabulary import Language
from evidence.wording.phrases import catalog, keys, phrase
from tests.documents.fixtures import chapter

ITEMS = {
    # Witness: https://doi.org/10.1503/cmaj.090449, 23 items in six domains.
    "AGREE2": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
    # Witness: https://doi.org/10.7326/M16-1565, 22 topics and 35 items.
    "RIGHT": "1a 1b 1c 2 3 4 5 6 7a 7b 8a 8b 9a 9b 10a 10b 11a 11b 12 13a 13b 13c 14a 14b 14c 15 "
    "16 17 18a 18b 19a 19b 20 21 22",
    # Witness: https://doi.org/10.1136/bmj-2022-070849, 27 main items.
    "PRIOR": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27",
    # Witness: https://doi.org/10.1136/bmj.n71, 27 topics and 42 items.
    "PRISMA2020": "1 2 3 4 5 6 7 8 9 10a 10b 11 12 13a 13b 13c 13d 13e 13f 14 15 16a 16b 17 18 19 "
    "20a 20b 20c 20d 21 22 23a 23b 23c 23d 24a 24b 24c 25 26 27",
}
"""The numbers as the statements print them."""
EVERY_ITEM = [item for items in checklist_items().values() for item in items]


@pytest.mark.parametrize("checklist", CHECKLISTS)
def test_items_are_numbered_as_the_checklist_has_them(checklist):
    assert [item.number for item in checklist_items()[checklist]] == ITEMS[checklist].split()


@pytest.mark.parametrize("name", sorted({name for item in EVERY_ITEM for name in item.rests_on}))
def test_what_an_item_rests_on_is_there_to_be_filled(name):
    first, _, second = name.partition(".")
    if first == "web":
        assert second in FIELDS
    elif first == "result":
        assert second in RESULTS
    elif name != PEOPLE:
        table = package_contract().tables[first]
        # A column that may be absent is not counted as empty where it is.
        assert not second or table.optional or not table.by_name[second].optional
    assert resolve(name, chapter()).filled >= 0


def test_every_result_counted_answers_some_item():
    used = {name for item in EVERY_ITEM for name in item.rests_on}
    assert {f"result.{name}" for name in RESULTS} <= used


def test_what_an_item_is_shown_in_is_a_place_of_the_report():
    places = {key.removeprefix("checklist.place.") for key in keys("checklist.place.")}
    headings = {key.split(".")[1] for key in keys("annex.") if key.count(".") == 1}
    shown = {place for item in EVERY_ITEM for place in item.shown_in}
    assert shown <= places | headings
    printed = set(re.findall(r'_annex\("([\w-]+)"', inspect.getsource(annexes)))
    assert shown - places <= printed


def test_every_item_has_words_of_its_own_and_none_is_left_over():
    asks = {f"checklist.asks.{item.asks}" for item in EVERY_ITEM}
    assert asks == set(keys("checklist.asks."))
    assert all(len(text) < 90 for key in asks for text in catalog()[key].values())


def test_filled_cells_make_the_answer():
    evidence = chapter()
    overview = replace(evidence.overview, rows={"excluded": 2, "ongoing": 3})
    evidence = replace(evidence, overview=overview)
    told = {one.item.number: one.state for one in answer_checklist(evidence, "PRISMA2020")}
    assert told["16b"] is State.ANSWERED
    assert told["7"] is State.UNANSWERED
    assert told["24a"] is State.UNANSWERED
    assert told["22"] is State.PARTLY
    assert told["27"] is State.ANSWERED


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("yes", State.ANSWERED),
        ("partly", State.PARTLY),
        ("no", State.UNANSWERED),
        ("not applicable", State.ASIDE),
    ],
)
def test_what_people_answer_decides_and_is_told(answer, state):
    said = ChecklistAnswer(
        checklist="PRISMA2020",
        item="24a",
        answer=answer,
        where="PROSPERO <CRD1> & mer",
        answered_by="Sekretariatet",
        answered_on="",
        note="",
    )
    evidence = chapter()
    evidence = replace(evidence, overview=replace(evidence.overview, checklists=(said,)))
    found = next(
        one for one in answer_checklist(evidence, "PRISMA2020") if one.item.number == "24a"
    )
    assert found.state is state
    table = checklist_tables(evidence, Language.EN)[-1]
    row = next(row for row in table.rows if row[0].text.startswith("24a"))
    assert row[2].text == phrase(f"checklist.state.{state}", Language.EN)
    assert "PROSPERO <CRD1> & mer (Sekretariatet)" in row[3].text
    assert ("do not apply" in table.caption) is (state is State.ASIDE)


def test_the_counts_of_a_caption_are_those_of_its_rows():
    for table in checklist_tables(chapter(), Language.EN):
        states = [row[2].text for row in table.rows]
        told = [
            int(number)
            for number in re.findall(r"(\d+) (?=answered|partly|unanswered)", table.caption)
        ]
        assert told == [states.count(word) for word in ("answered", "partly", "unanswered")]
        assert sum(told) == len(states)


def test_an_unknown_checklist_is_answered_with_those_there_are():
    with pytest.raises(ChoiceUnknown) as refused:
        answer_checklist(chapter(), "CONSORT")
    assert "PRISMA2020" in str(refused.value.values)
