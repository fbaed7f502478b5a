"""A figure in an analyst's hands: looked at in a notebook, saved in any format, its numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.display.plots.data_csv import to_csv
from evidence.display.plots.geometry import Figure
from evidence.display.plots.matplotlib_file import write_pdf, write_png
from evidence.display.plots.svg import to_svg
from evidence.display.plots.write import write_whole
from evidence.errors import ChoiceUnknown

if TYPE_CHECKING:
    import pandas as pd

_WRITERS: Mapping[str, Callable[[Figure, Path], object]] = {
    "svg": lambda figure, path: path.write_text(to_svg(figure), encoding="utf-8", newline="\n"),
    "pdf": write_pdf,
    "png": write_png,
    "csv": lambda figure, path: path.write_text(to_csv(figure), encoding="utf-8", newline="\n"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure drawn.

    Parameters
    ----------
    figure : Figure
        Its shapes, title, words and numbers.
    """

    figure: Figure

    @property
    def title(self) -> str:
        """What the figure is about, for a caption."""
        return self.figure.title

    @property
    def alt(self) -> str:
        """The figure in words, for readers who do not see it."""
        return self.figure.alt

    def save(self, path: str | Path) -> Path:
        """Write the figure as SVG, PDF or PNG, or its numbers as CSV, by the file's ending.

        Parameters
        ----------
        path : path
            Where to; folders are made where they do not exist.

        Returns
        -------
        Path
            The file, whole or not there at all.

        Raises
        ------
        ChoiceUnknown
            For any other ending.
        """
        target = Path(path)
        ending = target.suffix.removeprefix(".").lower()
        if ending not in _WRITERS:
            raise ChoiceUnknown("format", ending, tuple(_WRITERS))
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, lambda beside: _WRITERS[ending](self.figure, beside))
        return target

    def to_frame(self) -> "pd.DataFrame":
        """Return the plotted numbers, one row a mark, unrounded."""
        import pandas as pd

        return pd.DataFrame(list(self.figure.data))

    def _repr_svg_(self) -> str:
        return to_svg(self.figure)

    def __str__(self) -> str:
        return self.alt
