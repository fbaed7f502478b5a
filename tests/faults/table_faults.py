"""Errors people make in tables, each with the codes that must tell it.

An error picks its place by chance and spoils the tables; it returns False where the project has
no such place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.faults.table_set import HEADINGS, Row, TableSet

Plant = Callable[[TableSet, Random], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """A kind of error: what it is called, the codes that tell it, and how it is made."""

    name: str
    codes: frozenset[str]
    plant: Plant


FAULTS: list[TableFault] = []


def fault(*codes: str) -> Callable[[Plant], Plant]:
    """Enter a way of planting among the faults, told by any of the codes."""

    def enter(plant: Plant) -> Plant:
        name = plant.__name__.lstrip("_").replace("_", " ")
        FAULTS.append(TableFault(name=name, codes=frozenset(codes), plant=plant))
        return plant

    return enter


def one_of(rows: list[Row], chance: Random, *filled: str, **equal: str) -> Row | None:
    """Return a row by chance that has some cells filled and some with a given text."""
    fit = [
        row
        for row in rows
        if all(row.get(name) for name in filled)
        and all(row.get(name) == text for name, text in equal.items())
    ]
    return chance.choice(fit) if fit else None


def pooled(tables: TableSet, chance: Random, *, by: str, measure: str = "") -> Row | None:
    """Return a primary member of a pool, by the column that names its numbers."""
    pools = {
        row["synthesis_id"]
        for row in tables["syntheses"]
        if row["action"] == "pool" and measure in ("", row["measure"])
    }
    members = [row for row in tables["members"] if row["synthesis_id"] in pools]
    return one_of(members, chance, by, use="primary")


def by_id(tables: TableSet, table: str, column: str, identifier: str) -> Row:
    """Return the row with an id."""
    return next(row for row in tables[table] if row[column] == identifier)


def cell(table: str, column: str, text: str, *filled: str, **equal: str) -> Plant:
    """Return a plant that writes a text in one cell of a row that fits."""

    def plant(tables: TableSet, chance: Random) -> bool:
        row = one_of(tables[table], chance, *filled, **equal)
        if row is None:
            return False
        row[column] = text
        return True

    return plant


def enter_cell(name: str, code: str, plant: Plant) -> None:
    """Enter a fault of one cell."""
    FAULTS.append(TableFault(name=name, codes=frozenset({code}), plant=plant))


enter_cell("decimal comma", "E206", cell("results", "mean", "4,5", "mean"))
enter_cell("text for a number", "E202", cell("results", "n", "about forty", "n"))
enter_cell("date for a count", "E217", cell("results", "n", "2024-03-01", "n"))
enter_cell("mark for unknown", "E204", cell("results", "n", "NA", "n"))
enter_cell("half a person", "E203", cell("results", "n", "31.5", "n"))
enter_cell("required cell empty", "E201", cell("studies", "label", ""))
enter_cell("unknown id", "E303", cell("results", "arm_id", "Nobody_arm"))
enter_cell("word not on the list", "E211", cell("studies", "design", "paralell"))
enter_cell("no people", "E207", cell("results", "n", "0", "n"))
enter_cell("spread of zero", "E209", cell("results", "dispersion", "0", "dispersion"))
enter_cell("interval without level", "E405", cell("contrasts", "ci_level", "", "ci_low"))
enter_cell("one limit alone", "E406", cell("contrasts", "ci_high", "", "ci_low", "ci_level"))
enter_cell("wrong form of a date", "E212", cell("sources", "date_read", "1 March 2024"))
enter_cell("fewer than two people", "C01", cell("results", "n", "1", "n", "dispersion"))
enter_cell("scale value without source", "C79", cell("instruments", "typical_sd", "12"))


@fault("E301")
def _key_twice(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["results"], chance, "result_id")
    tables["results"].append(dict(row or {}))
    return row is not None


@fault("E109")
def _column_left_out(tables: TableSet, chance: Random) -> bool:
    tables[HEADINGS] = [{"heading": chance.choice(["results.n", "arms.label", "studies.design"])}]
    return True


@fault("E402")
def _mean_outside_the_scale(tables: TableSet, chance: Random) -> bool:
    scales = {row["instrument_id"]: row for row in tables["instruments"] if row.get("range_max")}
    rows = [row for row in tables["results"] if row.get("instrument_id") in scales]
    row = one_of(rows, chance, "mean")
    if row is None:
        return False
    row["mean"] = f"{float(scales[row['instrument_id']]['range_max']) + 4:g}"
    return True


@fault("E403", "E404")
def _limits_swapped(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "ci_low", "ci_high")
    if row is None:
        return False
    row["ci_low"], row["ci_high"] = row["ci_high"], row["ci_low"]
    return True


@fault("E404")
def _estimate_outside_its_interval(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "estimate", "ci_low", "ci_high")
    if row is None:
        return False
    row["estimate"] = f"{float(row['ci_high']) + 1:g}"
    return True


@fault("E401")
def _more_events_than_people(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["results"], chance, "events", "total")
    if row is None:
        return False
    row["events"] = str(int(row["total"]) + 3)
    return True


@fault("E420")
def _arm_against_itself(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["contrasts"], chance, "arm_id")
    if row is None:
        return False
    row["versus_arm_id"] = row["arm_id"]
    return True


@fault("E431", "E433", "E434")
def _numbers_of_another_trial(tables: TableSet, chance: Random) -> bool:
    row = pooled(tables, chance, by="result_id")
    if row is None:
        return False
    arms = {one["arm_id"]: one["study_id"] for one in tables["arms"]}
    others = [one for one in tables["results"] if arms[one["arm_id"]] != row["study_id"]]
    row["versus_result_id"] = chance.choice(others)["result_id"]
    return True


@fault("E432", "E434")
def _numbers_of_another_outcome(tables: TableSet, chance: Random) -> bool:
    row = pooled(tables, chance, by="result_id")
    if row is None:
        return False
    now = by_id(tables, "results", "result_id", row["result_id"])
    others = [
        one
        for one in tables["results"]
        if one["arm_id"] == now["arm_id"] and one["construct_id"] != now["construct_id"]
    ]
    if not others:
        return False
    row["result_id"] = chance.choice(others)["result_id"]
    return True


@fault("E436")
def _set_aside_without_a_reason(tables: TableSet, chance: Random) -> bool:
    row = one_of(tables["members"], chance, "use")
    if row is None:
        return False
    row["use"], row["reason_nb"] = "set aside", ""
    return True


def in_pools(tables: TableSet, column: str) -> Iterator[str]:
    """Yield the ids of what is pooled."""
    pools = {row["synthesis_id"] for row in tables["syntheses"] if row["action"] == "pool"}
    for row in tables["members"]:
        if row["synthesis_id"] in pools and row["use"] == "primary" and row.get(column):
            yield row[column]
