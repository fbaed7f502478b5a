"""Whether evidence fits the question, element by element, as people have coded it."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Directness:
    """One element of a question and one estimate or synthesis.

    ``element`` is population, intervention, comparison, outcome, timepoint or setting; ``fits``
    is yes, partly, no or unclear.
    """

    about_id: str
    element: str
    fits: str
    reason: str
    decided_by: str
    provenance: Provenance
