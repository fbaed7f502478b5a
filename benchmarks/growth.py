"""How the cost grows with the number of analyses and with their size; drawn for the docs.

Writes ``docs/speed.csv`` and ``docs/speed.svg``, in seconds of the processor, the least of some
rounds. Ends with an error where the cost grows faster than the work by more than a tenth.
"""

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from many_analyses import one_large, ours

DOCS = Path(__file__).parents[1] / "docs"
MOST_SLOPE = 1.1
ANALYSES = (1_000, 10_000, 100_000, 1_000_000)
SIZES = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
WAYS = {
    "numba": ("analyses of 10 effects, numba", ANALYSES),
    "numpy": ("analyses of 10 effects, numpy", ANALYSES[:-1]),
    "one": ("effects in one analysis, numpy", SIZES),
}
Points = list[tuple[int, float]]


def least(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def measured() -> dict[str, Points]:
    found: dict[str, Points] = {}
    for way, (_, sizes) in WAYS.items():
        found[way] = []
        for size in sizes:
            work = one_large(size) if way == "one" else ours(size, "REML", way)
            work()
            found[way].append((size, least(work, 3 if size >= 100_000 else 9)))
            print(way, size, found[way][-1][1], flush=True)
    return found


def slope(points: Points) -> float:
    """The slope over the three largest sizes, past what every call costs."""
    sizes, times = np.log(points[-3:]).T
    return float(np.polyfit(sizes, times, 1)[0])


def write(found: dict[str, Points]) -> None:
    with (DOCS / "speed.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["way", "size", "seconds"])
        for way, points in found.items():
            rows.writerows((way, size, f"{seconds:.3g}") for size, seconds in points)


def draw(found: dict[str, Points]) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"svg.hashsalt": "speed", "svg.fonttype": "none", "font.size": 11})
    figure, axes = plt.subplots(figsize=(7, 4.5))
    for (way, points), marker in zip(found.items(), "os^", strict=True):
        label = f"{WAYS[way][0]} (slope {slope(points):.2f})"
        axes.loglog(*zip(*points, strict=True), marker=marker, label=label)
    axes.set_xlabel("Analyses, or effects in one analysis")
    axes.set_ylabel("Seconds of the processor")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(DOCS / "speed.svg", metadata={"Date": None, "Creator": None})


def main() -> None:
    found = measured()
    write(found)
    draw(found)
    slopes = {way: slope(points) for way, points in found.items()}
    print(slopes)
    sys.exit(any(each > MOST_SLOPE for each in slopes.values()))


if __name__ == "__main__":
    main()
