"""Where a row is about one of two things, decided once, and where a decision needs its reason."""

from collections.abc import Iterator, Mapping

from evidence.errors import Problem
from evidence.tables.typed_table import TypedTable

ONE_OF_TWO = {
    "judgements": ("estimate_id", "synthesis_id"),
    "rater_levels": ("estimate_id", "synthesis_id"),
    "directness": ("estimate_id", "synthesis_id"),
    "review_roles": ("review_id", "study_id"),
}


def choice_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find rows about both or neither of two things, domains decided twice, reasons not given.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each row, at the first of the two columns, the domain or the reason.
    """
    for name, (first, second) in ONE_OF_TWO.items():
        for row in tables[name]:
            if bool(row.written(first)) == bool(row.written(second)):
                yield row.problem("E440", first, second=second, other=row.written(second) or "–")
    decided: dict[tuple[str, str], int] = {}
    for row in tables["judgements"]:
        about = row.text("estimate_id") or row.text("synthesis_id")
        key = about, row.text("domain")
        if all(key) and decided.setdefault(key, row.number) != row.number:
            yield row.problem("E441", "domain", about=about, other=str(decided[key]))
    for row in tables["syntheses"]:
        if row["action"] == "show" and not row.written("reason_nb"):
            yield row.problem("E437", "reason_nb")
