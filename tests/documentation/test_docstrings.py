"""Docstrings say what goes in, what comes out, what is refused, and from whom a statistic is."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

import evidence as ev

ROOT = Path(__file__).parents[2]
SECTIONS = ("Parameters", "Returns", "Raises", "Notes", "References", "Examples")
NOT_STATISTICS = {
    "answer",
    "effect_sizes",
    "lay_out_forest",
    "load",
    "open_tables",
    "overview",
    "save",
    "save_overview",
    "state",
}
"""Doors that read, gather, write or tell: no formula of anyone's is at work in them."""
FORMULAS = sorted((ROOT / "evidence" / "stats").rglob("*.py"))


def sections(docstring: str) -> dict[str, str]:
    """The sections of a numpydoc docstring, by their headings."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}\n", inspect.cleandoc(docstring), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def raises_itself(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(function))


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """Functions of a module that other modules may call."""
    return [
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def returns_none(function: ast.FunctionDef) -> bool:
    return isinstance(function.returns, ast.Constant) and function.returns.value is None


@pytest.mark.parametrize("name", ev.__all__)
def test_a_public_name_tells_all_about_itself(name):
    function = getattr(ev, name)
    found = sections(function.__doc__)
    assert found.keys() >= {"Parameters", "Examples"}
    assert "Returns" in found or returns_nothing(function)
    assert "Raises" in found or not raises_itself(ast.parse(inspect.getsource(function)))
    for parameter in inspect.signature(function).parameters.values():
        described = re.split(r"[ ,]+", found["Parameters"].replace("*", "").replace("\n", " "))
        assert parameter.name in described, parameter
    assert ">>>" in found["Examples"]
    if name not in NOT_STATISTICS:
        assert re.search(r"doi[.:]", found["References"]), name


def returns_nothing(function) -> bool:
    return inspect.signature(function).return_annotation in (None, "None")


def test_the_names_that_are_no_statistics_are_names():
    assert set(ev.__all__) >= NOT_STATISTICS


@pytest.mark.parametrize("path", FORMULAS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_formula_that_tells_what_goes_in_tells_what_comes_out(path):
    for function in public_functions(path):
        docstring = ast.get_docstring(function)
        assert docstring, function.name
        found = sections(docstring)
        known = [one for one in SECTIONS if one in found]
        assert [*found] == known, f"{function.name}: headings are numpydoc's, in its order"
        if "References" in found:
            assert re.search(r"doi[.:]|https?://|\(\d{4}\)", found["References"]), function.name
        if "Parameters" in found:
            assert "Returns" in found or returns_none(function), function.name
            assert "Raises" in found or not raises_itself(function), function.name


def test_the_module_of_every_public_name_is_imported_by_that_name():
    for name in ev.__all__:
        module = importlib.import_module(getattr(ev, name).__module__)
        assert getattr(module, name) is getattr(ev, name)
