"""What a printed number says of the number behind it: an interval as wide as its last digit."""

from evidence.audit.project import Project
from evidence.records.provenance import Provenance


def decimals_written(text: str) -> int:
    """Return the number of decimals a cell is written with.

    Examples
    --------
    >>> decimals_written("-5.0"), decimals_written("12")
    (1, 0)
    """
    _, _, after = text.strip().replace(",", ".").partition(".")
    return len(after)


def half_unit(project: Project, provenance: Provenance, column: str) -> float:
    """Return half of the last digit a cell is written with."""
    written = project.written(provenance, column)
    return float(0.5 * 10.0 ** -decimals_written(written))
