"""The Word file itself: the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx.document import Document as WordDocument

_EPOCH = (1980, 1, 1, 0, 0, 0)


def save_word(document: WordDocument, path: Path) -> None:
    """Save a document with its parts in order and no time of day in the archive."""
    written = io.BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        write_parts({name: parts.read(name) for name in parts.namelist()}, archive)


def write_parts(parts: Mapping[str, bytes], archive: zipfile.ZipFile) -> None:
    """Write the parts of a package, the list of their kinds first."""
    for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
        entry = zipfile.ZipInfo(name, date_time=_EPOCH)
        entry.compress_type = archive.compression
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, parts[name])
