"""Make small wrongs in the formula book, one at a time, and see that a test fails for each.

``python -m validation.mutation tau2 pooling`` mutates those modules of ``evidence/stats`` (paths
under it without ``.py``), runs the tests that reach each mutated function, quickest first, and
keeps what was found in ``mutation.json``; a module that has not changed since is not done again.
What survives stands in ``mutation.md``, with the reason where a person has given one in
``survivors.csv``.

Tests may be named after ``--``. pytest collects once; every mutant is a fork of that process in
which the code of one function is exchanged. No file is changed.
"""

import gc
import hashlib
import importlib
import inspect
import json
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from validation.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[1]
STATS = ROOT / "evidence" / "stats"
FOUND = ROOT / "validation" / "mutation.json"
TESTS = ("tests/stats", "tests/properties", "tests/published")
SLOWEST = 2.0
"""Seconds: a test that takes longer is no part of this."""
PATIENCE = 60
"""Seconds of the processor for one mutant. One that makes a test run for ever is found out too."""
CASES = 40
"""How many cases of one test function are tried at most, drawn with a seed."""
AT_ONCE = 8
"""How many of them are tried before the next test function has its turn."""
ENOUGH = 15.0
"""Seconds of tests that a mutant has to survive."""


class Driver:
    """Runs the tests once to see what each reaches, and then against every mutant."""

    def __init__(self, modules: list[str]) -> None:
        self.modules = modules
        self.reached: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        self.failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        gc.collect()
        gc.freeze()
        self._see_what_is_reached(session)
        found = json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.is_file() else {}
        for module in self.modules:
            source = hashlib.sha256((STATS / f"{module}.py").read_bytes()).hexdigest()
            if found.get(module, {}).get("sha256") == source:
                continue
            found[module] = {"sha256": source, **self._module(session, module)}
            ordered = dict(sorted(found.items()))
            FOUND.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed

    def _see_what_is_reached(self, session: pytest.Session) -> None:
        """Run every test in a fork, so that nothing it caches is there for the mutants."""
        wanted = {str(STATS / f"{module}.py"): module for module in self.modules}

        def look() -> dict[str, Any]:
            seen: dict[str, Any] = {}
            for place in drawn(session.items):
                item = session.items[place]
                calls: set[tuple[str, str]] = set()
                began = time.process_time()
                self._run(item, _noting(calls, wanted))
                took = time.process_time() - began
                if took < SLOWEST:
                    for call in calls:
                        seen.setdefault("\t".join(call), []).append((took, place))
            return seen

        told = in_fork(lambda: json.dumps(look()), patience=7200)
        for call, items in json.loads(told or "{}").items():
            module, function = call.split("\t")
            self.reached[module, function] = [(took, place) for took, place in items]

    def _run(self, item: pytest.Item, watch: Callable[..., None] | None = None) -> None:
        sys.setprofile(watch)
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        finally:
            sys.setprofile(None)

    def _module(self, session: pytest.Session, module: str) -> dict[str, Any]:
        path = STATS / f"{module}.py"
        mutants = mutants_of(path)
        survived = []
        for mutant in mutants:
            if self._survives(session, module, mutant):
                tell(f"{module}: line {mutant.line}, {mutant.name}")
                survived.append({"line": mutant.line, "mutant": mutant.name})
        tell(f"{module}: {len(mutants)} mutants, {len(survived)} survived")
        return {"mutants": len(mutants), "survived": survived}

    def _survives(self, session: pytest.Session, module: str, mutant: Mutant) -> bool:
        name = mutant.function.rpartition(".")[2]
        items = [session.items[at] for at in spread(self.reached[module, name], session.items)]

        def try_all() -> str:
            try:
                exchange(module, mutant)
            except Exception:
                # What cannot be put in place was not tried: it is counted against the tests.
                return "survived"
            for item in items:
                self._run(item)
                if self.failed:
                    return "killed"
            return "survived"

        # No answer: it ran for ever, or the process died.
        return in_fork(try_all, patience=PATIENCE) == "survived"


def tell(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")
    sys.stdout.flush()


def drawn(items: list[pytest.Item]) -> list[int]:
    """Return places of tests: of each test function as many cases as are tried at most."""
    by_test: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        by_test[item.nodeid.partition("[")[0]].append(place)
    chance = random.Random(20)
    return [
        place
        for cases in by_test.values()
        for place in chance.sample(cases, min(CASES, len(cases)))
    ]


def spread(reached: list[tuple[float, int]], items: list[pytest.Item]) -> Iterator[int]:
    """Yield places of tests: quick ones first, a few cases of each test function at a time."""
    by_test: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for took, place in sorted(reached):
        by_test[items[place].nodeid.partition("[")[0]].append((took, place))
    spent = 0.0
    while any(by_test.values()):
        for cases in by_test.values():
            for took, place in cases[:AT_ONCE]:
                if spent < ENOUGH:
                    yield place
                spent += took
            del cases[:AT_ONCE]


def exchange(module: str, mutant: Mutant) -> None:
    """Put the mutant's code into the function that everybody has imported."""
    loaded = importlib.import_module("evidence.stats." + module.replace("/", "."))
    holder: Any = loaded
    for part in mutant.function.split("."):
        holder = inspect.getattr_static(holder, part)
    if isinstance(holder, property):
        holder = holder.fget
    function = inspect.unwrap(getattr(holder, "__func__", holder))
    assert isinstance(function, FunctionType)
    whole = compile(mutant.code, loaded.__file__ or module, "exec")
    function.__code__ = _code_of(whole, mutant.function)


def _code_of(whole: CodeType, function: str) -> CodeType:
    for part in function.split("."):
        whole = next(
            one for one in whole.co_consts if isinstance(one, CodeType) and one.co_name == part
        )
    return whole


def _noting(calls: set[tuple[str, str]], wanted: dict[str, str]) -> Callable[..., None]:
    def note(frame: Any, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename in wanted:
            calls.add((wanted[frame.f_code.co_filename], frame.f_code.co_name))

    return note


def in_fork(work: Callable[[], str], *, patience: int) -> str | None:
    """Return what work says in a process of its own; None when it is not done in time."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + patience, used + patience + 1))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            with os.fdopen(writer, "w", encoding="utf-8") as out:
                out.write(work())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        text = told.read()
    os.waitpid(child, 0)
    return text or None


def main() -> None:
    modules, _, tests = " ".join(sys.argv[1:]).partition(" -- ")
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]
    sys.exit(pytest.main([*(tests.split() or TESTS), *options], plugins=[Driver(modules.split())]))


if __name__ == "__main__":
    main()
