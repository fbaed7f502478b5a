"""A trial, its arms and what they were given."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.records.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """What an arm received; ``kind`` tells treatments from passive and active controls.

    ``group_id`` is the broader intervention it counts with in subgroups, or its own id.
    """

    id: str
    name: Text
    kind: str
    group_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm of a trial; two comparisons naming the same control arm share its people."""

    id: str
    study_id: str
    label: str
    intervention: Intervention
    n_randomised: int | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A trial as registered and reported.

    ``own`` holds the columns a project has added to the table for its own topic.
    """

    id: str
    label: str
    source_id: str
    year: int | None
    country: str
    design: str
    diagnostic_criteria: str
    n_randomised: int | None
    registration: str
    own: Mapping[str, str]
    provenance: Provenance
