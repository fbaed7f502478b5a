"""What people answer to an item of a reporting checklist."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistAnswer:
    """An answer only people can give.

    ``answer`` is ``"yes"``, ``"partly"``, ``"no"`` or ``"not applicable"``; ``where`` says where
    the answer stands, or why the item does not apply.
    """

    checklist: str
    item: str
    answer: str
    where: str
    answered_by: str
    answered_on: str
    note: str
