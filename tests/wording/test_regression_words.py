"""Every note and reason of a meta-regression has words in three languages."""

import ast
from pathlib import Path

import evidence.synthesis
from evidence.wording.phrases import catalog

FILES = ("meta_regression", "location_scale")
SYNTHESIS = Path(evidence.synthesis.__file__).parent


def notes(file: str) -> set[str]:
    tree = ast.parse((SYNTHESIS / f"{file}.py").read_text(encoding="utf-8"))
    (found,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "_notes"
    )
    return {
        key.value
        for node in ast.walk(found)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }


def test_every_note_has_words():
    keys = set.union(*map(notes, FILES))
    assert {"few_for_regression", "scale_at_edge"} <= keys
    assert {key for key in keys if f"adjustment.{key}" not in catalog()} == set()


def test_rows_without_moderators_have_words():
    assert "left_out.moderator_missing" in catalog()
    assert "not_estimable.too_few_for_moderators" in catalog()
