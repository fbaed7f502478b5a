"""Two versions of a project side by side, with everything that tells what changed and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.findings.difference import Cause, ResultChange
from evidence.findings.finding import Chapter
from evidence.findings.hearing_trail import HearingTrail
from evidence.tables.mixed_tables import SetAside
from evidence.tables.row_changes import RowChange


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDifference:
    """Everything about two versions.

    Parameters
    ----------
    old_name, new_name : str
        What people call them: a folder or a version in git.
    old, new : Chapter
        Their findings.
    results : tuple of ResultChange
        Results that differ.
    rows : tuple of RowChange
        Table rows that differ.
    causes : tuple of Cause
        The kinds of change there are between them.
    not_parted : mapping of Cause to str
        Why a cause could not be tried alone, for those that could not.
    aside : tuple of SetAside
        Rows left out when causes were tried alone.
    hearing : HearingTrail or None
        Which comments led to which changes; None where nobody has commented.
    """

    old_name: str
    new_name: str
    old: Chapter
    new: Chapter
    results: tuple[ResultChange, ...]
    rows: tuple[RowChange, ...]
    causes: tuple[Cause, ...]
    not_parted: Mapping[Cause, str]
    aside: tuple[SetAside, ...]
    hearing: HearingTrail | None = None
