"""The page of all messages about the tables: code, meaning, example and repair.

Examples are messages as they are given, from values kept in ``example_problems.csv``.
"""

import csv
import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from evidence.errors import Problem
from evidence.vocabulary import Language
from evidence.wording.phrases import keys, phrase
from evidence.wording.problems import state_problem

EXAMPLES = Path(__file__).with_name("example_problems.csv")
LANGUAGES = (Language.NB, Language.EN)


def error_page() -> str:
    """Return the page of messages as Markdown, Norwegian first and English after.

    Returns
    -------
    str
        A section for each code; ends in a line feed.

    Examples
    --------
    >>> "### E205" in error_page()
    True
    """
    examples = example_problems()
    parts = [f"# {phrase('problem.page.title', Language.NB)}"]
    parts += [phrase("problem.page.intro", language) for language in LANGUAGES]
    for group, codes in groupby(sorted(problem_codes()), key=lambda code: code[:2]):
        titles = (phrase(f"problem.group.{group}", language) for language in LANGUAGES)
        parts.append(f"## {group}xx {' / '.join(titles)}")
        parts += [_section(code, examples[code]) for code in codes]
    return "\n\n".join(parts) + "\n"


def problem_codes() -> tuple[str, ...]:
    """Return every code that has words.

    Examples
    --------
    >>> "E301" in problem_codes()
    True
    """
    parts = (key.split(".") for key in keys("problem.E"))
    return tuple(code for _, code, *rest in parts if not rest)


def example_problems() -> Mapping[str, Problem]:
    """Return one problem of each code, as the checks have given it.

    Examples
    --------
    >>> example_problems()["E205"].found
    '1,234'
    """
    with EXAMPLES.open(encoding="utf-8", newline="") as stream:
        problems = [_problem(row) for row in csv.DictReader(stream)]
    return {problem.code: problem for problem in problems}


def _problem(row: Mapping[str, str]) -> Problem:
    return Problem(
        code=row["code"],
        file=row["file"],
        row=int(row["row"]) if row["row"] else None,
        column=row["column"],
        found=row["found"],
        values=json.loads(row["values"]),
    )


def _section(code: str, example: Problem) -> str:
    meanings = (phrase(f"problem.{code}.meaning", language) for language in LANGUAGES)
    shown = (f"```text\n{state_problem(example, language)}\n```" for language in LANGUAGES)
    return "\n\n".join([f"### {code} {' / '.join(meanings)}", *shown])
