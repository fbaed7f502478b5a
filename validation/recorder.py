"""A pytest plugin that listens to what tests compare, and notes of which golden case it is.

Where tests run in several processes, each hands what it noted to the one that started it.
(PYTEST_DONT_REWRITE: it is imported before pytest asks for it, and asserts nothing.)
"""

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from validation.golden_cases import cases_of, family_of

Place = tuple[str, str, str]
"""A golden file, the method and its witness."""


@dataclass
class Agreement:
    """How far apart two sets of numbers are, as far as they have been compared."""

    cases: set[str] = field(default_factory=set)
    numbers: int = 0
    largest: float = 0.0
    beyond: int = 0

    def note(self, ours: float, theirs: float, rtol: float, atol: float, agree: bool) -> None:
        self.numbers += 1
        self.beyond += not agree
        if agree and theirs and math.isfinite(theirs):
            apart = abs(ours / theirs - 1)
            # An absolute allowance says nothing of a number as small as itself.
            if apart <= rtol or abs(theirs) >= 1000 * atol:
                self.largest = max(self.largest, apart)

    def add(self, other: "Agreement") -> None:
        self.cases |= other.cases
        self.numbers += other.numbers
        self.beyond += other.beyond
        self.largest = max(self.largest, other.largest)


class Recorder:
    """What was compared, by golden file, method and witness."""

    def __init__(self) -> None:
        self.found: dict[Place, Agreement] = defaultdict(Agreement)
        self.places: dict[int, tuple[Place, str]] = {}
        self.now: Place | None = None
        self.whole, self.single = Agreement(), Agreement()

    def learn(self, loaded: list[tuple[str, dict[str, Any]]]) -> None:
        for name, golden in loaded:
            for part, place, case in cases_of(golden):
                self.places[id(case)] = ((name, *family_of(golden, part, case)), f"{part}/{place}")

    def turn_to(self, case: Any) -> None:
        """Note what comes next as of this case."""
        self.leave()
        if found := self.places.get(id(case)):
            self.now = found[0]
            self.found[self.now].cases.add(found[1])

    def leave(self) -> None:
        # Beside a comparison of whole results, single ones only guard how R's differ.
        if self.now is not None:
            self.found[self.now].add(self.whole if self.whole.numbers else self.single)
        self.whole, self.single, self.now = Agreement(), Agreement(), None

    def note_all(self, ours: Any, theirs: Any, rtol: float, atol: float, agree: bool) -> None:
        try:
            one, other = np.broadcast_arrays(
                np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
            )
        except (TypeError, ValueError):
            return
        for each, its in zip(one.ravel().tolist(), other.ravel().tolist(), strict=True):
            self.single.note(each, its, rtol, atol, agree)


RECORDER = Recorder()


def pytest_collection_finish() -> None:
    from tests.stats import r_values

    RECORDER.learn(r_values.LOADED)
    r_values.LISTENERS.append(lambda *compared: RECORDER.whole.note(*compared))
    r_values.READERS.append(RECORDER.turn_to)
    for kind in {type(pytest.approx(like)) for like in (1.0, [1.0], np.ones(1))}:
        kind.__eq__ = _listening(kind.__eq__)
    np.testing.assert_allclose = _asserting(np.testing.assert_allclose)


def pytest_runtest_setup(item: pytest.Item) -> None:
    RECORDER.leave()
    given = getattr(item, "callspec", None)
    known = [one for one in given.params.values() if id(one) in RECORDER.places] if given else []
    if known:
        RECORDER.turn_to(known[0])


def pytest_runtest_teardown() -> None:
    RECORDER.leave()


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["found"] = [
            [*place, sorted(one.cases), one.numbers, one.largest, one.beyond]
            for place, one in RECORDER.found.items()
        ]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    for name, method, witness, cases, *sizes in node.workeroutput["found"]:
        RECORDER.found[name, method, witness].add(Agreement(set(cases), *sizes))


def _listening(equal: Callable[[Any, Any], Any]) -> Callable[[Any, Any], bool]:
    def listen(approx: Any, actual: Any) -> bool:
        agree = bool(equal(approx, actual))
        # With an absolute allowance alone pytest allows nothing relative.
        rtol = approx.rel if approx.rel is not None else 1e-6 * (approx.abs is None)
        RECORDER.note_all(actual, approx.expected, rtol, approx.abs or 0.0, agree)
        return agree

    return listen


def _asserting(compare: Callable[..., None]) -> Callable[..., None]:
    def listen(actual: Any, desired: Any, rtol: float = 1e-7, atol: float = 0, **more: Any) -> None:
        compare(actual, desired, rtol=rtol, atol=atol, **more)
        RECORDER.note_all(actual, desired, rtol, atol, True)

    return listen
