"""Every rule fires on its example, keeps still on the other, and has all its words."""

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

from evidence.audit.catalogue import RULES, all_rules
from evidence.audit.examples import example_project
from evidence.audit.run import run
from evidence.vocabulary import Language
from evidence.wording.remarks import state_remark

CODES = list(all_rules())


def holes(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def held(rule, tables):
    """What one rule says; that of unused waivers needs the others beside it."""
    rules = all_rules()
    beside = [rules["C12"], rule] if rule.code == "W02" else [rule]
    checked = run(example_project(tables), beside, rules)
    own = tuple(one for one in checked.remarks if one.rule is rule)
    tallies = tuple(one for one in checked.tallies if one.rule is rule)
    return replace(checked, remarks=own, tallies=tallies)


def test_there_are_rules():
    assert len(CODES) > 2


@pytest.mark.parametrize("code", CODES)
def test_it_fires_on_its_example(code):
    rule = all_rules()[code]
    checked = held(rule, rule.fires)
    assert checked.remarks
    for remark in checked.remarks:
        given = set(remark.values) | {"found"}
        assert holes(rule.message.en) <= given
        assert holes(rule.repair.en) <= given
        for language in Language:
            told = state_remark(remark, language)
            assert told.startswith(f"{code} ")
            assert "{" not in told


@pytest.mark.parametrize("code", CODES)
def test_it_keeps_still_on_the_other(code):
    rule = all_rules()[code]
    checked = held(rule, rule.passes)
    assert not checked.remarks
    assert checked.tallies[0].passed > 0


@pytest.mark.parametrize("code", CODES)
def test_its_words_are_there_with_the_same_holes(code):
    rule = all_rules()[code]
    texts = (rule.title, rule.catches, rule.message, rule.repair, *rule.lacking.values())
    for text in texts:
        told = [text.in_language(language) for language in Language]
        assert all((text.nb, text.nn, text.en))
        assert len({frozenset(holes(one)) for one in told}) == 1, told
    for text in (rule.title, rule.catches, *rule.lacking.values()):
        assert not holes(text.nb)
    for text in (rule.catches, rule.message, rule.repair):
        assert all(text.in_language(language).endswith(".") for language in Language)


@pytest.mark.parametrize("code", CODES)
def test_it_says_where_it_comes_from(code):
    rule = all_rules()[code]
    assert re.fullmatch(r"[A-Z]+-?[A-Z]*\d+[a-z]?", code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.formula
    assert re.search(r"https?://|[Oo]ur own", rule.source), rule.source
    assert rule.reads


def test_a_file_is_named_for_its_rule():
    named = {path.stem for path in Path(RULES).glob("[a-z]*.py")}
    wanted = {f"{r.code}_{r.name}".lower().replace("-", "_") for r in all_rules().values()}
    assert named == wanted
