"""Errors planted in written pages are found, and clean pages are left in peace."""

from collections import Counter

import pytest

from evidence.audit.page.audit_page import audit_page
from evidence.audit.page.finding import severities
from validation.planted_pages import (
    KINDS,
    PAGES,
    as_kind,
    false_alarms,
    is_found,
    page_text,
    plants,
)

ALL = plants()
CLEAN = sorted(path.stem for path in PAGES.glob("clean_*.txt"))
A_KIND = tuple({plant.kind: plant for plant in reversed(ALL)}.values())
SENTENCES_AN_ALARM = 50


def test_there_are_kinds_enough():
    assert len({plant.kind for plant in ALL}) >= 60
    assert {code for plant in ALL for code in plant.codes} <= set(severities())


@pytest.mark.parametrize(
    "plant", [one for one in A_KIND if one.page in CLEAN], ids=lambda one: one.kind
)
def test_an_error_in_a_clean_page_is_found(plant):
    assert is_found(plant)


@pytest.mark.parametrize(
    "plant", [one for one in A_KIND if one.page not in CLEAN][::8], ids=lambda one: one.kind
)
def test_an_error_among_others_is_found(plant):
    assert is_found(plant)


@pytest.mark.parametrize(("kind", "step"), [("html", 7), ("docx", 12)])
def test_errors_are_found_in_every_kind_of_file(kind, step):
    some = [one for one in A_KIND if one.page in CLEAN][::step]
    assert not [one.kind for one in some if not is_found(one, kind)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_page_gives_no_alarm(name, kind):
    alarms, sentences = false_alarms(name, kind)
    assert len(alarms) <= sentences / SENTENCES_AN_ALARM, [one.code for one in alarms]


def test_the_three_kinds_of_file_tell_the_same():
    text = page_text("clean_nb").replace("I² = 79 %", "I² = 790 %")
    text = text.replace("0,40 til 0,82", "0,82 til 0,40").replace("(Lindqvist", "(Lundqvist")
    told = [
        Counter((one.code, one.line) for one in audit_page(as_kind(text, kind)).findings)
        for kind in KINDS
    ]
    assert told[0] == told[1] == told[2]
    assert len(told[0]) > 2
