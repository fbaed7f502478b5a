"""From a Data Package descriptor to a contract.

What the checker cannot hold is refused rather than passed over: a constraint nobody checks would
be trusted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evidence.errors import Problem, TablesRefused
from evidence.tables.agreement import disagreements, with_optional
from evidence.tables.contract import Bounds, Column, Contract, Reference, TableContract

DESCRIPTOR = "datapackage.json"
KINDS = ("string", "integer", "number")
CONSTRAINTS = {
    "required",
    "unique",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
}


def load_contract(folder: str | Path) -> Contract:
    """Return the contract of a folder of tables, or the package's where it has none of its own.

    Parameters
    ----------
    folder : str or Path
        The folder that holds the tables and perhaps a ``datapackage.json``.

    Returns
    -------
    Contract
        Tables and columns, with the project's additions.

    Raises
    ------
    TablesRefused
        The descriptor cannot be read, asks for what the checker does not know, or lacks something
        of the package's contract.

    Examples
    --------
    >>> load_contract("a folder without a descriptor").tables["arms"].primary_key
    ('arm_id',)
    """
    path = Path(folder) / DESCRIPTOR
    if not path.is_file():
        return package_contract()
    contract = _read(path)
    problems = disagreements(contract, package_contract(), path.name)
    if problems:
        raise TablesRefused(problems)
    return with_optional(contract, package_contract())


def package_contract() -> Contract:
    """Return the contract the product itself reads by.

    Examples
    --------
    >>> "studies" in package_contract().tables
    True
    """
    return _read(Path(__file__).with_name(DESCRIPTOR))


def _read(path: Path) -> Contract:
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        _refuse_unknown(descriptor, path.name)
        tables = (_table(resource) for resource in descriptor["resources"])
        return Contract(
            name=descriptor["name"],
            title=descriptor.get("title", ""),
            tables={table.name: table for table in tables},
        )
    except (ValueError, LookupError, TypeError, AttributeError, re.error) as reason:
        problem = Problem(code="E120", file=path.name, found=str(reason))
        raise TablesRefused([problem]) from reason


def _refuse_unknown(descriptor: Mapping[str, Any], file: str) -> None:
    problems = [
        Problem(code="E124", file=file, found=found, values={"table": table, "column": column})
        for table, column, found in _unknown(descriptor)
    ]
    if problems:
        raise TablesRefused(problems)


def _unknown(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Find what the checker does not hold: types, constraints, keys that lead nowhere."""
    headings = {
        resource["name"]: {field["name"] for field in resource["schema"]["fields"]}
        for resource in descriptor["resources"]
    }
    for resource in descriptor["resources"]:
        yield from _astray(resource, headings)
        for field in resource["schema"]["fields"]:
            if field["type"] not in KINDS:
                yield resource["name"], field["name"], field["type"]
            for constraint in sorted(set(field.get("constraints", {})) - CONSTRAINTS):
                yield resource["name"], field["name"], constraint


def _astray(
    resource: Mapping[str, Any], headings: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, str]]:
    """Find the keys of a table that name a table or column which does not exist."""
    name = resource["name"]
    for column in _names(resource["schema"].get("primaryKey", [])):
        if column not in headings[name]:
            yield name, column, "primaryKey"
    for key in resource["schema"].get("foreignKeys", []):
        reference = _reference(key, name)
        there = headings.get(reference.table, set())
        if not (set(reference.columns) <= headings[name] and set(reference.to_columns) <= there):
            yield name, " + ".join(reference.columns), "foreignKeys"


def _table(resource: Mapping[str, Any]) -> TableContract:
    schema = resource["schema"]
    references = (_reference(key, resource["name"]) for key in schema.get("foreignKeys", []))
    return TableContract(
        name=resource["name"],
        file=Path(resource["path"]).name,
        title=resource.get("title", ""),
        description=resource.get("description", ""),
        description_nb=resource.get("description_nb", ""),
        columns=tuple(_column(field) for field in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", [])),
        references=tuple(references),
        optional=resource.get("optional", False),
    )


def _column(field: Mapping[str, Any]) -> Column:
    rules = field.get("constraints", {})
    re.compile(rules.get("pattern", ""))
    return Column(
        name=field["name"],
        kind=field["type"],
        title=field.get("title", ""),
        description=field.get("description", ""),
        description_nb=field.get("description_nb", ""),
        example=field.get("example", ""),
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        words=tuple(rules.get("enum", ())),
        pattern=rules.get("pattern", ""),
        bounds=Bounds(
            minimum=rules.get("minimum"),
            maximum=rules.get("maximum"),
            exclusive_minimum=rules.get("exclusiveMinimum"),
            exclusive_maximum=rules.get("exclusiveMaximum"),
        ),
        optional=field.get("optional", False),
    )


def _reference(key: Mapping[str, Any], own_table: str) -> Reference:
    # Data Package: an empty or absent resource refers to the table itself.
    return Reference(
        columns=_names(key["fields"]),
        table=key["reference"].get("resource") or own_table,
        to_columns=_names(key["reference"]["fields"]),
    )


def _names(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
