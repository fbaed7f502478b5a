"""Figures drawn once: a drawing that has not changed is taken from the build folder."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from evidence import __version__
from evidence.display.plots.geometry import Figure
from evidence.display.plots.svg import to_svg


class FigureFiles:
    """Keeps drawings by the hash of their content.

    Parameters
    ----------
    folder : path
        Where drawings are kept between builds.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._named: dict[str, Figure] = {}

    def named(self, figure: Figure) -> tuple[str, Path]:
        """Return a figure as SVG text, and where its PNG is once :meth:`draw` has run."""
        svg = to_svg(figure)
        made_of = f"{__version__}\n{svg}"
        name = f"{figure.id}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
        self._named[name] = figure
        return svg, self.folder / f"{name}.png"

    def missing(self) -> Mapping[str, Figure]:
        """Return the figures that are not drawn yet, by the name of their files."""
        return {
            name: figure
            for name, figure in self._named.items()
            if not (self.folder / f"{name}.csv").exists()
        }

    @property
    def count(self) -> int:
        """How many figures there are."""
        return len(self._named)

    def tidy(self) -> None:
        """Remove what earlier drawings of the same figures have left."""
        current = {figure.id: name for name, figure in self._named.items()}
        for path in self.folder.glob("*"):
            figure, _, _ = path.stem.rpartition("-")
            if figure in current and path.stem != current[figure]:
                path.unlink()
