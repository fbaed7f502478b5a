"""The text of a row that its hash is made of: the same whatever program saved the file.

Only filled cells count, by heading, so neither the order of columns nor a new column that is
still empty changes a hash. Numbers are written in one way, with the 15 digits a spreadsheet keeps.
"""

import hashlib
import json
from collections.abc import Iterable

from evidence.tables.typed_table import TypedRow


def canonical_text(row: TypedRow) -> str:
    """Return the text a row's hash is made of.

    Parameters
    ----------
    row : TypedRow
        The row.

    Returns
    -------
    str
        Filled cells as JSON, headings in alphabetical order.
    """
    cells = {name: _plain(row[name]) for name in row.table.columns if row[name] is not None}
    return json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(texts: Iterable[str]) -> str:
    """Return the SHA-256 of texts, one a line.

    Examples
    --------
    >>> sha256_of([])[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8") + b"\n")
    return digest.hexdigest()


def _plain(value: object) -> str:
    return format(value, ".15g") if isinstance(value, float) else str(value)
