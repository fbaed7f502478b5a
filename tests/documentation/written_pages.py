"""What stands in pages of documentation: blocks of code, and code within sentences."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^( *)```(\w*) ?([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its kind, the file it is written to where it names one, and its text."""

    kind: str
    file: str
    text: str


def pages():
    """Every page of Markdown that is committed, or about to be."""
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md")
    told = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(path for path in map(Path, told.stdout.splitlines()) if (ROOT / path).is_file())


def blocks(page):
    """The blocks of a page, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [
        Block(kind=kind, file=file, text=re.sub(f"^{margin}", "", body, flags=re.MULTILINE))
        for margin, kind, file, body in BLOCK.findall(text)
    ]


def spans(page):
    """The code within the sentences of a page, each on one line."""
    text = BLOCK.sub("", (ROOT / page).read_text(encoding="utf-8"))
    return [" ".join(span.split()) for span in SPAN.findall(text)]


def commands(block):
    """Each command of a block of the console, with the lines below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed
