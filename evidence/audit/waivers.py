"""Waivers: remarks a person has answered, and what is wrong with waivers themselves."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from evidence.audit.answers import Place
from evidence.audit.project import Project
from evidence.tables.tables import WAIVERS

LAST = {4: "-12-31", 7: "-31"}
"""What makes a year or a month into its last day, as a text that sorts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A row of ``waivers.csv``: which rule, at which place, why, by whom, and until when."""

    code: str
    about: str
    reason: str
    who: str
    decided_on: str
    expires: str
    place: Place

    def has_expired(self, today: date) -> bool:
        """Tell whether its last day has passed."""
        last = self.expires + LAST.get(len(self.expires), "")
        return bool(self.expires) and last < today.isoformat()


def waivers(project: Project) -> tuple[Waiver, ...]:
    """Return the waivers of a project in the order of the file."""
    return tuple(
        Waiver(
            code=row.text("code"),
            about=row.text("place"),
            reason=row.text("reason"),
            who=row.text("who"),
            decided_on=row.text("date"),
            expires=row.text("expires"),
            place=project.of_row(row, "place"),
        )
        for row in project.tables.rows.tables[WAIVERS]
    )


def holding(project: Project) -> dict[tuple[str, str], Waiver]:
    """Return the waivers that have not expired, by code and place."""
    return {
        (one.code, one.about): one for one in waivers(project) if not one.has_expired(project.today)
    }


def unused(
    project: Project,
    used: Collection[tuple[str, str]],
    held: Collection[str],
    known: Iterable[str],
) -> Iterator[Waiver]:
    """Yield the waivers that answered nothing, of rules that were held or do not exist."""
    exist = set(known)
    for waiver in holding(project).values():
        if (waiver.code, waiver.about) not in used and (
            waiver.code in held or waiver.code not in exist
        ):
            yield waiver
