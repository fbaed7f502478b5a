"""The manifest of a results file: what it was made from, down to the hash of each row."""

import hashlib
from collections.abc import Mapping
from typing import Any

from evidence import __version__
from evidence.findings.finding import Finding, Manifest, RowTrace
from evidence.findings.named import rows_named
from evidence.synthesis.results import PooledEffect
from evidence.tables.tables import Tables


def manifest(tables: Tables, gathered: Mapping[str, Any]) -> Manifest:
    """List the rows and methods behind a question's findings, in a fixed order.

    Parameters
    ----------
    tables : Tables
        The tables the rows stand in.
    gathered : mapping
        The parts of the question's findings; every id they name is traced.

    Returns
    -------
    Manifest
        ``sha256`` is over the rows' own hashes, so that it changes when a used row does.
    """
    ids = sorted(identifier for identifier in rows_named(gathered) if tables.has_row(identifier))
    rows = tuple(_trace(tables, identifier) for identifier in ids)
    sources = {s.id: tables.trace(s.id, "sources").sha256 for s in gathered["sources"]}
    hashes = [*(row.sha256 for row in rows), *sources.values()]
    digest = hashlib.sha256("\n".join(hashes).encode())
    return Manifest(
        version=__version__,
        methods={f.synthesis.id: _methods(f) for f in gathered["findings"]},
        rows=rows,
        sources=sources,
        sha256=digest.hexdigest(),
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
