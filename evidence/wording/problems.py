"""A problem in the tables, said to the person with the spreadsheet."""

from evidence.errors import Problem
from evidence.vocabulary import Language
from evidence.wording.numbers import exact
from evidence.wording.phrases import holes, phrase

LONGEST_FOUND = 80
INDENT = "\n     "


def state_problem(problem: Problem, language: Language) -> str:
    """Return what is wrong, where, and how to repair it.

    Parameters
    ----------
    problem : Problem
        The problem.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        Code, file, row and column with what is there and why it cannot be used; on a second
        line the repair.

    Examples
    --------
    >>> zero = Problem(
    ...     code="E207", file="arms.csv", row=14, column="n", found="0", values={"limit": "1"}
    ... )
    >>> print(state_problem(zero, Language.EN))
    E207 arms.csv, row 14, column "n": 0 is below the lowest possible value here, 1.
         Check the number in the source. Leave the cell empty if it is unknown.
    """
    key = f"problem.{problem.code}"
    what = _filled(key, problem, language)
    repair = _filled(f"{key}.repair", problem, language)
    near = _near(problem, language)
    return f"{problem.code} {_place(problem, language)}: {what}{INDENT}{near}{repair}"


def _place(problem: Problem, language: Language) -> str:
    parts = [_printable(problem.file)]
    if problem.row is not None:
        parts.append(phrase("problem.place.row", language, row=str(problem.row)))
    if problem.column:
        column = _printable(problem.column)
        parts.append(phrase("problem.place.column", language, column=column))
    return ", ".join(parts)


def _near(problem: Problem, language: Language) -> str:
    nearest = problem.values.get("nearest", "")
    return phrase("problem.nearest", language, nearest=nearest) + " " if nearest else ""


def _filled(key: str, problem: Problem, language: Language) -> str:
    given = {"found": problem.found, **problem.values}
    if "limit" in given:
        given["limit"] = exact(float(given["limit"]), language)
    return phrase(key, language, **{hole: _printable(given[hole]) for hole in holes(key)})


def _printable(text: str) -> str:
    """Return text that fits in a line and cannot steer a terminal."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= LONGEST_FOUND else shown[:LONGEST_FOUND] + "…"
