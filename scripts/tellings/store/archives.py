"""The archive of raw exports: append-only, each content once, under the hash of its bytes."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from tellings.store.server_exports import tasks_in
from tellings.store.writing import StoreError, told, write_stream
from tellings.studio.archive import Entry, counted, read_index
from tellings.text import sha256

INDEX = "index.jsonl"
_PIECE = 2**20


def keep_file(folder: Path, export: Path, time: str) -> Entry:
    """Archive an export under the hash of its content, and append a line to the index.

    The same content twice is stored once, with a line for each time it was pulled; nothing is
    ever overwritten. The export is read piece by piece.

    Args:
        folder: ``.tellings/studio/archive/<project>``; made if it is not there.
        export: the export as received, whatever it is.
        time: when it was received, ISO 8601 in UTC.

    Raises:
        StoreError: if it cannot be written.
    """
    with told(export):
        line = Entry(time, _sha256(export), export.stat().st_size, _counts(export))
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            path = _place(folder, line)
            if not path.exists():
                write_stream(path, _pieces(export))
            _append(folder / INDEX, line.line())
    return line


def _pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _sha256(path: Path) -> str:
    found = hashlib.sha256()
    for piece in _pieces(path):
        found.update(piece)
    return found.hexdigest()


def _counts(export: Path) -> dict[str, int]:
    """What an export holds; nothing where it is no list of tasks."""
    try:
        return counted(tasks_in(export))
    except StoreError:
        return {}


def _place(folder: Path, line: Entry) -> Path:
    """Where the content lies or has room: under the longer name where another has the short one."""
    for name in line.names:
        path = folder / name
        if not path.exists() or _sha256(path) == line.sha256:
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
            if path.exists() and sha256(data := path.read_bytes()) == of.sha256:
                return data
    raise StoreError(f"{folder}: the export {of.names[0]} is not there as it was archived")
