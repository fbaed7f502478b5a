"""Make small wrongs in the formula book, one at a time, and see that a test fails for each.

``python -m validation.mutation tau2 pooling`` mutates those modules of ``evidence/stats`` (paths
under it without ``.py``; without any, all of them), runs the tests that reach the mutated line,
quickest first, and keeps what was found in ``mutation.json``. ``--most 20`` draws so many wrongs
of each module, always in the same order, so that more can follow later. Of a module that has not
changed since, only what was not tried, or survived without a reason, is tried. What survives
stands in ``mutation.md``, with the reason where a person has given one in ``survivors.csv``.

Tests may be named with ``--tests``. pytest collects once; every mutant is a fork of that process in
which the code of one function is exchanged. No file is changed. Several may run beside each
other, on modules of their own.
"""

import argparse
import csv
import fcntl
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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from validation.mutants import Mutant, mutants_of
from validation.reach import Reach, look, read

ROOT = Path(__file__).parents[1]
STATS = ROOT / "evidence" / "stats"
FOUND = ROOT / "validation" / "mutation.json"
REACHED = ROOT / "validation" / ".reached.json"
EXPLAINED = ROOT / "validation" / "survivors.csv"
TESTS = ("tests/stats", "tests/properties", "tests/published", "tests/synthesis")
SLOWEST = 1.0
"""Seconds: a test that takes longer is no part of this."""
PATIENCE = 6
"""Seconds of the processor for one mutant. One that makes a test run for ever is found out too."""
AT_ONCE = 8
"""How many cases of one test function are tried before the next has its turn."""
ENOUGH = 0.7
"""Seconds of tests that a mutant has to survive."""


class Driver:
    """Runs the tests once to see what each reaches, and then against every mutant."""

    def __init__(self, modules: list[str], most: int | None, *, all_tests: bool) -> None:
        self.modules = modules
        self.most = most
        self.all_tests = all_tests
        self.reached: Reach = {}
        self.failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        explained = {(row["module"], row["mutant"]) for row in survivors()}
        self._see_what_is_reached(self.modules)
        gc.collect()
        gc.freeze()
        for module in self.modules:
            if mutants := mutants_to_try(module, explained, self.most):
                remember(module, self.most, mutants, self._survivors(module, mutants))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed

    def _see_what_is_reached(self, modules: list[str]) -> None:
        """Run every test in a fork, so that nothing it caches is there for the mutants.

        What all tests reach is kept beside, for modules that stay as they are; tests that are
        newer than that are named with ``--tests``.
        """
        names = list(self.items)

        def seen() -> str:
            return look(
                names, lambda at: self._passes(names[at]), STATS, sorted(STATS.rglob("*.py"))
            )

        hashes = {module: hash_of(module) for module in modules}
        kept = json.loads(REACHED.read_text("utf-8")) if REACHED.is_file() else {"hashes": {}}
        if self.all_tests and hashes.items() <= kept["hashes"].items():
            self.reached = read(kept["reached"])
            return
        told = in_fork(seen, patience=7200) or "{}"
        self.reached = read(told)
        if self.all_tests:
            hashes = {module: hash_of(module) for module in every_module()}
            REACHED.write_text(json.dumps({"hashes": hashes, "reached": told}), "utf-8")

    def _passes(self, name: str) -> bool:
        self.failed = False
        item = self.items[name]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return not self.failed

    def _survivors(self, module: str, mutants: list[Mutant]) -> list[Mutant]:
        survived = []
        for mutant in mutants:
            if self._survives(module, mutant):
                tell(f"{module}: line {mutant.line}, {mutant.name}")
                survived.append(mutant)
        tell(f"{module}: {len(mutants)} mutants, {len(survived)} survived")
        return survived

    def _survives(self, module: str, mutant: Mutant) -> bool:
        lines = self.reached.get(str(STATS / f"{module}.py"), {})
        running = {one for at in mutant.lines for one in lines.get(at, ())}
        names = list(spread(one for one in running if one[0] < SLOWEST))

        def try_all() -> str:
            try:
                exchange(module, mutant)
            except Exception:
                # What cannot be put in place was not tried: it is counted against the tests.
                return "survived"
            for name in names:
                if not self._passes(name):
                    return "killed"
            return "survived"

        # No answer: it ran for ever, or the process died.
        return not names or in_fork(try_all, patience=PATIENCE) == "survived"


def every_module() -> list[str]:
    return [str(path.relative_to(STATS))[:-3] for path in sorted(STATS.rglob("*.py"))]


def mutants_to_try(module: str, explained: set[tuple[str, str]], most: int | None) -> list[Mutant]:
    """Return those of a module's mutants that were not tried, or survived without a reason."""
    mutants = drawn(module)
    known = known_of(module)
    names = {one["mutant"] for one in known["survived"] if (module, one["mutant"]) not in explained}
    again = [mutant for mutant in mutants[: known["mutants"]] if mutant.name in names]
    return again + mutants[known["mutants"] : most]


def drawn(module: str) -> list[Mutant]:
    """Return all of a module's mutants in an order by chance, which is always the same."""
    mutants = mutants_of(STATS / f"{module}.py")
    random.Random(module).shuffle(mutants)
    return mutants


def known_of(module: str) -> dict[str, Any]:
    """Return what has been found of a module as it stands."""
    known = found().get(module, {})
    return known if known.get("sha256") == hash_of(module) else {"mutants": 0, "survived": []}


def found() -> dict[str, Any]:
    """Return what has been found so far, by module."""
    return json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.is_file() else {}


def survivors() -> list[dict[str, str]]:
    """Return the survivors a person has given a reason for."""
    with EXPLAINED.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def hash_of(module: str) -> str:
    return hashlib.sha256((STATS / f"{module}.py").read_bytes()).hexdigest()


def remember(module: str, most: int | None, tried: list[Mutant], survived: list[Mutant]) -> None:
    """Keep what was found of a module, though another process keeps its own beside."""
    names = {mutant.name for mutant in tried}
    everything = len(drawn(module))
    with (FOUND.parent / ".mutation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = known_of(module)
        kept = [one for one in known["survived"] if one["mutant"] not in names]
        entry = {
            "sha256": hash_of(module),
            "mutants": max(known["mutants"], min(most or everything, everything)),
            "of": everything,
            "survived": kept + [{"line": one.line, "mutant": one.name} for one in survived],
        }
        ordered = dict(sorted((found() | {module: entry}).items()))
        beside = FOUND.with_suffix(".part")
        beside.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", "utf-8")
        beside.replace(FOUND)


def tell(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")
    sys.stdout.flush()


def spread(tests: Iterable[tuple[float, str]]) -> Iterator[str]:
    """Yield names of tests: quick ones first, a few cases of each test function at a time."""
    by_test: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for took, name in sorted(tests):
        by_test[name.partition("[")[0]].append((took, name))
    spent = 0.0
    while any(by_test.values()):
        for cases in by_test.values():
            for took, name in cases[:AT_ONCE]:
                if spent < ENOUGH:
                    yield name
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
    # What assembles the columns of a measure is kept with the names it takes.
    holder = getattr(holder, "build", holder)
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
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("modules", nargs="*", metavar="MODULE", help="all of them, when not given")
    reader.add_argument("--most", type=int, help="how many wrongs of each module are drawn")
    reader.add_argument("--tests", nargs="+", default=[], help="instead of all that there are")
    asked = reader.parse_args()
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]
    driver = Driver(asked.modules or every_module(), asked.most, all_tests=not asked.tests)
    sys.exit(pytest.main([*(asked.tests or TESTS), *options], plugins=[driver]))


if __name__ == "__main__":
    main()
