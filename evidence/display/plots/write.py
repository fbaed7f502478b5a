"""A figure on disk in every format, each file whole or not there at all."""

from collections.abc import Callable, Mapping
from pathlib import Path

from evidence.display.plots.data_csv import to_csv
from evidence.display.plots.geometry import Figure
from evidence.display.plots.matplotlib_file import write_pdf, write_png
from evidence.display.plots.svg import to_svg


def write_figure(figure: Figure, folder: Path, name: str) -> Mapping[str, Path]:
    """Write a figure as SVG, PDF and PNG, with its numbers as CSV beside.

    Parameters
    ----------
    figure : Figure
        The figure.
    folder : pathlib.Path
        Where to; made where it does not exist.
    name : str
        File name without ending.

    Returns
    -------
    mapping of str to pathlib.Path
        The files by format: ``svg``, ``pdf``, ``png`` and ``csv``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, Callable[[Path], object]] = {
        "svg": lambda path: path.write_text(to_svg(figure), encoding="utf-8", newline="\n"),
        "pdf": lambda path: write_pdf(figure, path),
        "png": lambda path: write_png(figure, path),
        "csv": lambda path: path.write_text(to_csv(figure), encoding="utf-8", newline="\n"),
    }
    paths = {ending: folder / f"{name}.{ending}" for ending in writers}
    for ending, write in writers.items():
        write_whole(paths[ending], write)
    return paths


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file and put it in place when it is done.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    write : callable
        Writes to the path it is given.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        write(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
