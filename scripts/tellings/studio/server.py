"""A Label Studio server of one's own: started, found again, stopped."""

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
import psutil
from filelock import FileLock, Timeout

from tellings.store.private import (
    appended,
    forget,
    last_lines,
    private_folder,
    read_private,
    size_of,
    write_private,
)
from tellings.store.writing import StoreError
from tellings.studio import ports, processes
from tellings.studio.account import Account, make_account, read_account
from tellings.studio.environment import environment
from tellings.studio.packages import require_packages

Progress = Callable[[str, float], None]
"""Is told again and again what is being waited for, and for how many seconds so far."""

PATIENCE = 600.0
"""Seconds a start may take; a process that died is noticed at once."""
GRACE = 10.0
"""Seconds a server has to end by itself."""
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Running:
    """Our server as it runs now.

    Attributes:
        url: its address, without a slash at the end.
        pid: the number of its process, which also leads its group.
        port: where it listens.
        account: who we are there.
        started: whether this call started it.
        folder: where its data, its log and our account lie.
    """

    url: str
    pid: int
    port: int
    account: Account
    started: bool
    folder: Path


class _EndedError(StoreError):
    """The server ended before it answered."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What we wrote down about the server when it last ran: a hint, never believed unchecked."""

    pid: int
    port: int


def ensure_running(
    folder: Path,
    port: int | None,
    progress: Progress,
    more: Mapping[str, str] | None = None,
) -> Running:
    """Find our server, or start it and wait until it answers.

    Two callers at once start one server: the second waits and finds it. One that was just about
    to end is started anew.

    Args:
        folder: where its data lie; made if need be, for its owner only.
        port: the port to listen on; None for that of last time or a free one.
        progress: is told what is being waited for.
        more: variables for the server's environment beyond ours; for tests.

    Raises:
        StoreError: if the package is missing, the port is taken, or the server does not come up.
    """
    require_packages()
    folder = private_folder(folder).resolve()
    with _alone(folder, progress):
        found = _find(folder)
        account = read_account(folder) or make_account(folder)
        if found is not None:
            _same_port(found, port)
            with contextlib.suppress(_EndedError):
                return _await(found, folder, account, 0, False, progress)
        return _started(folder, port, account, progress, more or {})


def running(folder: Path) -> Running | None:
    """Our server if it runs and listens; None if not.

    Raises:
        StoreError: if the file with our account cannot be read.
    """
    found = _find(folder.resolve())
    port = processes.listening(found) if found else None
    account = read_account(folder)
    if found is None or port is None or account is None:
        return None
    return Running(_url(port), found.pid, port, account, False, folder.resolve())


def stop(folder: Path, progress: Progress) -> bool:
    """Stop our server and all its processes; whether one ran.

    Raises:
        StoreError: if it cannot be stopped.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        return False
    with _alone(folder, progress):
        found = _find(folder)
        if found is None:
            return False
        processes.end(found, GRACE)
        if _find(folder) is not None:
            raise StoreError(f"the server (process {found.pid}) cannot be stopped; try `kill -9`")
        return True


def log_file(folder: Path) -> Path:
    """Where the server writes its log."""
    return folder / "server.log"


def _seen_file(folder: Path) -> Path:
    return folder / "server.json"


@contextmanager
def _alone(folder: Path, progress: Progress) -> Iterator[None]:
    """One starts or stops the server at a time; others wait."""
    lock = FileLock(folder / ".lock")
    began = time.monotonic()
    while True:
        try:
            lock.acquire(timeout=0.5)
            break
        except Timeout:
            progress("another `tellings studio` is starting or stopping the server", _since(began))
    try:
        yield
    finally:
        lock.release()


def _since(began: float) -> float:
    return time.monotonic() - began


def _find(folder: Path) -> psutil.Process | None:
    seen = _seen(folder)
    return processes.find(folder, seen.pid if seen else None)


def _seen(folder: Path) -> _Seen | None:
    raw = read_private(_seen_file(folder))
    try:
        return msgspec.json.decode(raw, type=_Seen) if raw else None
    except msgspec.DecodeError:  # only a hint: the process is then looked for
        forget(_seen_file(folder))
        return None


def _same_port(process: psutil.Process, port: int | None) -> None:
    now = processes.listening(process)
    if port is not None and now is not None and port != now:
        raise StoreError(
            f"the server runs already, at {_url(now)}; stop it first (`tellings studio down`),"
            f" then start it on port {port}"
        )


def _url(port: int) -> str:
    return f"http://{processes.LOOPBACK}:{port}"


def _started(
    folder: Path, port: int | None, account: Account, progress: Progress, more: Mapping[str, str]
) -> Running:
    """Start the server; anew if another program took the port that was free when it was chosen."""
    while True:
        seen = _seen(folder)
        chosen = ports.choose(port, seen.port if seen else None)
        try:
            return _start(folder, chosen, account, progress, more)
        except _EndedError:
            if port is not None or ports.is_free(chosen):
                raise


def _start(
    folder: Path, port: int, account: Account, progress: Progress, more: Mapping[str, str]
) -> Running:
    """Start the server and wait until it answers; nothing half-started is left behind."""
    log_start = size_of(log_file(folder))
    child = _spawn(folder, port, environment(os.environ, folder, account) | dict(more))
    try:
        child.returncode = 0  # it is meant to outlive this process: no warning that it still runs
        _note(folder, _Seen(child.pid, port))
        process = psutil.Process(child.pid)
        return _await(process, folder, account, log_start, True, progress)
    except BaseException:  # also when interrupted
        processes.end(psutil.Process(child.pid), GRACE)
        raise


def _spawn(folder: Path, port: int, variables: dict[str, str]) -> "subprocess.Popen[bytes]":
    """The server's process, detached from this one and its terminal."""
    with appended(log_file(folder)) as log:
        try:
            return subprocess.Popen(  # noqa: S603
                processes.command_line(folder, port),
                cwd=folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )
        except OSError as error:
            raise StoreError(f"the server cannot be started: {error.strerror}") from error


def _note(folder: Path, seen: _Seen) -> None:
    write_private(_seen_file(folder), msgspec.json.encode(seen))


def _await(
    process: psutil.Process,
    folder: Path,
    account: Account,
    log_start: int,
    started: bool,
    progress: Progress,
) -> Running:
    """Wait until the server answers on the port that its own process holds."""
    began = time.monotonic()
    while _since(began) < PATIENCE:
        port = processes.listening(process)
        if port is not None and is_healthy(_url(port)):
            _note(folder, _Seen(process.pid, port))
            return Running(_url(port), process.pid, port, account, started, folder)
        if not processes.alive(process):
            raise _EndedError(_with_log("the server ended while starting", folder, log_start))
        progress(_waiting_for(folder, started), _since(began))
        time.sleep(_PAUSE)
    message = f"the server (process {process.pid}) does not answer after {PATIENCE:.0f} s"
    raise StoreError(_with_log(message, folder, log_start))


def _waiting_for(folder: Path, started: bool) -> str:
    if not started:
        return "waiting for the server, which runs, to answer"
    first = not (folder / "export").exists()
    return "starting Label Studio" + (", which first sets up its database" if first else "")


def _with_log(message: str, folder: Path, start: int) -> str:
    lines = last_lines(log_file(folder), start)
    told = "".join(f"\n  {line}" for line in lines) or " nothing"
    return f"{message}; its log ({log_file(folder)}) says:{told}"


def is_healthy(url: str) -> bool:
    """Whether a Label Studio answers at an address of this machine."""
    try:
        answer = httpx.get(f"{url}/health", timeout=5, trust_env=False)
        return answer.status_code == httpx.codes.OK and answer.json().get("status") == "UP"
    except (httpx.HTTPError, ValueError):
        return False
