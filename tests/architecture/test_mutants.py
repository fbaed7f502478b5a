"""The wrongs that validation/mutation.py makes: one each, in what computes, and nowhere else."""

import ast

import pytest

from validation.mutants import mutants_of

SOURCE = '''
"""A module."""
HALF = 0.5


def share(x: float, n: int = 2) -> float:
    """Return a share; 1 + 1 in a docstring is no sum."""
    if not 0 < x <= n:
        raise ValueError(f"{x + 1} is too many")
    return min(x, 1.0) / n
'''


@pytest.fixture
def mutants(tmp_path):
    path = tmp_path / "share.py"
    path.write_text(SOURCE, encoding="utf-8")
    return mutants_of(path)


def test_every_operator_comparison_number_and_name_is_turned(mutants):
    assert sorted({one.after for one in mutants}) == [
        "+(0 < x <= n)",
        "0 < x < n",
        "0 < x > n",
        "0 <= x <= n",
        "0 >= x <= n",
        "1",
        "1.75",
        "max",
        "min(x, 1.0) * n",
    ]
    assert {one.function for one in mutants} == {"share"}


def test_a_mutant_is_the_module_with_one_wrong(mutants):
    right = ast.unparse(ast.parse(SOURCE))
    for one in mutants:
        wrong = ast.unparse(one.code)
        lines = zip(right.splitlines(), wrong.splitlines(), strict=True)
        assert sum(a != b for a, b in lines) == 1, one.name
