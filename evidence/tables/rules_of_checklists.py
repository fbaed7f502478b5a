"""Whether people's answers are about items the checklists have."""

from collections.abc import Iterator, Mapping

from evidence.errors import Problem
from evidence.tables.checklist_items import CHECKLISTS, checklist_items
from evidence.tables.nearest import Nearest
from evidence.tables.typed_table import TypedTable


def checklist_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find answers to items that a checklist does not have.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each row, with the nearest item there is.
    """
    for row in tables["checklists"]:
        items = checklist_items().get(row.text("checklist"), ())
        numbers = {item.number for item in items}
        found = row.text("item")
        if items and found and found not in numbers:
            name, _ = CHECKLISTS[row.text("checklist")]
            nearest = Nearest(numbers).to(found)
            yield row.problem("E442", "item", checklist=name, nearest=nearest)
