"""The text of a file of choices: parsed, with the line each choice begins on."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.errors import Problem, TablesRefused

_CHOICE = re.compile(r"\s*\[\[\s*\"?([^\].\"]+)\"?\s*\.\s*choices\s*\]\]")
_SYNTHESIS = re.compile(r"\s*\[\[?\s*\"?([^\].\"]+)\"?\s*[\].]")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A file of choices as it is written.

    ``lines`` holds, for each synthesis, the line it is first named on and then those its choices
    begin on; lines count from 1.
    """

    name: str
    sha256: str
    values: Mapping[str, Any]
    lines: Mapping[str, Sequence[int]]

    def line(self, synthesis_id: str, choice: int | None = None) -> int | None:
        """Return the line a synthesis, or one of its choices, begins on; None where unknown."""
        known = self.lines.get(synthesis_id, ())
        place = 0 if choice is None else choice + 1
        return known[place] if place < len(known) else None


def read_text(file: str | Path) -> PlanText:
    """Read a file of choices.

    Parameters
    ----------
    file : str or Path
        A TOML file.

    Returns
    -------
    PlanText

    Raises
    ------
    TablesRefused
        The file is not there, not UTF-8 or not TOML; the problem names the line.
    """
    path = Path(file)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        values = tomllib.loads(text)
    except FileNotFoundError:
        raise TablesRefused([Problem(code="E601", file=path.name)]) from None
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise _unreadable(path.name, line, f"0x{raw[fault.start]:02x}") from None
    except tomllib.TOMLDecodeError as fault:
        said = _LINE.search(str(fault))
        line = int(said[1]) if said else len(text.splitlines())
        raise _unreadable(path.name, line, _written(text, line)) from None
    same = text.replace("\r\n", "\n").encode()
    return PlanText(
        name=path.name,
        sha256=hashlib.sha256(same).hexdigest(),
        values=values,
        lines=_lines(text),
    )


def _written(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def _unreadable(name: str, line: int | None, found: str) -> TablesRefused:
    return TablesRefused([Problem(code="E602", file=name, row=line, found=found)])


def _lines(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        named = _SYNTHESIS.match(line)
        if named and named[1].strip() not in found:
            found[named[1].strip()] = [number]
        choice = _CHOICE.match(line)
        if choice:
            found[choice[1].strip()].append(number)
    return found
