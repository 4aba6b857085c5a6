"""The archive of raw exports: append-only, each content once, under the hash of its bytes."""

import os
from pathlib import Path

from filelock import FileLock

from tellings.store.writing import StoreError, told, write_atomic
from tellings.studio.archive import Entry, entry, read_index

INDEX = "index.jsonl"


def keep_export(folder: Path, data: bytes, time: str) -> Entry:
    """Archive an export under the hash of its content, and append a line to the index.

    The same content twice is stored once, with a line for each time it was pulled; nothing is
    ever overwritten.

    Args:
        folder: ``.tellings/studio/archive/<project>``; made if it is not there.
        data: the export as received.
        time: when it was received, ISO 8601 in UTC.

    Raises:
        StoreError: if it cannot be written.
    """
    line = entry(data, time)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            path = _place(folder, line, data)
            if not path.exists():
                write_atomic(path, data)
            _append(folder / INDEX, line.line())
    return line


def keep_file(folder: Path, path: Path, time: str) -> Entry:
    """Archive an export that lies in a file; else like ``keep_export``."""
    with told(path):
        return keep_export(folder, path.read_bytes(), time)


def _place(folder: Path, line: Entry, data: bytes) -> Path:
    """Where the content lies or has room: under the longer name where another has the short one."""
    for name in line.names:
        path = folder / name
        if not path.exists() or path.read_bytes() == data:
            return path
    raise StoreError(f"{path}: this is not what its name says; nothing was changed")


def _append(path: Path, line: bytes) -> None:
    """Add a line that is on the disk when this returns; a last line cut off by a crash goes."""
    with path.open("ab+") as index:
        index.seek(0)
        whole = index.read().rpartition(b"\n")
        index.truncate(len(whole[0]) + len(whole[1]))
        index.write(line)
        index.flush()
        os.fsync(index.fileno())


def archived(folder: Path) -> list[Entry]:
    """The index of an archive, oldest first; empty where there is none.

    Raises:
        StoreError: if it cannot be read.
    """
    path = folder / INDEX
    with told(path):
        try:
            return read_index(path.read_bytes()) if path.exists() else []
        except ValueError as error:
            raise StoreError(f"{path}: {error}") from error


def read_export(folder: Path, of: Entry) -> bytes:
    """The bytes of an archived export.

    Raises:
        StoreError: if they are gone, or not those that were archived.
    """
    for name in of.names:
        path = folder / name
        with told(path):
            if path.exists() and entry(data := path.read_bytes(), of.time).sha256 == of.sha256:
                return data
    raise StoreError(f"{folder}: the export {of.names[0]} is not there as it was archived")
