"""Pages of reference from docstrings: public names, and the formula book beneath them."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

HEADINGS = ("Parameters", "Returns", "Raises", "Notes", "References", "Examples")
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
ROLE = re.compile(r":\w+:`([^`]+)`")
LINK = re.compile(r"(?<![(/])\b(?:https?://doi\.org/|doi:\s?)(10\.\S+[\w)>])")

NAMES_HEAD = """# Public names

`import evidence as ev`: a table in, a result out. Made from the docstrings by `make docs`; the
examples run in the tests. Conventions: [decision 0010](../decisions/0010-public-names.md). Beneath
them lies [the formula book](formula_book.md), for arrays.

"""
BOOK_HEAD = """# The formula book

`evidence.stats`: arrays in, numbers out, one file a thing. The [public names](README.md) rest on
these; use them where you have arrays and want no table. Made from the docstrings by `make docs`;
the examples run in the tests, and [validation](../validation.md) says how far each is from R.

| module | what |
| --- | --- |
"""


def sections(docstring: str) -> dict[str, str]:
    """Return the summary (under the empty heading) and the sections of a numpydoc docstring."""
    parts = SECTION.split(inspect.cleandoc(docstring))
    return {
        "": parts[0].strip(),
        **dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True)),
    }


def names_page(package: Any) -> str:
    """Return the page of every public name of the package.

    Parameters
    ----------
    package : module
        With ``__all__``.

    Returns
    -------
    str
        Markdown: a list, and a part for each name.
    """
    functions = {name: getattr(package, name) for name in package.__all__}
    listed = "\n".join(
        f"- [`ev.{name}`](#ev{name}): {_first_line(one.__doc__)}" for name, one in functions.items()
    )
    parts = (
        re.sub(rf"(?<![\w.`]){name}\(", f"ev.{name}(", _part(f"ev.{name}", one, 2))
        for name, one in functions.items()
    )
    return NAMES_HEAD + listed + "\n\n" + "\n\n".join(parts) + "\n"


def book_pages(folder: Path) -> dict[str, str]:
    """Return the pages of the formula book's documented functions.

    Parameters
    ----------
    folder : Path
        The folder of ``evidence.stats``.

    Returns
    -------
    dict of str to str
        Markdown by file name: a page a module with functions whose docstring says what goes in
        and what comes out, and ``formula_book.md``, which lists them.
    """
    pages, rows = {}, []
    for name, module, functions in _modules(folder):
        what = inspect.cleandoc(module.__doc__ or "")
        parts = [f"# evidence.stats.{name}", _prose(_as_list(what))]
        parts += [_part(called, one, 2) for called, one in functions.items()]
        pages[f"stats/{name}.md"] = "\n\n".join(parts) + "\n"
        rows.append(f"| [{name}](stats/{name}.md) | {_first_line(what)} |")
    return {"formula_book.md": BOOK_HEAD + "\n".join(rows) + "\n", **pages}


def _modules(
    folder: Path,
) -> Iterator[tuple[str, ModuleType, Mapping[str, Callable[..., Any]]]]:
    for path in sorted(folder.rglob("*.py")):
        names = [
            node.name
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef) and _told(node)
        ]
        if names:
            name = ".".join(path.relative_to(folder).with_suffix("").parts)
            module = importlib.import_module(f"evidence.stats.{name}")
            yield name, module, {one: getattr(module, one) for one in names}


def _as_list(text: str) -> str:
    """Return the vocabulary at a module's head as a list."""
    text = text.replace("Vocabulary\n----------\n", "\n**Vocabulary**\n\n")
    return re.sub(r"^(\S[^:\n]*) : ", r"- `\1`: ", text, flags=re.MULTILINE)


def _told(node: ast.FunctionDef) -> bool:
    if node.name.startswith("_"):
        return False
    found = sections(ast.get_docstring(node) or "")
    return "Parameters" in found and "Returns" in found


def _part(name: str, function: Callable[..., Any], depth: int) -> str:
    found = sections(function.__doc__ or "")
    signature = _signature(name, function)
    parts = [f"{'#' * depth} {name}", f"```python\n{signature}\n```", _prose(found[""])]
    parts += [
        f"**{heading}**\n\n{_section(heading, found[heading])}"
        for heading in HEADINGS
        if found.get(heading)
    ]
    return "\n\n".join(parts)


def _section(heading: str, text: str) -> str:
    if heading == "Examples":
        return f"```python\n{text}\n```"
    if heading in ("Parameters", "Returns", "Raises"):
        return _definitions(text)
    if heading == "References":
        return "\n".join(f"- {_prose(one)}" for one in _references(text))
    return _prose(text)


def _definitions(text: str) -> str:
    """Return numpydoc's names with indented texts as a list."""
    lines = []
    for line in text.split("\n"):
        if line and not line.startswith(" "):
            name, _, kind = line.partition(" : ")
            lines.append(f"- `{name.strip()}`" + (f" ({_prose(kind)})" if kind else ""))
        elif line.strip():
            lines.append(f"  {_prose(line.strip())}")
    return "\n".join(lines)


def _references(text: str) -> list[str]:
    """Return one text a reference: it ends where a line ends with a full stop or an address."""
    joined: list[str] = []
    for line in text.split("\n"):
        ended = not joined or re.search(r"(10\.\S+|https?://\S+|\.)$", joined[-1].strip())
        if ended and line.strip():
            joined.append(line)
        elif line.strip():
            joined[-1] += f" {line.strip()}"
    return joined


def _prose(text: str) -> str:
    plain = ROLE.sub(lambda role: f"`{role.group(1).lstrip('~')}`", text).replace("``", "`")
    plain = re.sub(r"\n-{3,}\n", "\n\n", plain)
    plain = LINK.sub(lambda doi: f"<https://doi.org/{doi.group(1)}>", plain).strip()
    pieces = plain.split("`")
    # Powers are no bold text, save where code keeps them.
    pieces[::2] = [piece.replace("**", r"\*\*") for piece in pieces[::2]]
    return "`".join(pieces)


def _first_line(docstring: str | None) -> str:
    return _prose(inspect.cleandoc(docstring or "").split("\n")[0])


def _signature(name: str, function: Callable[..., Any]) -> str:
    node = ast.parse(inspect.getsource(function)).body[0]
    assert isinstance(node, ast.FunctionDef)
    result = f" -> {_type(ast.unparse(node.returns))}" if node.returns else ""
    arguments = [_type(one) for one in _split(ast.unparse(node.args))]
    line = f"{name}({', '.join(arguments)}){result}"
    if len(line) <= 88:
        return line
    return f"{name}(\n    " + ",\n    ".join(arguments) + f",\n){result}"


def _type(text: str) -> str:
    """Return types as a reader knows them: without the quotes an early name needs."""
    bare = re.sub(r"(: ?|^)(['\"])(.+?)\2(?= ?=|$)", r"\1\3", text)
    bare = bare.replace("pd.DataFrame | Mapping[str, Sequence[Any]]", "DataFrame | Mapping")
    return re.sub(r"(: .*?\S)=(\S)", r"\1 = \2", bare, count=1).replace("pd.", "")


def _split(arguments: str) -> list[str]:
    """Return arguments split at the commas outside brackets and quotes."""
    depth, quoted, current, found = 0, "", "", []
    for sign in arguments:
        if sign in "'\"":
            quoted = "" if quoted == sign else quoted or sign
        depth += (sign in "[({") - (sign in "])}")
        if sign == "," and depth == 0 and not quoted:
            found.append(current.strip())
            current = ""
        else:
            current += sign
    return [*found, current.strip()] if current.strip() else found
