"""The templates lay out; they write and compute nothing the report does not hold."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from evidence.vocabulary import Language

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "reports", ROOT / "evidence" / "documents" / "starter")
PACKAGED = sorted((ROOT / "evidence" / "documents" / "templates").glob("*.j2"))


def parsed(path):
    return Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))


def holes(path):
    """The names a template asks for, in order: ``report.gaps``, ``sections.results`` …"""
    found = []
    for node in parsed(path).find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name):
            found.append(f"{node.node.name}.{node.attr}")
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_three_languages_have_the_same_holes_in_the_same_order(folder):
    each = [holes(folder / f"hearing_draft.{language}.html.j2") for language in Language]
    assert each[0]
    assert each[0] == each[1] == each[2]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_prose_holds_no_numbers(folder):
    for language in Language:
        tree = parsed(folder / f"hearing_draft.{language}.html.j2")
        for text in tree.find_all(nodes.TemplateData):
            words = "".join(part.partition("<")[0] for part in text.data.split(">"))
            assert not any(letter.isdigit() for letter in words), words


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.name)
def test_the_package_s_templates_do_no_arithmetic_and_hold_no_words(path):
    tree = parsed(path)
    sums = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
    assert not list(tree.find_all(sums))
    markup = "".join(text.data for text in tree.find_all(nodes.TemplateData))
    assert not re.search(r"[^\W\d_]", re.sub(r'<[^>]*>|[\w-]+="[^"]*"', "", markup))
