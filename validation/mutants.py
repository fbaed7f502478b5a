"""Small wrongs made on purpose, one at a time, in the functions of a module.

A mutant is the module with one operator, comparison, number or truth value turned into another.
Texts, annotations and what is raised are left alone: they hold no arithmetic.
"""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum"}
NAMES |= {"maximum": "minimum", "floor": "ceil", "ceil": "floor", "argmax": "argmin"}
LEFT_ALONE = (ast.Raise, ast.JoinedStr, ast.Assert, ast.ImportFrom, ast.Import)


class Mutant(NamedTuple):
    """One wrong: where it is, what stood there and what stands there now."""

    function: str
    line: int
    before: str
    after: str
    code: ast.Module
    lines: range

    @property
    def name(self) -> str:
        return f"{self.function}: {self.before} -> {self.after}"


def mutants_of(path: Path) -> list[Mutant]:
    """Return every mutant of a module's functions, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for function, node in _functions(tree):
        for inner in _inside(node):
            found += [_mutant(tree, function, inner, change) for change in _changes(inner)]
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _inside(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements' nodes, save what is left alone; no signature, no docstring."""
    waiting = list(getattr(function, "body", ()))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, LEFT_ALONE):
            continue
        if isinstance(node, ast.AnnAssign):
            waiting[:0] = [node.value] if node.value else []
            continue
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting[:0] = node.body if isinstance(node.body, list) else [node.body]
            continue
        yield node
        waiting[:0] = list(ast.iter_child_nodes(node))


Change = tuple[str, object]


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
        yield from (("op", other()) for other in SWAPS.get(type(node.op), ()))
    elif isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in SWAPS[type(op)]:
                yield ("ops", [*node.ops[:place], other(), *node.ops[place + 1 :]])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield ("op", ast.UAdd())
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ("value", _another(node.value))
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield ("id", NAMES[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield ("attr", NAMES[node.attr])
    elif isinstance(node, ast.IfExp | ast.If | ast.While) and not isinstance(
        node.test, ast.Compare | ast.UnaryOp
    ):
        yield ("test", ast.UnaryOp(op=ast.Not(), operand=node.test))


def _another(value: float) -> float:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value * 1.5 + 0.25


def _mutant(tree: ast.Module, function: str, node: ast.AST, change: Change) -> Mutant:
    field, value = change
    before, old = _text(node), getattr(node, field)
    setattr(node, field, value)
    try:
        after = _text(node)
        mutated = copy.deepcopy(tree)
    finally:
        setattr(node, field, old)
    where = node.test if isinstance(node, ast.If | ast.While) else node
    line = getattr(node, "lineno", 0)
    lines = range(line, (getattr(where, "end_lineno", None) or line) + 1)
    return Mutant(function, line, before, after, ast.fix_missing_locations(mutated), lines)


def _text(node: ast.AST) -> str:
    shown = node.test if isinstance(node, ast.If | ast.While) else node
    return ast.unparse(shown).replace("\n", " ")[:90]
