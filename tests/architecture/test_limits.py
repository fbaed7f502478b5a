"""The house limits: short files, short functions, files named for the one thing they hold."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "evidence").rglob("*.py"))
LINES_A_FILE = 300
LINES_A_FUNCTION = 40
EMPTY_NAMES = {"utils", "helpers", "common", "base", "misc", "manager", "util", "helper"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _function_lengths(source: str) -> dict[str, int]:
    lengths = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = node.body[0] if ast.get_docstring(node) else None
            spoken = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
            lengths[node.name] = node.end_lineno - node.lineno + 1 - spoken
    return lengths


def test_there_are_modules_to_check():
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_file_and_its_functions_are_short_and_well_named(path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LINES_A_FILE, (
        f"{_name(path)} is too long: split it by what it holds"
    )
    long = {n: size for n, size in _function_lengths(source).items() if size > LINES_A_FUNCTION}
    assert not long, f"{_name(path)}: too long: {long}"
    assert path.stem not in EMPTY_NAMES
    assert "_and_" not in path.stem or path.stem == "trim_and_fill", f"{path.stem} is two things"


def test_the_limits_see_a_function_that_is_too_long():
    body = "\n".join(["    x = 1"] * 41)
    assert _function_lengths(f"def long():\n{body}\n")["long"] == 42


def test_a_docstring_does_not_count():
    assert _function_lengths('def short():\n    """One\n\n    two.\n    """\n    return 1\n') == {
        "short": 2
    }
