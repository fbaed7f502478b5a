"""Reading the committed values from R, and comparing ours with them leaf by leaf."""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

GOLDEN = Path(__file__).parent.parent / "golden"

LOADED: list[tuple[str, dict[str, Any]]] = []
"""Every golden file read, as read, so that a case can be traced to its file."""

LISTENERS: list[Callable[[float, float, float, float, bool], None]] = []
"""Called with each number compared: ours, theirs, the relative and the absolute tolerance, and
whether they agree. validation/recorder.py listens, and docs/validation.md shows what it heard."""

READERS: list[Callable[[Any], None]] = []
"""Called with each case that a test turns to by its name."""


def read_golden(name: str) -> dict[str, Any]:
    golden = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    LOADED.append((name, golden))
    return golden


class ByName(dict[str, dict[str, Any]]):
    """Cases by name. Looking one up tells whoever listens which case is compared from now on."""

    def __getitem__(self, name: str) -> dict[str, Any]:
        return at(super().__getitem__(name))


def at(case: dict[str, Any]) -> dict[str, Any]:
    for turn_to in READERS:
        turn_to(case)
    return case


def column(golden: Mapping[str, Any], case: Mapping[str, Any], name: str) -> np.ndarray:
    """One column of a case's input; a single study is written by R without brackets."""
    return np.atleast_1d(np.asarray(golden["inputs"][case["input"]][name], dtype=np.float64))


def number(value: Any) -> float:
    """R's numbers as text ("NaN", "Inf") and its NA (null)."""
    return math.nan if value is None else float(value)


def exactly(path: str) -> float:
    """No allowance beyond the relative tolerance."""
    return 0.0


def differences(
    ours: Any, theirs: Any, *, rtol: float, atol: Callable[[str], float] = exactly, path: str = ""
) -> Iterator[str]:
    """Every place where two nested results differ; nothing when they agree."""
    if isinstance(theirs, Mapping):
        if set(ours) != set(theirs):
            yield f"{path}: fields {sorted(set(ours) ^ set(theirs))} on one side only"
        for key in set(ours) & set(theirs):
            yield from differences(
                ours[key], theirs[key], rtol=rtol, atol=atol, path=f"{path}/{key}"
            )
    elif isinstance(theirs, Sequence) and not isinstance(theirs, str):
        mine = list(np.atleast_1d(ours))
        if len(mine) != len(theirs):
            yield f"{path}: {len(mine)} numbers, R has {len(theirs)}"
        else:
            for place, (one, other) in enumerate(zip(mine, theirs, strict=True)):
                yield from differences(one, other, rtol=rtol, atol=atol, path=f"{path}[{place}]")
    elif isinstance(theirs, str) and not _is_number(theirs):
        if ours != theirs:
            yield f"{path}: {ours!r}, R has {theirs!r}"
    elif not _agree(number(ours), number(theirs), rtol, atol(path)):
        yield f"{path}: {number(ours)!r}, R has {number(theirs)!r}"


def _agree(one: float, other: float, rtol: float, atol: float) -> bool:
    same = one == other or (math.isnan(one) and math.isnan(other))
    agree = same or bool(abs(one - other) <= max(rtol * abs(other), atol))
    for listen in LISTENERS:
        listen(one, other, rtol, atol, agree)
    return agree


def _is_number(text: str) -> bool:
    return text in ("NaN", "Inf", "-Inf")
