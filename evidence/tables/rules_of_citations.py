"""Whether every source is cited: one that nothing rests on does not belong in a reference list."""

from collections.abc import Iterator, Mapping
from itertools import chain

from evidence.errors import Problem
from evidence.tables.contract import Reference
from evidence.tables.references import WITH_SUBJECTS, ids_in
from evidence.tables.typed_table import TypedTable

SOURCES = "sources"


def citation_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find sources that no row of any table cites.

    A row cites a source by any column that leads to the table of sources, whether its numbers
    come from there or the source is a study's or a review's own report, and by a list of what a
    claim or a web text is about. Nothing is said while a citation is missing or leads nowhere:
    it may be of the source that seems uncited.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each source.
    """
    sources = tables[SOURCES]
    key = sources.contract.id_column
    citing = [
        (table, reference.columns[0])
        for table in tables.values()
        for reference in table.contract.references
        if _leads_to(reference, sources, key)
    ]
    if not sources.sheet.complete or key not in sources.columns:
        return
    if not all(_is_filled(table, column) for table, column in citing):
        return
    cited = set(chain.from_iterable(table.column(column) for table, column in citing))
    cited.discard(None)
    if not cited <= set(sources.texts(key)):
        return
    for name in WITH_SUBJECTS:
        cited.update(chain.from_iterable(map(ids_in, tables[name].texts("about_ids"))))
    for row in sources:
        if row[key] is not None and row[key] not in cited:
            yield row.problem("E306", key)


def _leads_to(reference: Reference, sources: TypedTable, key: str) -> bool:
    return reference.table == sources.name and reference.to_columns == (key,)


def _is_filled(table: TypedTable, column: str) -> bool:
    """Tell whether the column was read to its end, with a value wherever there must be one."""
    contract = table.contract.by_name[column]
    if column not in table.columns:
        return contract.optional and table.sheet.complete
    return table.sheet.complete and not (contract.required and None in table.column(column))
