"""Plant every error in clean projects and count how many are told, and what is told of none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from evidence.findings.finding import Chapter
from evidence.tables.contract import Contract
from evidence.tables.descriptor import load_contract, package_contract
from tests.faults import faults_of_numbers, faults_of_reviews, faults_of_trials
from tests.faults.continuous_project import TRIALS, continuous_project
from tests.faults.table_faults import FAULTS, TableFault
from tests.faults.table_set import (
    TableSet,
    chapter_of,
    copied,
    opened,
    read_tables,
    said_of,
)

ROOT = Path(__file__).parents[2]
MODULES = (faults_of_numbers, faults_of_trials, faults_of_reviews)
"""Read so that their faults stand among all."""
TRIES = 30
Said = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanProject:
    """A project nothing is planted in yet, with what is said of it as it stands."""

    name: str
    tables: TableSet
    contract: Contract
    chapter: Chapter
    said: Said

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(len(rows) for rows in self.tables.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One error planted: in which project, and the codes that told it."""

    fault: TableFault
    project: str
    told_by: frozenset[str]


def all_faults() -> tuple[TableFault, ...]:
    """Return every kind of error."""
    return tuple(FAULTS)


def shipped() -> CleanProject:
    """Return the project of this repository, in which every remark is known to be true."""
    return _clean("shipped", read_tables(ROOT / "data"), load_contract(ROOT / "data"))


def starter() -> CleanProject:
    """Return the project that ``evidence new`` makes."""
    folder = ROOT / "evidence" / "cli" / "starter" / "data"
    return _clean("starter", read_tables(folder), package_contract())


def invented(seed: int, trials: int = TRIALS) -> CleanProject:
    """Return a project of invented people."""
    return _clean("invented", continuous_project(seed, trials), package_contract())


def _clean(name: str, tables: TableSet, contract: Contract) -> CleanProject:
    chapter = chapter_of(opened(tables, contract))
    said = said_of(tables, contract, chapter)
    return CleanProject(name=name, tables=tables, contract=contract, chapter=chapter, said=said)


def planted(project: CleanProject, fault: TableFault, seed: int) -> Outcome | None:
    """Plant one error; None where the project has no place for it."""
    chance = Random(f"{fault.name} {project.name} {seed}")
    for _ in range(TRIES):
        tables = copied(project.tables)
        if fault.plant(tables, chance):
            found = said_of(tables, project.contract, project.chapter, fault.codes)
            new = {code for code, place, column in set(found) - set(project.said)}
            return Outcome(fault=fault, project=project.name, told_by=frozenset(new & fault.codes))
    return None


def outcomes(project: CleanProject, seed: int) -> Iterator[Outcome]:
    """Plant every error that has a place in a project, each alone."""
    for fault in all_faults():
        outcome = planted(project, fault, seed)
        if outcome is not None:
            yield outcome
