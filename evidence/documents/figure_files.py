"""Figures drawn once: a drawing that has not changed is taken from the build folder."""

import hashlib
from pathlib import Path

from evidence import __version__
from evidence.display.plots.geometry import Figure
from evidence.display.plots.svg import to_svg
from evidence.display.plots.write import write_figure


class FigureFiles:
    """Keeps drawings by the hash of their content.

    Parameters
    ----------
    folder : path
        Where drawings are kept between builds.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def drawn(self, figure: Figure) -> tuple[str, Path]:
        """Return a figure as SVG text, and the path of its PNG, drawn where it is new."""
        svg = to_svg(figure)
        made_of = f"{__version__}\n{svg}"
        name = f"{figure.id}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
        path = self.folder / f"{name}.png"
        if not path.exists():
            write_figure(figure, self.folder, name)
        return svg, path
