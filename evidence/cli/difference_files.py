"""What changed between two versions, as files: a page, a Word table, JSON or plain text."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from evidence.cli.difference_text import difference_lines
from evidence.documents.touched import touched
from evidence.findings.codec import encode
from evidence.findings.held_back import write_text
from evidence.findings.version_difference import VersionDifference
from evidence.vocabulary import Language

Writer = Callable[[VersionDifference, Path, Language], None]


def write_difference(difference: VersionDifference, file: Path, language: Language) -> None:
    """Write a file of the kind its ending says, whole or not at all."""
    ENDINGS[file.suffix](difference, file, language)


def _html(difference: VersionDifference, file: Path, language: Language) -> None:
    write_text(file, _page(difference, language))


def _word(difference: VersionDifference, file: Path, language: Language) -> None:
    from evidence.documents.word import write_word

    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".writing-") as place:
        beside = Path(place) / file.name
        write_word(_page(difference, language), {}, beside)
        beside.replace(file)


def _page(difference: VersionDifference, language: Language) -> str:
    from evidence.documents.difference_page import difference_page
    from evidence.documents.html import write_page

    return write_page(difference_page(difference, language))


def _json(difference: VersionDifference, file: Path, language: Language) -> None:
    told = touched(difference, language)
    content = {
        "old": difference.old_name,
        "new": difference.new_name,
        "causes": list(difference.causes),
        "not_parted": dict(difference.not_parted),
        "aside": encode(difference.aside),
        "results": [
            {"kind": change.kind, "result": encode(change)} for change in difference.results
        ],
        "crossed": {identifier: encode(lines) for identifier, _, lines in told.crossed},
        "sentences": encode(told.sentences),
        "figures": [{"id": name, "kind": kind} for name, kind in told.figures],
        "claims": [claim.id for claim in told.claims],
        "rows": encode(difference.rows),
        "hearing": encode(difference.hearing),
    }
    write_text(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _text(difference: VersionDifference, file: Path, language: Language) -> None:
    write_text(file, "\n".join(difference_lines(difference, language)) + "\n")


ENDINGS: dict[str, Writer] = {".html": _html, ".docx": _word, ".json": _json, ".txt": _text}
