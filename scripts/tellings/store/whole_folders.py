"""Writing folders that are not there yet: whole, aside, and then named in one step each."""

import ctypes
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from tellings.store.writing import told, write_all

_MANY = 200
"""From so many files on one call brings all to the disk, where a system has such a call."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_RIGHTS = 0o644


def write_folders(files: Mapping[str, bytes]) -> None:
    """Write files; those of a folder that is not there yet appear with it, all at once.

    Every content is on the disk before anything gets its name. Files of folders that are there
    already are written as ``write_all`` does.

    Args:
        files: the contents by path.

    Raises:
        StoreError: if one cannot be written; then no new folder is left behind.
    """
    trees, rest = _divided(files)
    waiting: dict[Path, Path] = {}
    named: list[Path] = []
    try:
        for root, inside in trees.items():
            waiting[root] = root.parent / f".writing-{secrets.token_hex(8)}"
            with told(root):
                _write_tree(waiting[root], inside)
        write_all({Path(path): data for path, data in rest.items()})
        for root, written in waiting.items():
            with told(root):
                written.rename(root)
            named.append(root)
    except BaseException:
        for root in named:
            with suppress(OSError):
                root.rename(waiting[root])
        for written in waiting.values():
            shutil.rmtree(written, ignore_errors=True)
        raise


def _divided(files: Mapping[str, bytes]) -> tuple[dict[Path, dict[str, bytes]], dict[str, bytes]]:
    """The files of each folder that is missing, by their path in it, and all others."""
    trees: dict[Path, dict[str, bytes]] = {}
    rest: dict[str, bytes] = {}
    known: dict[str, tuple[dict[str, bytes], str]] = {}
    for path, data in files.items():
        folder, slash, name = path.rpartition("/")
        if folder not in known:
            root = _missing(Path(folder + slash))
            into = rest if root is None else trees.setdefault(root, {})
            inside = "" if root is None else Path(folder).relative_to(root).as_posix()
            known[folder] = into, folder + slash if root is None else f"{inside}/"
        into, before = known[folder]
        into[before + name] = data
    return trees, rest


def _missing(folder: Path) -> Path | None:
    """The outermost folder on the way to ``folder`` that is not there; None if all are."""
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    return missing[-1] if missing else None


def _write_tree(root: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder, and bring it to the disk."""
    root.mkdir()
    for folder in {path.rpartition("/")[0] for path in files}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    narrow: dict[str, bool] = {}
    with _FileSystem(root, len(files)) as disk:
        for path, data in files.items():
            folder = path.rpartition("/")[0]
            if folder not in narrow:
                narrow[folder] = _narrows(root / folder)
            _write(f"{root}/{path}", data, disk.together, narrow[folder])


def _narrows(folder: Path) -> bool:
    """Whether a new file in a folder gets other rights than it is made with: the umask, say."""
    trial = folder / f".writing-{secrets.token_hex(8)}"
    handle = os.open(trial, _NEW, _RIGHTS)
    try:
        return os.fstat(handle).st_mode & 0o777 != _RIGHTS
    finally:
        os.close(handle)
        trial.unlink()


def _write(path: str, data: bytes, later: bool, narrow: bool) -> None:
    """Write a new file.

    Args:
        path: the file.
        data: its content.
        later: whether all files are brought to the disk at once, later.
        narrow: whether it does not have its rights from the beginning.
    """
    handle = os.open(path, _NEW, _RIGHTS)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, memoryview(data)[written:])
        if narrow:
            os.chmod(path, _RIGHTS)  # noqa: PTH101 (a Path for each file is slow)
        if not later:
            os.fsync(handle)
    finally:
        os.close(handle)


class _FileSystem:
    """The file system of a folder; what is written within the block is on the disk at its end.

    It is opened before the first file is written, since only then it tells of every fault.
    """

    def __init__(self, folder: Path, files: int) -> None:
        self._folder = folder
        self._bring = _syncfs() if files >= _MANY else None

    @property
    def together(self) -> bool:
        """Whether all files are brought to the disk at once."""
        return self._bring is not None

    def __enter__(self) -> "_FileSystem":
        if self._bring:
            self._handle = os.open(self._folder, os.O_RDONLY)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if not self._bring:
            return
        try:
            if kind is None and self._bring(self._handle):
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number))
        finally:
            os.close(self._handle)


@cache
def _syncfs() -> Callable[[int], int] | None:
    """The call that brings a whole file system to the disk (Linux); None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return found
