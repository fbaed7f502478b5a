"""What a rule answers about one thing it looks at: it fires, it cannot tell, or all is well."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands.

    Parameters
    ----------
    file : str
        The file's name.
    table, id : str
        The table and the row's key; several columns of a key are joined by ``+``.
    row : int or None
        Row in the spreadsheet (headings are row 1); None for a table or a result as a whole.
    column : str
        The heading of the column, or empty.
    found : str
        What is written there.
    """

    file: str
    table: str
    id: str
    row: int | None = None
    column: str = ""
    found: str = ""

    @property
    def key(self) -> str:
        """The place as a waiver names it: the same when rows move."""
        return f"{self.table}/{self.id}" if self.id else self.table


@dataclass(frozen=True, slots=True, kw_only=True)
class Fires:
    """The rule found a fault.

    ``values`` fill the holes of the rule's message and repair: text as it is, counts and numbers
    unrounded. ``severity`` is one of ``stop``, ``warn`` and ``note`` where it is not the rule's.
    ``others`` are further places it is about.
    """

    place: Place
    values: Mapping[str, Value] = field(default_factory=dict)
    severity: str = ""
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCheckable:
    """The rule cannot tell, because something is missing.

    ``missing`` is a column (``results.n``) or a key of the rule's ``lacking``; ``about`` names
    what was not checked.
    """

    missing: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passes:
    """The rule looked at ``count`` things and found nothing."""

    count: int = 1


Answer = Fires | NotCheckable | Passes
PASSES = Passes()
