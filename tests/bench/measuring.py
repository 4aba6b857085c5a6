"""Timing side by side, memory of a process, and the table of the results."""

import contextlib
import gc
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .corpus import generate

_MET = {True: "yes", False: "**no**", None: ""}
Work = Callable[[], object]
Clock = Callable[[], float]
SAMPLE_SECONDS = 0.02
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, against what, and what it should be."""

    what: str
    measured: str
    baseline: str
    ratio: str
    target: str
    met: bool | None


def once(work: Work, clock: Clock = time.perf_counter) -> float:
    """Seconds that a piece of work takes, by the clock on the wall or another."""
    gc.collect()
    begin = clock()
    work()
    return clock() - begin


def best_of(
    rounds: int, works: Mapping[str, Work], clock: Clock = time.perf_counter
) -> dict[str, float]:
    """The best time of each piece of work; the pieces take turns, so that noise hits all."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(once(work, clock))
    return {name: min(found) for name, found in times.items()}


def ran(command: Sequence[str], folder: Path | None = None) -> tuple[float, int]:
    """Seconds and peak memory (bytes) of a command, which has to succeed.

    It runs in ``folder``, or in that of this process.

    The memory is what all processes of the command hold together, sampled on the way: pages
    that several share are counted once a process that touches them, divided by their number
    (PSS). Linux only.
    """
    begin = time.perf_counter()
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, start_new_session=True, cwd=folder
    )
    peak = 0
    while running.poll() is None:
        peak = max(peak, sum(map(_memory, _session(running.pid))))
        time.sleep(SAMPLE_SECONDS)
    seconds = time.perf_counter() - begin
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return seconds, peak


def _session(leader: int) -> Iterator[Path]:
    """The processes of the session that ``leader`` began, as folders of /proc."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):  # it may end while we look
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader:
                yield folder


def _memory(folder: Path) -> int:
    with contextlib.suppress(OSError):
        for line in (folder / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


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


def megabytes(size: int) -> str:
    """A size in megabytes."""
    return f"{size / MEGABYTE:.0f} MB"


@contextmanager
def corpus(stories: int) -> Iterator[Path]:
    """A folder with the corpus in ``seeds``; it goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as folder:
        generate(Path(folder) / "seeds", stories)
        yield Path(folder)
