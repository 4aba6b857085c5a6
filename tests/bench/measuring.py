"""Timing side by side, memory of a process, and the table of the results."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_MET = {True: "yes", False: "**no**"}
Work = Callable[[], object]
_RUNNER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
seconds = time.perf_counter() - begin
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(done.stderr[-2000:] if done.returncode else 0)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, against what, and what it should be."""

    what: str
    measured: str
    baseline: str
    ratio: str
    target: str
    met: bool


def once(work: Work) -> float:
    """Seconds that a piece of work takes."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def best_of(rounds: int, works: Mapping[str, Work]) -> dict[str, float]:
    """The best time of each piece of work; the pieces take turns, so that noise hits all."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(once(work))
    return {name: min(found) for name, found in times.items()}


def ran(command: Sequence[str]) -> tuple[float, int]:
    """Seconds and peak memory (bytes) of a command, which has to succeed.

    A small process stands between, since Linux counts the memory of the starting
    process towards that of the started one.
    """
    runner = [sys.executable, "-c", _RUNNER, *command]
    found = subprocess.run(runner, stdout=subprocess.PIPE, text=True, check=True)
    seconds, memory = found.stdout.split()
    return float(seconds), int(memory)


def against(what: str, ours: float, baseline: float, limit: float, named: str) -> Line:
    """A line about a time that may be at most ``limit`` times that of the baseline."""
    ratio = ours / baseline
    shown = f"{ratio:.2f}" if limit >= 1 else f"1/{1 / ratio:.1f}"
    wanted = f"≤ {limit:g}" if limit >= 1 else f"≤ 1/{1 / limit:.0f}"
    base = f"{named}: {_seconds(baseline)}"
    return Line(what, _seconds(ours), base, shown, wanted, ratio <= limit)


def below(what: str, ours: float, limit: float) -> Line:
    """A line about a time that has to stay below so many seconds."""
    return Line(what, _seconds(ours), "", "", f"< {limit:g} s", ours < limit)


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def as_markdown(lines: Sequence[Line]) -> str:
    """The table of the results."""
    head = ["what", "measured", "baseline", "ratio", "target", "met"]
    rows = [
        [line.what, line.measured, line.baseline, line.ratio, line.target, _MET[line.met]]
        for line in lines
    ]
    table = [head, ["---", "---:", "---:", "---:", "---:", "---"], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in table)
