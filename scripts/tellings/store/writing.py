"""Writing: files whole or not at all, folders swapped in one step, one writer at a time."""

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

MANIFEST = "MANIFEST.json"


class StoreError(Exception):
    """Something outside the data stands in the way: a folder, a right, a full disk."""


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Raises:
        StoreError: if it cannot be written; the old file stays.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    with told(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(raw)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an error of the operating system into one sentence about ``path``."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise StoreError(f"{path}: no room left to write; nothing was changed") from error
        raise StoreError(f"{path}: {error.strerror or error}; nothing was changed") from error


@dataclass(slots=True)
class Building:
    """A folder being built; it takes the place of the old one if ``ready`` is set."""

    folder: Path
    ready: bool = False


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[Building]:
    """A folder beside ``out`` to build in; once ready it takes the place of ``out``.

    One builder at a time: a second one waits. The folder is removed if the block
    raises or leaves it unready, and so are those that a killed builder left behind.

    Raises:
        StoreError: if ``out`` holds something else than a dataset, or cannot be written.
    """
    with told(out.parent), _lock(out):
        _refuse_foreign(out)
        for leftover in out.parent.glob(f".{out.name}.building-*"):
            shutil.rmtree(leftover)
        folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.building-"))
        folder.chmod(0o755)
        building = Building(folder)
        try:
            yield building
            if building.ready:
                _swap(folder, out)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def warned(message: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{message}\n")


@contextlib.contextmanager
def _lock(out: Path) -> Iterator[None]:
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out.parent / f".{out.name}.lock")
    try:
        lock.acquire(timeout=0.2)
    except Timeout:
        warned(f"another build is writing {out}; waiting for it")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _refuse_foreign(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise StoreError(f"{out} is not a folder; nothing was changed")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise StoreError(
            f"{out} is not empty and not a dataset made by tellings (no {MANIFEST});"
            " nothing was changed"
        )


def _swap(new: Path, out: Path) -> None:
    """Put ``new`` in the place of ``out``: in one step where the system can exchange names."""
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        aside = new.with_name(f"{new.name}.old")
        out.rename(aside)
        new.rename(out)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(left: Path, right: Path) -> bool:
    """Exchange two folders atomically (Linux ``renameat2``); False where that is not to be had."""
    if not sys.platform.startswith("linux"):
        return False
    current_folder, exchange = -100, 2
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    names = os.fsencode(left), os.fsencode(right)
    return bool(renameat2(current_folder, names[0], current_folder, names[1], exchange) == 0)
