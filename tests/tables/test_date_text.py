"""Dates that spreadsheets make, and texts that only look like them."""

import pytest

from evidence.tables.date_text import is_date

DATES = [
    "01.mar",
    "1. mai",
    "1-Mar",
    "mar.24",
    "Mar-2024",
    "01.03.2024",
    "3/1/2024",
    "2024-03-01",
    "2024-03-01 00:00:00",
    "2024-03-01T12:30",
    "12.des.2024",
]
NOT_DATES = [
    "Smith-2019",
    "2024",
    "1023-30",
    "1-3",
    "Marsh 2020",
    "march 2011",
    "sept",
    "May 12 weeks",
    "SF-36",
    "1.5",
    "0.01.2",
    "line 2024-03-01",
]


@pytest.mark.parametrize("text", DATES)
def test_date_is_seen(text):
    assert is_date(text)


@pytest.mark.parametrize("text", NOT_DATES)
def test_other_text_is_left_alone(text):
    assert not is_date(text)
