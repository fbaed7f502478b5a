"""The published page: what a methodologist found by hand, and every other finding read."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from evidence.audit.page.audit_page import PageAudit, audit_page
from evidence.audit.page.read_page import read_page

PAGES = Path(__file__).parents[2] / "golden" / "pages"
READ = {"TRM07": 3, "SIZ02": 7, "EST04": 4, "SIZ04": 2, "SIZ05": 2}
"""Codes told more often than the list by hand names them, each read and true."""


@pytest.fixture(scope="module")
def audit() -> PageAudit:
    return audit_page(read_page(PAGES / "shipped_nb.txt"))


def _by_hand() -> list[dict[str, str]]:
    with (PAGES / "shipped_nb_expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_all_that_was_found_by_hand_is_found(audit):
    told = Counter((one.code, one.line) for one in audit.findings)
    wanted = Counter((row["codes"], int(row["line"])) for row in _by_hand())
    assert not wanted - told


def test_nothing_is_found_that_nobody_has_read(audit):
    told = Counter(one.code for one in audit.findings)
    by_hand = Counter(row["codes"] for row in _by_hand())
    assert {code: n for code, n in told.items() if n > max(by_hand[code], READ.get(code, 0))} == {}


def test_all_24_estimates_and_their_22_ratings_are_read(audit):
    claims = audit.claims
    assert len(claims.estimates) == 24
    assert len(claims.ratings) == 22
    assert [one.value.value for one in claims.estimates][:4] == [-0.33, -0.65, -0.33, -0.32]
    unrated = [one.value.text for one in claims.estimates if not claims.ratings_of(one)]
    assert unrated == ["8,38"]
    assert {one.outcome for one in claims.estimates} == {
        "Utmattelse",
        "Fysisk funksjon",
        "Depresjon",
        "Angst",
    }


def test_questions_citations_references_and_dates_are_read(audit):
    claims = audit.claims
    assert [len(question.outcomes()) for question in claims.questions] == [6, 6, 6, 6]
    assert len(claims.citations) == 16
    assert [one.year for one in claims.references if not one.own] == [
        2023, 2023, 2024, 2023, 2024, 2024, 2024,
    ]  # fmt: skip
    assert claims.page_date is not None
    assert (claims.page_date.year, claims.page_date.month) == (2026, 2)


def test_sums_that_hold_are_told_to_hold(audit):
    assert {"SUM01", "SUM04", "CIT03", "CIT04", "INT02", "GRA01", "GRA02", "DAT02"} <= {
        one.code for one in audit.passed if one.looked_at
    }


def test_the_page_is_audited_within_two_seconds():
    start = time.process_time()
    audit_page(read_page(PAGES / "shipped_nb.txt"))
    assert time.process_time() - start < 2
