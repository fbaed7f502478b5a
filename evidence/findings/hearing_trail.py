"""Which hearing comment led to which change between two versions, and what neither has.

Vocabulary: a change is a table row or an analysis page that differs, named ``table/key`` or
``analyses/page.py``. A comment leads to what its ``led_to`` names: a change, a row by its key
alone, a page by its file name, or a version git knows, which stands for what it changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.records.hearing import HearingComment
from evidence.tables.row_changes import RowChange
from evidence.tables.typed_table import TypedTable

APART = ("hearing", "waivers", "checklists")
"""Tables about the work itself, whose rows no comment needs to explain."""
PAGES = "analyses"
_REASONS = ("reason", "reason_nb", "note")
TAKEN = ("accepted", "partly accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """A comment and the changes it led to."""

    comment: HearingComment
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A comment that was taken without a change to show for it.

    ``why`` is ``"unnamed"`` where it names none, ``"unchanged"`` where nothing of what it
    names differs, and ``"unknown"`` where it names what is in neither version.
    """

    comment: HearingComment
    why: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingTrail:
    """Comments with their changes, and changes without a comment.

    ``reasoned`` are changes that no comment explains, by the reason written in the row itself;
    ``unexplained`` those with neither.
    """

    led: tuple[Led, ...]
    reasoned: Mapping[str, str]
    unexplained: tuple[str, ...]
    loose: tuple[Loose, ...]


def changes_between(rows: Sequence[RowChange], pages: Sequence[str]) -> tuple[str, ...]:
    """Return the names of what differs between two versions.

    Parameters
    ----------
    rows : sequence of RowChange
        Table rows that differ.
    pages : sequence of str
        File names of analysis pages that differ.

    Returns
    -------
    tuple of str
        ``table/key`` and ``analyses/page.py``.
    """
    named = (f"{row.table}/{row.key}" for row in rows if row.table not in APART)
    return tuple(dict.fromkeys((*named, *(f"{PAGES}/{page}" for page in pages))))


def led_by(name: str, changes: Sequence[str]) -> tuple[str, ...]:
    """Return the changes a comment names.

    Examples
    --------
    >>> led_by("E01", ("estimates/E01", "estimates/E02"))
    ('estimates/E01',)
    """
    return tuple(one for one in changes if name in (one, one.partition("/")[2]))


def hearing_trail(
    comments: Sequence[HearingComment],
    rows: Sequence[RowChange],
    pages: Sequence[str],
    *,
    versions: Mapping[str, Sequence[str]],
    known: frozenset[str],
    tables: Mapping[str, TypedTable],
) -> HearingTrail | None:
    """Follow hearing comments to changes, and changes to comments.

    Parameters
    ----------
    comments : sequence of HearingComment
        Those of the new version.
    rows : sequence of RowChange
        Table rows that differ, those of the hearing among them.
    pages : sequence of str
        File names of analysis pages that differ.
    versions : mapping of str to sequence of str
        What each version that comments name has changed.
    known : frozenset of str
        Names and keys of every row and page of either version.
    tables : mapping of str to TypedTable
        The tables of the new version, where an added row has its reason.

    Returns
    -------
    HearingTrail or None
        None where nobody has commented.
    """
    if not comments:
        return None
    changes = changes_between(rows, pages)
    led = tuple(
        Led(comment=one, changes=found)
        for one in comments
        if (found := _changes_of(one, changes, versions))
    )
    explained = {change for one in led for change in one.changes}
    left = [change for change in changes if change not in explained]
    reasons = dict(_reasons(rows, tables))
    fresh = {row.key for row in rows if row.table == "hearing"}
    return HearingTrail(
        led=led,
        reasoned={change: reasons[change] for change in left if change in reasons},
        unexplained=tuple(change for change in left if change not in reasons),
        loose=tuple(_loose(comments, {one.comment.id for one in led}, fresh, versions, known)),
    )


def _changes_of(
    comment: HearingComment, changes: Sequence[str], versions: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in comment.led_to:
        through = [one for one in versions.get(name, ()) if one in changes]
        found |= dict.fromkeys((*led_by(name, changes), *through))
    return tuple(found)


def _loose(
    comments: Sequence[HearingComment],
    led: set[str],
    fresh: set[str],
    versions: Mapping[str, Sequence[str]],
    known: frozenset[str],
) -> Iterator[Loose]:
    """Yield comments that were taken without a change; those settled before are let be."""
    for one in comments:
        unknown = tuple(name for name in one.led_to if name not in known and name not in versions)
        if unknown:
            yield Loose(comment=one, why="unknown", names=unknown)
        elif one.decision in TAKEN and not one.led_to:
            yield Loose(comment=one, why="unnamed", names=())
        elif one.decision in TAKEN and one.id not in led and one.id in fresh:
            yield Loose(comment=one, why="unchanged", names=one.led_to)


def _reasons(
    rows: Sequence[RowChange], tables: Mapping[str, TypedTable]
) -> Iterator[tuple[str, str]]:
    """Yield the reason written in a changed row: newly in an edited one, at all in a new one."""
    for change in rows:
        if change.kind == "changed":
            told = [cell.after for cell in change.cells if cell.column in _REASONS and cell.after]
        else:
            own = (row for row in tables.get(change.table, ()) if row.number == change.row)
            added = next(own, None) if change.kind == "added" else None
            told = [added.text(name) for name in _REASONS if added.text(name)] if added else []
        if told:
            yield f"{change.table}/{change.key}", told[0]
