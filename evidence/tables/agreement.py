"""Whether a project's contract holds all of the package's.

The product reads its tables by the package's contract. A project may add tables and columns, make
a column required and shorten a closed list; it may not leave out or loosen.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace

from evidence.errors import Problem
from evidence.tables.contract import Column, Contract, TableContract


def disagreements(own: Contract, package: Contract, file: str) -> tuple[Problem, ...]:
    """Return what a project's contract lacks of the package's, or says otherwise.

    Parameters
    ----------
    own, package : Contract
        The project's contract and the package's.
    file : str
        Name of the project's descriptor.

    Returns
    -------
    tuple of Problem
        Empty where the project's contract holds all of the package's.
    """
    problems: list[Problem] = []
    for name, wanted in package.tables.items():
        if name not in own.tables:
            if not wanted.optional:
                problems.append(Problem(code="E121", file=file, found=name))
        else:
            problems.extend(_in_table(own.tables[name], wanted, file))
    return tuple(problems)


def with_optional(own: Contract, package: Contract) -> Contract:
    """Return a project's contract with the package's optional tables and columns it leaves out.

    Parameters
    ----------
    own, package : Contract
        The project's contract and the package's; they agree.

    Returns
    -------
    Contract
        The project's, so that a file may have any column the product can read.
    """
    tables = {name: _with_columns(table, package) for name, table in own.tables.items()}
    for name, table in package.tables.items():
        if table.optional:
            tables.setdefault(name, table)
    return replace(own, tables=tables)


def _with_columns(own: TableContract, package: Contract) -> TableContract:
    if own.name not in package.tables:
        return own
    columns = package.tables[own.name].columns
    absent = (one for one in columns if one.optional and one.name not in own.by_name)
    return replace(own, columns=(*own.columns, *absent))


def _in_table(own: TableContract, wanted: TableContract, file: str) -> Iterator[Problem]:
    for column in wanted.columns:
        place = {"table": own.name, "column": column.name}
        if column.name not in own.by_name:
            if not column.optional:
                yield Problem(code="E122", file=file, found=column.name, values=place)
        else:
            for part in _loosened(own.by_name[column.name], column):
                yield Problem(code="E123", file=file, found=part, values=place)
    if own.primary_key != wanted.primary_key:
        place = {"table": own.name, "column": " + ".join(wanted.primary_key)}
        yield Problem(code="E123", file=file, found="primaryKey", values=place)
    for reference in wanted.references:
        if reference not in own.references:
            place = {"table": own.name, "column": " + ".join(reference.columns)}
            yield Problem(code="E123", file=file, found="foreignKeys", values=place)


def _loosened(own: Column, wanted: Column) -> Iterator[str]:
    """Name each part of a column that the project has changed into something looser."""
    if own.kind != wanted.kind:
        yield "type"
    if wanted.required and not own.required:
        yield "required"
    if wanted.unique and not own.unique:
        yield "unique"
    if wanted.words and not (own.words and set(own.words) <= set(wanted.words)):
        yield "enum"
    if wanted.pattern and own.pattern != wanted.pattern:
        yield "pattern"
    for name, limit in asdict(wanted.bounds).items():
        if limit is not None and getattr(own.bounds, name) != limit:
            yield name
