"""Files that only their owner can read: keys, passwords, the log of a server."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tellings.store.writing import told, write_atomic

OWNER_ONLY = 0o600


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can enter, and the folders above it for all.

    Raises:
        StoreError: if it cannot be made.
    """
    with told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    return folder


def write_private(path: Path, data: bytes | str) -> None:
    """Write a file that is its owner's alone from the first byte on.

    Raises:
        StoreError: if it cannot be written; the old file stays.
    """
    write_atomic(path, data, mode=OWNER_ONLY)


def read_private(path: Path) -> bytes | None:
    """The content of a file; None where there is none.

    Raises:
        StoreError: if it is there and cannot be read.
    """
    with told(path):
        return path.read_bytes() if path.exists() else None


def others_can_read(path: Path) -> bool:
    """Whether somebody else than the owner may read a file; never on Windows."""
    if sys.platform == "win32":
        return False
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


@contextmanager
def appended(path: Path) -> Iterator[int]:
    """A file handle at the end of a private file, to hand to a process.

    Raises:
        StoreError: if it cannot be opened.
    """
    with told(path):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def size_of(path: Path) -> int:
    """How many bytes a file holds; none where there is no file."""
    return path.stat().st_size if path.exists() else 0


def last_lines(path: Path, start: int, most: int = 15) -> list[str]:
    """The last lines of a file, none of them before the byte ``start``."""
    raw = path.read_bytes()[start:] if path.exists() else b""
    return raw.decode("utf-8", "replace").splitlines()[-most:]


def forget(path: Path) -> None:
    """Remove a file; it need not be there.

    Raises:
        StoreError: if it cannot be removed.
    """
    with told(path):
        path.unlink(missing_ok=True)
