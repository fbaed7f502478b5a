"""What stands in the golden files: their cases, the method of each, and who gave its numbers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[1] / "tests" / "golden"
GIVEN = ("inputs", "data", "pkg", "software", "about")
"""Parts of a golden file that hold what goes in, and who was asked."""

Family = tuple[str, str]
"""A method, as its file names it, and the packages that gave the numbers."""


def golden_files() -> list[Path]:
    return sorted(GOLDEN.glob("*.json"))


def cases_of(golden: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every case of a golden file: the part it stands in, its place there, and itself."""
    for part, listed in golden.items():
        if part in GIVEN or not isinstance(listed, list | dict):
            continue
        if isinstance(listed, dict) and not any(isinstance(one, dict) for one in listed.values()):
            yield part, "", listed
            continue
        for place, case in enumerate(listed) if isinstance(listed, list) else listed.items():
            if isinstance(case, dict):
                yield part, str(place), case


def family_of(golden: dict[str, Any], part: str, case: dict[str, Any]) -> Family:
    return _method(part, case), _witness(golden, case)


def families(path: Path) -> dict[Family, int]:
    """Return how many cases of each family a golden file holds."""
    golden = json.loads(path.read_text(encoding="utf-8"))
    found: dict[Family, int] = {}
    for part, _, case in cases_of(golden):
        family = family_of(golden, part, case)
        found[family] = found.get(family, 0) + 1
    return found


def _method(part: str, case: dict[str, Any]) -> str:
    head, *rest = str(case.get("id", "")).split("/")
    # The letter of a family of files is no word: c/rma.glmm/bcg is of rma.glmm.
    family = rest[0] if len(head) == 1 and rest else case.get("family", head if rest else "")
    args = case.get("args") or case
    named = [args.get(key) for key in ("measure", "method", "model")]
    words = [family if part == "cases" else part, *(one for one in named if isinstance(one, str))]
    return " ".join(dict.fromkeys(word for word in words if word and word != "-"))


def _witness(golden: dict[str, Any], case: dict[str, Any]) -> str:
    about = golden.get("about") or {}
    named = case.get("pkg") or golden.get("pkg") or golden.get("software") or about.get("software")
    if "metafor" in golden and not named:
        named = {"metafor": golden["metafor"]}
    if isinstance(named, str):
        named = dict(one.split(" ", 1) for one in named.split(", "))
    packages = {name: version for name, version in (named or {}).items() if name != "R"}
    return ", ".join(f"{name} {packages[name]}" for name in sorted(packages)) or "R itself"
