"""Errors planted in clean tables are told, and clean tables are left in peace."""

import pytest

from tests.faults.recall import all_faults, invented, outcomes, starter

FEWEST_KINDS = 60
RECALL = 0.95
TRIALS = 12


@pytest.fixture(scope="module")
def project():
    return invented(2026, TRIALS)


def test_there_are_many_kinds():
    faults = all_faults()
    assert len({fault.name for fault in faults}) == len(faults) >= FEWEST_KINDS


def test_planted_errors_are_told(project):
    found = list(outcomes(project, seed=1))
    missed = [one.fault.name for one in found if not one.told_by]
    assert len(found) >= FEWEST_KINDS
    assert 1 - len(missed) / len(found) >= RECALL, missed


def test_errors_in_counts_of_events_are_told():
    found = list(outcomes(starter(), seed=1))
    assert len(found) > 20
    assert not [one.fault.name for one in found if not one.told_by]


def test_clean_tables_are_left_in_peace(project):
    assert not project.said


def test_the_starter_is_left_in_peace():
    assert not starter().said
