"""Evidence synthesis as code: tables in, checked numbers and documents out.

One import serves an analysis page and a notebook alike: ``import evidence as ev``. Names are
fetched when first used, so that the command line starts without loading the formula book.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.certainty.rate import rate
    from evidence.findings.answer import answer
    from evidence.findings.overview import overview
    from evidence.findings.store import load, save, save_overview
    from evidence.synthesis.analyse import analyse
    from evidence.synthesis.effect_sizes import effect_sizes
    from evidence.synthesis.pool import pool
    from evidence.tables.open_tables import open_tables

__version__ = "0.1.0"

__all__ = [
    "analyse",
    "answer",
    "effect_sizes",
    "load",
    "open_tables",
    "overview",
    "pool",
    "rate",
    "save",
    "save_overview",
]

_HOMES = {
    "analyse": "evidence.synthesis.analyse",
    "answer": "evidence.findings.answer",
    "effect_sizes": "evidence.synthesis.effect_sizes",
    "load": "evidence.findings.store",
    "open_tables": "evidence.tables.open_tables",
    "overview": "evidence.findings.overview",
    "pool": "evidence.synthesis.pool",
    "rate": "evidence.certainty.rate",
    "save": "evidence.findings.store",
    "save_overview": "evidence.findings.store",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'evidence' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
