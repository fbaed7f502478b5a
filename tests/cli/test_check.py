"""``evidence check`` as a user meets it: rules asked for, forms of the answer, waivers."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_rules_are_chosen_by_the_beginnings_of_their_codes(run):
    told = json.loads(run("check", "-C", ROOT, "--format", "json", "--select", "C1")[1])
    codes = {rule["code"] for rule in told["rules"]}
    assert "C10" in codes
    assert all(code.startswith("C1") for code in codes)
    told = json.loads(run("check", "-C", ROOT, "--format", "json", "--ignore", "C1")[1])
    assert not [rule for rule in told["rules"] if rule["code"].startswith("C1")]


def test_a_beginning_no_code_has_is_answered(run):
    code, _, told = run("check", "-C", ROOT, "--select", "Q9", "--lang", "en")
    assert code == 2
    assert "C10" in told


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("code", ["C10", "E207"])
def test_a_code_is_explained(run, code, language):
    left, told, _ = run("check", "--explain", code, "--lang", language)
    assert left == 0
    assert told.startswith(code)


def test_a_code_that_does_not_exist_is_answered(run):
    code, _, told = run("check", "--explain", "C999", "--lang", "en")
    assert code == 2
    assert "C10" in told


def test_the_summary_line_counts_all_five(run):
    last = run("check", "-C", ROOT, "--lang", "en")[1].strip().splitlines()[-1]
    for word in ("stop", "warning", "note", "not checkable", "waived"):
        assert word in last
