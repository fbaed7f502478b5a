"""What the repository may not hold: machine paths, index hosts, sentences in code."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_requirements_are_hashed_and_name_no_index_host():
    locks = _tracked("requirements/*.txt")
    assert len(locks) == 2
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text), lock
        pinned = re.findall(r"^[a-z0-9][^\s=]*==\S+", text, re.MULTILINE)
        hashed = re.split(r"\n(?=\S)", text.strip())
        assert len(pinned) == len(hashed)
        assert all("--hash=sha256:" in block for block in hashed), lock


def test_no_path_of_a_machine():
    machine = re.compile(r"(?<![\w.])/(?:tmp|root|home|work)/[a-z]")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _tracked(
            "*.py", "*.md", "*.toml", "*.json", "*.csv", "*.R", "Makefile", ".ci/run"
        )
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if machine.search(line)
    ]
    assert not found, found


def test_analysis_pages_are_pages_a_methodologist_can_read():
    pages = _tracked("analyses/*.py")
    assert len(pages) == 4
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.count("\n") < 60, page
        assert not re.search(
            r"^\s*(def|for|while|class|lambda)\b|pandas|numpy", text, re.MULTILINE
        ), page
