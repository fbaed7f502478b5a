"""What every result can do beside holding its numbers: tidy rows, and a table in a notebook."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 60
"""A notebook shows the first and last of more rows than this, as pandas itself does."""


class Shown:
    """A result that shows itself.

    It has a ``str`` of one line too, and is told in words by :func:`evidence.state`.
    """

    __slots__ = ()

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row; tuples of text are joined, results within it left out."""
        import pandas as pd

        row: dict[str, Any] = {}
        for one in fields(self):  # type: ignore[arg-type]
            value = getattr(self, one.name)
            if isinstance(value, Shown):
                continue
            row[one.name] = "; ".join(map(str, value)) if isinstance(value, tuple) else value
        return pd.DataFrame([row])

    def as_read(self) -> Any:
        """Return its numbers by name: results with an effect have it on the scale people read."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]
        return {name: one for name, one in found.items() if type(one) in (int, float)}

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False, max_rows=MOST_ROWS))
