"""Writing files: each whole or not at all, and several all together or none."""

import contextlib
import errno
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_MANY = 20
"""From so many files on, several are written at a time."""
_AT_ONCE = 16
_SHARE = 50
"""So many files at most a thread takes at a time: handing over each alone costs more than it."""


class StoreError(Exception):
    """Something outside the data stands in the way: a folder, a right, a full disk."""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an error of the operating system into one sentence about ``path``."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise StoreError(f"{path}: no room left to write; nothing was changed") from error
        raise StoreError(f"{path}: {error.strerror or error}; nothing was changed") from error


def write_atomic(path: Path, data: bytes | str, mode: int | None = None) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Args:
        path: the file.
        data: its content; text becomes UTF-8.
        mode: the rights it has from the first byte on; else those of the old file.

    Raises:
        StoreError: if it cannot be written; the old file stays.
    """
    write_all({path: data}, mode)


def write_stream(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file from pieces as they come; whole or not at all, whatever the pieces raise.

    Returns:
        its size in bytes.

    Raises:
        StoreError: if it cannot be written; the old file stays.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in pieces:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
                size = out.tell()
            written.chmod(0o644)
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
    return size


def write_all(files: Mapping[Path, bytes | str], mode: int | None = None) -> None:
    """Write several files, in their order, making the folders they need.

    Every content is on the disk before the first file gets its name, so that a full disk
    changes nothing.

    Raises:
        StoreError: if one cannot be written; then none is, and no folder is left behind.
    """
    made: list[Path] = []
    waiting: dict[Path, Path] = {}
    try:
        for folder in dict.fromkeys(path.parent for path in files):
            with told(folder):
                made += _make_folder(folder)
        _write_beside(files, mode, waiting)
        for path in files:
            with told(path):
                waiting[path].replace(path)
    except BaseException:
        for written in waiting.values():
            written.unlink(missing_ok=True)
        for folder in reversed(made):
            with contextlib.suppress(OSError):  # it holds something: then it is not ours to remove
                folder.rmdir()
        raise


def _write_beside(
    files: Mapping[Path, bytes | str], mode: int | None, waiting: dict[Path, Path]
) -> None:
    """Put every content on the disk: of many files several at a time, which a disk is quicker at.

    ``waiting`` gets what is written, also if something fails.
    """

    def write(items: Sequence[tuple[Path, bytes | str]]) -> None:
        for path, data in items:
            with told(path):
                waiting[path] = _beside(path, data, mode)

    every = list(files.items())
    if len(every) < _MANY:
        write(every)
        return
    size = min(_SHARE, -(-len(every) // _AT_ONCE))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(write, [every[at : at + size] for at in range(0, len(every), size)]))


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; the ones that were made, outer ones first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _beside(path: Path, data: bytes | str, mode: int | None) -> Path:
    """The content in a file beside ``path``, on the disk."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    written = path.parent / f".writing-{secrets.token_hex(8)}"
    out = open(written, "xb", opener=_for_oneself)  # noqa: SIM115
    try:
        with out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        written.chmod(_mode(path) if mode is None else mode)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def _for_oneself(path: str, flags: int) -> int:
    """Open a file that nobody else may read before it has its rights."""
    return os.open(path, flags, 0o600)


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those of a new one."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o644
