"""What hearing comments point at between two versions: rows, pages, or other versions in git."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from evidence.cli.project_version import NoProject, VersionUnknown, fetch_version
from evidence.cli.reruns import pages_of
from evidence.errors import EvidenceError
from evidence.findings.hearing_trail import PAGES, HearingTrail, changes_between, hearing_trail
from evidence.tables.open_tables import open_tables
from evidence.tables.row_changes import RowChange, row_changes
from evidence.tables.tables import Tables


def trail_between(
    folders: tuple[Path, Path],
    tables: tuple[Tables, Tables],
    rows: tuple[RowChange, ...],
    project: Path,
) -> HearingTrail | None:
    """Follow the hearing comments of the new version to what differs from the old one.

    Parameters
    ----------
    folders, tables : tuple of the old and the new
        The two versions.
    rows : tuple of RowChange
        Their table rows that differ.
    project : path
        The project people stand in, in whose repository versions are looked up.

    Returns
    -------
    HearingTrail or None
        None where nobody has commented.
    """
    comments = tables[1].hearing
    if not comments:
        return None
    known = frozenset(name for one in tables for name in _names(one)) | _pages_known(folders)
    named = {name for comment in comments for name in comment.led_to} - known
    return hearing_trail(
        comments,
        rows,
        changed_pages(*folders),
        versions=dict(_versions(sorted(named), project)),
        known=known,
        tables=tables[1].rows.tables,
    )


def changed_pages(old: Path, new: Path) -> tuple[str, ...]:
    """Return the file names of analysis pages that differ between two folders."""
    before, after = pages_of(old), pages_of(new)
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _pages_known(folders: tuple[Path, Path]) -> frozenset[str]:
    pages = {name for folder in folders for name in pages_of(folder)}
    return frozenset(pages | {f"{PAGES}/{name}" for name in pages})


def _names(tables: Tables) -> Iterator[str]:
    """Yield every row's key, alone and with its table."""
    for name, table in tables.rows.tables.items():
        for row in table:
            key = " + ".join(filter(None, map(row.text, table.contract.primary_key)))
            yield from (key, f"{name}/{key}")


def _versions(names: list[str], project: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what each version git knows has changed; other names are left out."""
    for name in names:
        with tempfile.TemporaryDirectory(prefix="evidence-hearing-") as place:
            try:
                yield name, _changed_in(name, project, Path(place))
            except (VersionUnknown, NoProject):
                continue
            except EvidenceError:
                # A version whose tables cannot be read is one all the same; what it changed
                # cannot be told.
                yield name, ()


def _changed_in(name: str, project: Path, place: Path) -> tuple[str, ...]:
    new = fetch_version(name, project, place / "new")
    try:
        old = fetch_version(f"{name}^", project, place / "old")
    except VersionUnknown:
        # The first there is: it came with everything and changed nothing.
        return ()
    rows = row_changes(open_tables(old / "data"), open_tables(new / "data"))
    return changes_between(rows, changed_pages(old, new))
