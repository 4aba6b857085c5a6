"""Which process is our server: found by its command line, never by its number alone."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

MODULE = "label_studio.server"
LOOPBACK = "127.0.0.1"


def command_line(folder: Path, port: int) -> list[str]:
    """How the server is started; nothing secret, for all the world can read it."""
    server = [sys.executable, "-m", MODULE, "start", "--no-browser"]
    return [*server, "--data-dir", str(folder), "--internal-host", LOOPBACK, "--port", str(port)]


def find(folder: Path, likely: int | None) -> psutil.Process | None:
    """The server whose data lie in ``folder``, whoever started it.

    Args:
        folder: the server's folder, resolved.
        likely: the number that it had when last seen: looked at first.
    """
    for process in _candidates(likely):
        if _serves(process, folder):
            return process
    return None


def _candidates(likely: int | None) -> Iterator[psutil.Process]:
    if likely is not None:
        with contextlib.suppress(psutil.Error):
            yield psutil.Process(likely)
    yield from psutil.process_iter()


def _serves(process: psutil.Process, folder: Path) -> bool:
    """Whether a process is the server of ``folder``; a number used again by another is not."""
    try:
        words = process.cmdline()
    except psutil.Error:
        return False
    named = ["--data-dir", str(folder)]
    pairs = (words[at : at + 2] for at in range(len(words)))
    return MODULE in words and any(pair == named for pair in pairs) and alive(process)


def alive(process: psutil.Process) -> bool:
    """Whether a process still runs."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def listening(process: psutil.Process) -> int | None:
    """The port on which a process listens; None as long as it does not."""
    with contextlib.suppress(psutil.Error):
        for each in process.connections(kind="tcp"):
            if each.status == psutil.CONN_LISTEN:
                return int(each.laddr.port)
    return None


def end(process: psutil.Process, grace: float) -> bool:
    """End a server with all that it started.

    Args:
        process: the server.
        grace: seconds it has to end by itself before it is killed.

    Returns:
        whether it ended by itself.
    """
    family = [process]
    with contextlib.suppress(psutil.Error):
        family += process.children(recursive=True)
    _signal(process, family, signal.SIGTERM)
    alive = psutil.wait_procs(family, timeout=grace)[1]
    if not alive:
        return True
    for each in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs(alive, timeout=grace)
    return False


def _signal(process: psutil.Process, family: list[psutil.Process], number: signal.Signals) -> None:
    """Signal the whole group if the server leads one, else each process we know of."""
    with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
        if hasattr(os, "killpg") and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, number)
            return
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.send_signal(number)
