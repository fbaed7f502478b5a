"""Who may be compared with whom: two different arms of one trial, on one scale."""

from collections.abc import Iterator, Mapping

from evidence.errors import Problem
from evidence.tables.typed_table import TypedRow, TypedTable


def arm_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find contrasts of an arm with itself or with an arm of another trial.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each contrast, at the arm it is held against.
    """
    arms = tables["arms"].by_id
    for row in tables["contrasts"]:
        arm, versus = row.text("arm_id"), row.text("versus_arm_id")
        if arm and arm == versus:
            yield row.problem("E420", "versus_arm_id")
        elif arm in arms and versus in arms:
            yield from _of_one_trial(row, arms[arm], arms[versus])


def _of_one_trial(row: TypedRow, arm: TypedRow, versus: TypedRow) -> Iterator[Problem]:
    study, other = arm.text("study_id"), versus.text("study_id")
    if study and other and study != other:
        yield row.problem("E421", "versus_arm_id", arm=arm.text("arm_id"), study=study, other=other)
