"""How long ``evidence --help`` takes, as a ratio to a bare click program in the same run."""

import statistics
import subprocess
import sys
import time

BARE = "import click\n@click.command()\ndef bare(): pass\nbare()"
OURS = "from evidence.cli.__main__ import main\nmain()"
ROUNDS = 15
BAR = 3.0


def seconds(program: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, "--help"], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    seconds(BARE), seconds(OURS)
    pairs = [(seconds(BARE), seconds(OURS)) for _ in range(ROUNDS)]
    ratios = sorted(ours / bare for bare, ours in pairs)
    bare = statistics.median(pair[0] for pair in pairs)
    ours = statistics.median(pair[1] for pair in pairs)
    print(f"bare click --help     {bare:.3f} s (median of {ROUNDS})")
    print(f"evidence --help       {ours:.3f} s")
    low, high = ratios[0], ratios[-1]
    middle = statistics.median(ratios)
    print(f"ratio                 {middle:.2f} ({low:.2f} to {high:.2f}); bar {BAR:.0f}")
    sys.exit(middle > BAR)


if __name__ == "__main__":
    main()
