"""The page that says which wrongs in the formula book no test finds, and why that is no harm."""

from collections.abc import Mapping, Sequence
from typing import Any

HEAD = """# Mutation testing

`python -m validation.mutation MODULE …` makes small wrongs in modules of `evidence/stats`, one at a
time (an operator, a comparison, a number or a truth value turned into another), and runs the tests
that reach the line. `--most 20` draws twenty of each module by chance, always the same. A wrong
that every test lets pass has survived: either a test is missing, or the wrong changes nothing that
can be seen, and then the reason stands below. This page is made by `make docs` from
`validation/mutation.json` and `validation/survivors.csv`.

"""


def mutation_page(
    found: Mapping[str, Any], reasons: Sequence[Mapping[str, str]], modules: int
) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    found : mapping
        What ``validation/mutation.py`` wrote: mutants and survivors, by module.
    reasons : sequence of mapping
        ``module``, ``mutant`` and ``reason`` of every survivor.
    modules : int
        How many modules the formula book has.

    Returns
    -------
    str
        A table of modules, and the survivors of each with their reasons.
    """
    why = {(row["module"], row["mutant"]): row["reason"] for row in reasons}
    tried = sum(one["mutants"] for one in found.values())
    every = sum(one["of"] for one in found.values())
    left = sum(len(one["survived"]) for one in found.values())
    parts = [
        HEAD.strip(),
        f"Tried so far: {len(found)} of {modules} modules, {tried:,} of their {every:,} wrongs, of "
        f"which {left} survived.",
        "| module | wrongs | tried | survived |\n| --- | --- | --- | --- |\n"
        + "\n".join(
            f"| `{name}` | {one['of']} | {one['mutants']} | {len(one['survived'])} |"
            for name, one in found.items()
        ),
    ]
    for name, one in found.items():
        if one["survived"]:
            rows = [
                f"| `{each['mutant']}` | {why.get((name, each['mutant']), '')} |".replace("||", "")
                for each in one["survived"]
            ]
            parts.append(f"## {name}\n\n| wrong | why no test can tell |\n| --- | --- |")
            parts[-1] += "\n" + "\n".join(dict.fromkeys(rows))
    return "\n\n".join(parts) + "\n"
