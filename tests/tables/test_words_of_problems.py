"""Every code has words and an example, every word has a code, and the pages are current."""

import re
from pathlib import Path

import pytest

from evidence.errors import Problem, TablesRefused
from evidence.tables.descriptor import load_contract
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language
from evidence.wording.dictionary import dictionary
from evidence.wording.error_page import error_page, example_problems, problem_codes
from evidence.wording.phrases import keys
from evidence.wording.problems import state_problem
from tests.tables.test_planted_faults import FAULTS

ROOT = Path(__file__).parents[2]
FIRST_OF_EACH_CODE = {fault.code: fault for fault in reversed(FAULTS)}


def _codes_raised() -> set[str]:
    folders = ("tables", "multiverse", "documents")
    return {
        code
        for folder in folders
        for path in (ROOT / "evidence" / folder).glob("*.py")
        for code in re.findall(r'"(E\d{3})"', path.read_text(encoding="utf-8"))
    }


def test_every_code_raised_has_words_and_every_word_is_raised():
    assert _codes_raised() == set(problem_codes())


def test_every_code_has_meaning_and_repair():
    for code in problem_codes():
        wanted = [f"problem.{code}{part}" for part in ("", ".meaning", ".repair")]
        assert sorted(keys(f"problem.{code}")) == wanted


@pytest.mark.parametrize("code", sorted(FIRST_OF_EACH_CODE))
def test_example_is_what_the_checks_say(code, tmp_path):
    with pytest.raises(TablesRefused) as refused:
        open_tables(FIRST_OF_EACH_CODE[code].folder(tmp_path))
    found, example = refused.value.problems[0], example_problems()[code]
    assert found.file.endswith(example.file)
    assert (found.code, found.row, found.column) == (example.code, example.row, example.column)
    assert (found.found, dict(found.values)) == (example.found, dict(example.values))


def test_every_code_has_an_example():
    assert set(example_problems()) == set(problem_codes())


def test_page_of_messages_is_current():
    assert (ROOT / "docs/errors.md").read_text(encoding="utf-8") == error_page()


def test_dictionary_is_current():
    page = dictionary(load_contract(ROOT / "data"))
    assert (ROOT / "data/DICTIONARY.md").read_text(encoding="utf-8") == page


def test_message_is_in_the_language_of_the_reader():
    problem = Problem(
        code="E208", file="a.csv", row=14, column="n", found="975", values={"limit": "99.99"}
    )
    first = {language: state_problem(problem, language).split("\n")[0] for language in Language}
    assert first["nb"].startswith("E208 a.csv, rad 14, kolonne «n»: ")
    assert first["nn"].startswith("E208 a.csv, rad 14, kolonne «n»: ")
    assert first["en"].startswith('E208 a.csv, row 14, column "n": ')
    assert "99,99" in first["nb"]
    assert "99.99" in first["en"]


def test_nearest_word_is_offered():
    problem = Problem(
        code="E303", file="a.csv", found="Tria", values={"target": "b.csv", "nearest": "Trial"}
    )
    assert "Mente du «Trial»? " in state_problem(problem, Language.NB)


def test_message_cannot_steer_a_terminal_or_fill_it():
    hostile = "\x1b[2J\n" + "a" * 10_000
    problem = Problem(code="E202", file="a\x1b.csv", row=2, column="n\r", found=hostile)
    message = state_problem(problem, Language.EN)
    assert message.count("\n") == 1
    assert len(message) < 400
    assert all(sign.isprintable() or sign == "\n" for sign in message)
