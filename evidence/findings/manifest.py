"""The manifest of a results file: what it was made from, down to the hash of each row."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from evidence.findings.finding import Finding, Manifest, RowTrace
from evidence.findings.named import rows_named
from evidence.synthesis.results import PooledEffect
from evidence.tables.tables import Tables
from evidence.version import __version__


def rows_behind(tables: Tables, gathered: Mapping[str, Any]) -> tuple[RowTrace, ...]:
    """Trace every table row that the parts of a question's findings name, in order of id."""
    ids = sorted(identifier for identifier in rows_named(gathered) if tables.has_row(identifier))
    return tuple(_trace(tables, identifier) for identifier in ids)


def manifest(
    tables: Tables,
    rows: tuple[RowTrace, ...],
    source_ids: Iterable[str],
    findings: Iterable[Finding],
) -> Manifest:
    """List the rows, sources and methods behind a question's findings.

    Parameters
    ----------
    tables : Tables
        The tables the rows stand in.
    rows : tuple of RowTrace
        The rows used.
    source_ids : iterable of str
        Ids of the sources used.
    findings : iterable of Finding
        The syntheses whose methods are named.

    Returns
    -------
    Manifest
        ``sha256`` is over the hashes of rows and sources, so that it changes when one does.
    """
    sources = {one: tables.trace(one, "sources").sha256 for one in source_ids}
    hashes = [*(row.sha256 for row in rows), *sources.values()]
    return Manifest(
        version=__version__,
        methods={found.synthesis.id: _methods(found) for found in findings},
        rows=rows,
        sources=sources,
        sha256=hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
    )


def _trace(tables: Tables, identifier: str) -> RowTrace:
    row = tables.trace(identifier)
    cells = row.cells
    return RowTrace(
        id=identifier,
        table=row.table,
        row=row.row,
        sha256=row.sha256,
        **{
            name: cells.get(name, "")
            for name in ("source_id", "place", "quote", "obtained", "note")
        },
    )


def _methods(finding: Finding) -> str:
    pooled = finding.analysis.pooled
    if not isinstance(pooled, PooledEffect):
        return pooled.reason
    parts = (
        pooled.model,
        pooled.tau2_method,
        pooled.ci_method,
        pooled.variance_method,
        pooled.shared_control,
    )
    return "; ".join(parts)
