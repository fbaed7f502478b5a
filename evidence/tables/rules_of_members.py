"""What may stand in a synthesis: numbers of the trial named, about the thing it is about."""

from collections.abc import Iterator, Mapping

from evidence.errors import Problem
from evidence.tables.typed_table import TypedRow, TypedTable

REPORTED = {"contrast_id": "contrasts", "result_id": "results", "versus_result_id": "results"}


def member_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find members of a synthesis that name no numbers, too many, or those of something else.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each fault, at the cell that leads astray.
    """
    look_up = _LookUp(tables)
    for row in tables["members"]:
        given = [column for column in REPORTED if row.written(column)]
        if given not in (["contrast_id"], ["result_id", "versus_result_id"]):
            yield row.problem("E430", "contrast_id", given=", ".join(given) or "–")
        else:
            for column in given:
                yield from look_up.astray(row, column)
            yield from look_up.unlike_arms(row)
        if row["use"] == "set aside" and not row.written("reason_nb"):
            yield row.problem("E436", "reason_nb")


class _LookUp:
    """Rows by id, so that each member is followed to its trial and construct."""

    def __init__(self, tables: Mapping[str, TypedTable]) -> None:
        self._rows = {column: tables[table].by_id for column, table in REPORTED.items()}
        self._arms = tables["arms"].by_id
        self._syntheses = tables["syntheses"].by_id
        self._outcomes = tables["outcomes"].by_id

    def astray(self, row: TypedRow, column: str) -> Iterator[Problem]:
        """Find numbers of another trial or another construct than the member's own."""
        numbers = self._rows[column].get(row.text(column))
        if numbers is None:
            return
        arm = self._arms.get(numbers.text("arm_id"))
        if arm is not None and arm.text("study_id") != row.text("study_id"):
            yield row.problem(
                "E431", column, study=row.written("study_id"), other=arm.text("study_id")
            )
        construct = self._construct_of(row)
        if construct and construct != numbers.text("construct_id"):
            other = numbers.text("construct_id")
            yield row.problem(
                "E432",
                column,
                synthesis=row.text("synthesis_id"),
                construct=construct,
                other=other,
            )

    def unlike_arms(self, row: TypedRow) -> Iterator[Problem]:
        """Find two results that are of the same arm, or on different scales."""
        result = self._rows["result_id"].get(row.text("result_id"))
        versus = self._rows["versus_result_id"].get(row.text("versus_result_id"))
        if result is None or versus is None:
            return
        arm = result.text("arm_id")
        if arm and arm == versus.text("arm_id"):
            yield row.problem("E433", "versus_result_id", result=row.text("result_id"), arm=arm)
        scale, other = result.text("instrument_id"), versus.text("instrument_id")
        if scale != other:
            yield row.problem(
                "E434",
                "versus_result_id",
                result=row.text("result_id"),
                instrument=scale or "–",
                other=other or "–",
            )

    def _construct_of(self, row: TypedRow) -> str:
        synthesis = self._syntheses.get(row.text("synthesis_id"))
        outcome = self._outcomes.get(synthesis.text("outcome_id")) if synthesis else None
        return outcome.text("construct_id") if outcome else ""
