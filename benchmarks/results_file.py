"""The page of results, written a section at a time: each benchmark puts its own in place."""

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def put_section(text: str, path: Path = RESULTS) -> None:
    """Put a section in place of the one with the same heading, or at the end."""
    heading = text.splitlines()[0]
    page = path.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    before, after = (page[: found.start()], page[found.end() :]) if found else (page, "")
    parts = [part.strip("\n") for part in (before, text, after) if part.strip("\n")]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
