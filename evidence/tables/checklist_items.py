"""The items of the reporting checklists, and what of a project answers each.

Vocabulary: ``rests_on`` names what must be there for an item to be answered: a table
(``ongoing``), a column (``search.strategy``), a field of the web text (``web.praktisk``),
something of the results (``result.certainty``) or ``people``, where no table can tell.
``shown_in`` are the places of the report where a reader finds it.

References
----------
Brouwers MC, et al. AGREE II: advancing guideline development, reporting and evaluation in health
care. CMAJ 2010;182:E839-42. https://doi.org/10.1503/cmaj.090449

Chen Y, et al. A reporting tool for practice guidelines in health care: the RIGHT statement. Ann
Intern Med 2017;166:128-32. https://doi.org/10.7326/M16-1565

Gates M, et al. Reporting guideline for overviews of reviews of healthcare interventions:
development of the PRIOR statement. BMJ 2022;378:e070849. https://doi.org/10.1136/bmj-2022-070849

Page MJ, et al. The PRISMA 2020 statement: an updated guideline for reporting systematic reviews.
BMJ 2021;372:n71. https://doi.org/10.1136/bmj.n71
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PEOPLE = "people"
CHECKLISTS: Mapping[str, tuple[str, str]] = {
    "AGREE2": ("AGREE II", "10.1503/cmaj.090449"),
    "RIGHT": ("RIGHT", "10.7326/M16-1565"),
    "PRIOR": ("PRIOR", "10.1136/bmj-2022-070849"),
    "PRISMA2020": ("PRISMA 2020", "10.1136/bmj.n71"),
}
"""The name and the DOI of each; PRIOR's items are its 27 main ones, their parts taken together."""
_ITEMS = Path(__file__).with_name("checklist_items.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """An item of a checklist; ``asks`` is the key of a phrase that says what it asks for."""

    checklist: str
    number: str
    section: str
    asks: str
    rests_on: tuple[str, ...]
    shown_in: tuple[str, ...]


@cache
def checklist_items() -> Mapping[str, tuple[ChecklistItem, ...]]:
    """Return the items of each checklist, in its order.

    Returns
    -------
    mapping of str to tuple of ChecklistItem
        By the checklist's key.

    Examples
    --------
    >>> {name: len(items) for name, items in checklist_items().items()}
    {'AGREE2': 23, 'RIGHT': 35, 'PRIOR': 27, 'PRISMA2020': 42}
    """
    found: dict[str, list[ChecklistItem]] = {name: [] for name in CHECKLISTS}
    with _ITEMS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            item = ChecklistItem(
                checklist=row["checklist"],
                number=row["item"],
                section=row["section"],
                asks=row["asks"],
                rests_on=_parts(row["rests_on"]),
                shown_in=_parts(row["shown_in"]),
            )
            found[item.checklist].append(item)
    return {name: tuple(items) for name, items in found.items()}


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
