"""A page against a project's tables."""

from evidence.audit.page.finding import Check
from evidence.tables.tables import Tables


def table_checks(tables: Tables) -> tuple[Check, ...]:
    """Return checks."""
    return ()
