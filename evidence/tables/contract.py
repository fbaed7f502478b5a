"""The contract of the tables: which there are, their columns, and what a cell may hold.

A contract is read from a Data Package descriptor (``datapackage.json``). The package's own names
every table and column the product reads; a project's descriptor holds the same and may add
columns and tables of its own.

Vocabulary
----------
kind
    What a cell holds: ``string``, ``integer`` or ``number``.
words
    The closed list a cell is chosen from; empty where any text will do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The limits of a number as the descriptor writes them; None where there is none."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, its name for readers and what its cells may hold.

    ``description`` says in English what a cell holds, ``description_nb`` the same in bokmål.
    ``pattern`` is a regular expression the whole cell must match, ``example`` a cell that does.
    A file need not have a column that is ``optional``.
    """

    name: str
    kind: str
    title: str = ""
    description: str = ""
    description_nb: str = ""
    example: str = ""
    required: bool = False
    unique: bool = False
    words: tuple[str, ...] = ()
    pattern: str = ""
    bounds: Bounds = Bounds()
    optional: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether cells are numbers."""
        return self.kind != "string"

    @property
    def holds_dates(self) -> bool:
        """Whether a date is a right answer here."""
        if not self.pattern:
            return False
        form = re.compile(self.pattern)
        return bool(form.fullmatch("2024-03-01")) and not form.fullmatch("text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns whose cells must be found in columns of another table (a foreign key)."""

    columns: tuple[str, ...]
    table: str
    to_columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TableContract:
    """One table of the contract; a folder need not have one that is ``optional``."""

    name: str
    file: str
    title: str
    description: str
    description_nb: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]
    optional: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by heading."""
        return {column.name: column for column in self.columns}

    @property
    def id_column(self) -> str:
        """The column rows are known by, or empty where a row has no id of its own."""
        return self.primary_key[0] if len(self.primary_key) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Every table of a project, by name and in the order of the descriptor."""

    name: str
    title: str
    tables: Mapping[str, TableContract]
