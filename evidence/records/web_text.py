"""What a guideline's people have written for the web about a recommendation."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.records.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WebText:
    """A paragraph of a recommendation's web text.

    ``field`` is the field of the Directorate's content interface it stands in; ``shape`` is
    ``"paragraph"``, ``"item"`` or ``"heading"``; ``about_ids`` are what it rests on.
    """

    id: str
    recommendation_id: str
    field: str
    order: int
    shape: str
    text: Text
    about_ids: tuple[str, ...]
    provenance: Provenance
