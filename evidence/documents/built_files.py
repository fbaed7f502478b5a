"""Which files of the build folder are still what they would be made into again."""

import hashlib
import json
from pathlib import Path

from evidence import __version__

RECORD = ".built.json"


class BuiltFiles:
    """Remembers what each file was made of, and what it was when it was put in place.

    Parameters
    ----------
    folder : path
        The build folder; the record is kept in it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / RECORD
        self._made: dict[str, list[str]] = _read(self._file)

    def is_current(self, path: Path, made_of: str) -> bool:
        """Tell whether a file was made of the same text, and nobody has touched it since."""
        recorded = self._made.get(path.name)
        if recorded is None or not path.is_file():
            return False
        return recorded == [_hash(_named(made_of)), _hash(path.read_bytes())]

    def remember(self, path: Path, made_of: str) -> None:
        """Note what a file that is now in place was made of."""
        self._made[path.name] = [_hash(_named(made_of)), _hash(path.read_bytes())]
        beside = self._file.with_name(f"{RECORD}.part")
        beside.write_text(json.dumps(self._made, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(self._file)


def _named(made_of: str) -> bytes:
    return f"{__version__}\n{made_of}".encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(file: Path) -> dict[str, list[str]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        # Without a record, or with a broken one, everything is made again.
        return {}
    return found if isinstance(found, dict) else {}
