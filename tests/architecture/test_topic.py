"""The toolkit serves any guideline: the shipped topic lives in the project, not in the package."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOPIC = re.compile(
    r"fatigue|utmatt|\bME/CFS\b|\bCFS\b|\bPEM\b|post-exertional|chalder|covid|\bpacing\b",
    re.IGNORECASE,
)
TEXT = {".py", ".csv", ".json", ".j2", ".css", ".toml", ".md"}


def test_no_word_of_the_shipped_topic_in_the_package():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "evidence").rglob("*"))
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if TOPIC.search(line)
    ]
    assert not found, "\n".join(found)
