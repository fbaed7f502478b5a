"""Which tests run which lines of the formula book, and how long each takes."""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import coverage

Reach = dict[str, dict[int, list[tuple[float, str]]]]
"""Of each file, by line: the tests that run it, with their seconds of the processor."""


def look(
    names: Sequence[str], run: Callable[[int], bool], folder: Path, files: Sequence[Path]
) -> str:
    """Run every test once and return as JSON which lines it ran.

    Parameters
    ----------
    names : sequence of str
        The tests' names.
    run : callable
        Runs the test at a place of ``names``, and returns whether it passes; one that does not
        tells nothing of a mutant.
    folder : path
        Of the modules that are watched.
    files : sequence of path
        The modules told of.

    Returns
    -------
    str
        A :data:`Reach` as JSON.
    """
    with tempfile.TemporaryDirectory() as place:
        watched = coverage.Coverage(
            data_file=Path(place) / "lines", include=[f"{folder}/*"], config_file=False
        )
        took: dict[str, float] = {}
        watched.start()
        for at, name in enumerate(names):
            watched.switch_context(name)
            began = time.process_time()
            if run(at):
                took[name] = time.process_time() - began
        watched.stop()
        told: dict[str, Any] = {}
        for file in files:
            lines = watched.get_data().contexts_by_lineno(str(file))
            told[str(file)] = {
                line: [(took[name], name) for name in ran if name in took]
                for line, ran in lines.items()
            }
    return json.dumps(told)


def read(text: str) -> Reach:
    """Return what :func:`look` told."""
    return {
        file: {int(line): [tuple(one) for one in tests] for line, tests in lines.items()}
        for file, lines in json.loads(text).items()
    }
