"""Faults and missing results tell themselves in English to who works in Python."""

import pickle
import re
from pathlib import Path

import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown, EvidenceError, TablesRefused
from evidence.synthesis.results import NotEstimable
from evidence.wording.phrases import catalog

SOURCE = Path(ev.__file__).parent
TWICE = {"yi": [0.1, 0.3], "vi": [0.02, 0.03], "study": ["A", "A"]}


def test_an_unknown_choice_is_a_sentence_with_the_right_ones():
    with pytest.raises(ChoiceUnknown) as fault:
        ev.pool(TWICE, model="fixed")
    assert str(fault.value) == "model: there is no “fixed”. Choose from: random, common."
    assert str(pickle.loads(pickle.dumps(fault.value))) == str(fault.value)


def test_refused_tables_name_every_problem(tmp_path):
    with pytest.raises(TablesRefused) as fault:
        ev.open_tables(tmp_path / "nowhere")
    assert str(fault.value).splitlines()[0].endswith("nowhere: There is no such folder.")


def test_a_result_that_cannot_be_had_says_why():
    told = "The same trial stands more than once with the same participants (A; A). Give separate"
    assert str(ev.pool(TWICE)).startswith(told)
    alone = {"yi": [0.1], "vi": [0.02]}
    assert str(ev.pool(alone)) == "Only one study has usable numbers (1)."


def test_every_reason_in_the_code_has_words():
    given = re.compile(r'NotEstimable\(\s*wanted="\w+",\s*reason="(\w+)"')
    reasons = {one for file in SOURCE.rglob("*.py") for one in given.findall(file.read_text())}
    assert len(reasons) > 20
    assert {f"not_estimable.{reason}" for reason in reasons} <= catalog().keys()


def test_without_words_the_key_is_told(monkeypatch):
    monkeypatch.setattr("evidence.errors._lent", [])
    assert str(EvidenceError("disk.refused", file="a.csv")) == "disk.refused: file=a.csv"
    missing = NotEstimable(wanted="pooled", reason="one_study", values={})
    assert str(missing) == "pooled: one_study"
