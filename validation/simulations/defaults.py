"""Try the default methods, and those they were chosen over, in invented worlds.

``python -m validation.simulations.defaults`` writes ``defaults.csv`` beside this file, in about
half a minute, and prints the tables of decision record 0018. The same seeds give the same bytes.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evidence.findings.held_back import write_text
from evidence.resampling.simulate import simulate
from evidence.resampling.simulation_results import Performance

FILE = Path(__file__).with_name("defaults.csv")
WORLDS = 10_000
EQUAL = (30,)
UNEQUAL = (10, 20, 40, 120)
METHODS = (
    ("REML", "hartung-knapp", "t(k-1)"),
    ("REML", "hartung-knapp", "HTS t(k-2)"),
    ("REML", "hartung-knapp-unguarded", "t(k-1)"),
    ("REML", "wald", "HTS t(k-2)"),
    ("DL", "hartung-knapp", "t(k-1)"),
    ("DL", "wald", "z"),
    ("PM", "hartung-knapp", "t(k-1)"),
    ("EE", "wald"),
)
NUMBERS = (
    "coverage",
    "coverage_se",
    "excluding",
    "bias",
    "bias_se",
    "rmse",
    "width",
    "tau2_bias",
    "tau2_bias_se",
    "prediction_coverage",
    "prediction_coverage_se",
)
SCENARIO = ("measure", "k", "n", "effect", "tau2", "distribution", "seed")
COLUMNS = (
    *SCENARIO,
    "tau2_method",
    "ci_method",
    "prediction_rule",
    *NUMBERS,
    "worlds",
    "failed",
)
DIGITS = 5
"""Fewer than Monte Carlo error leaves, so that every machine writes the same."""


def scenarios() -> Iterator[dict[str, Any]]:
    """Yield each world tried, with a seed of its own."""
    worlds: list[dict[str, Any]] = [
        {"k": k, "n": n, "tau2": tau2, "distribution": "normal"}
        for k in (2, 3, 5, 10, 20)
        for n in (EQUAL, UNEQUAL)
        for tau2 in (0.0, 0.05, 0.2)
    ]
    worlds += [
        {"k": k, "n": UNEQUAL, "tau2": 0.2, "distribution": shape}
        for k in (5, 10)
        for shape in ("skewed", "two kinds", "heavy")
    ]
    for seed, world in enumerate(worlds, 1):
        yield {"measure": "SMD", "effect": 0.3, **world, "seed": seed}


def run(world: dict[str, Any], methods: Sequence[Sequence[str]] = METHODS) -> list[dict[str, str]]:
    """Return a row a method for one world."""
    found = simulate(
        k=world["k"],
        n=list(world["n"]),
        methods=methods,
        times=WORLDS,
        seed=world["seed"],
        measure=world["measure"],
        effect=world["effect"],
        tau2=world["tau2"],
        distribution=world["distribution"],
    )
    told = {**world, "n": " ".join(map(str, world["n"]))}
    return [_row(told, one) for one in found.methods]


def _row(world: dict[str, Any], one: Performance) -> dict[str, str]:
    values = {**world, **asdict(one)}
    return {name: _written(values[name]) for name in COLUMNS}


def _written(value: Any) -> str:
    if not isinstance(value, float):
        return "" if value is None else str(value)
    rounded = round(value, DIGITS)
    return str(0.0 if rounded == 0 else rounded)


def as_csv(rows: Sequence[dict[str, str]]) -> str:
    """Return rows as the text of a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read() -> list[dict[str, str]]:
    """Return the rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(rows: Sequence[dict[str, str]], number: str, *, tau2: str, n: str) -> str:
    """Return one number as a Markdown table: methods down, numbers of studies across."""
    shown = [
        row
        for row in rows
        if (row["tau2"], row["n"], row["distribution"]) == (tau2, n, "normal") and row[number]
    ]
    ks = list(dict.fromkeys(row["k"] for row in shown))
    lines = ["| method | " + " | ".join(f"k = {k}" for k in ks) + " |"]
    lines.append("| --- |" + " ---: |" * len(ks))
    by_name: dict[str, dict[str, str]] = {}
    for row in shown:
        name = f"{row['tau2_method']}, {row['ci_method']}"
        if number.startswith("prediction"):
            name += f", {row['prediction_rule']}"
        by_name.setdefault(name, {}).setdefault(row["k"], row[number])
    for name, cells in by_name.items():
        values = (f"{100 * float(cells[k]):.1f}" if k in cells else "–" for k in ks)
        lines.append(f"| {name} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def tables(rows: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the tables of the decision record with what they show."""
    unequal = " ".join(map(str, UNEQUAL))
    for tau2 in ("0.0", "0.05", "0.2"):
        yield f"coverage, tau2 = {tau2}", table(rows, "coverage", tau2=tau2, n=unequal)
    yield "prediction, tau2 = 0.2", table(rows, "prediction_coverage", tau2="0.2", n=unequal)


if __name__ == "__main__":
    made = [row for world in scenarios() for row in run(world)]
    write_text(FILE, as_csv(made))
    for name, text in tables(made):
        print(f"{name}\n\n{text}\n")
