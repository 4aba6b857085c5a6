"""Files of one folder, written one after the other, that get their names all together or none."""

import contextlib
import shutil
from pathlib import Path

from tellings.store.private import read_private
from tellings.store.writing import told, write_all

_WAITING = 100
"""So many files wait in memory at most, to be written several at a time."""
_COMING = ".coming"
"""The hidden folder of what has no name yet; one that a crash left is thrown away."""


class Staged:
    """New contents for the files of a folder, of which only the names stay in memory.

    Every content is on the disk before the first file gets its name, so that a full disk
    changes nothing. What was not named when the block ends is removed. Only one at a time may
    work on a folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._coming = folder / _COMING
        self._waiting: dict[str, bytes] = {}
        self._written: set[str] = set()

    def __enter__(self) -> "Staged":
        with told(self.folder):
            if self._coming.exists():
                shutil.rmtree(self._coming)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._coming, ignore_errors=True)
        with contextlib.suppress(OSError):  # it holds something, or was never made
            self.folder.rmdir()

    def read(self, name: str) -> bytes | None:
        """The content of a file as it will be; None where there will be none.

        Raises:
            StoreError: if it cannot be read.
        """
        if name in self._waiting:
            return self._waiting[name]
        return read_private((self._coming if name in self._written else self.folder) / name)

    def put(self, name: str, data: bytes) -> None:
        """Take in the new content of a file; that which it has already is no new one.

        Raises:
            StoreError: if it cannot be written.
        """
        if self.read(name) == data:
            return
        self._waiting[name] = data
        if len(self._waiting) >= _WAITING:
            self._write()

    def _write(self) -> None:
        write_all({self._coming / name: data for name, data in self._waiting.items()})
        self._written.update(self._waiting)
        self._waiting = {}

    def name_all(self, first: str) -> tuple[str, ...]:
        """Give every file its name.

        Args:
            first: the file that gets its name before the others.

        Returns:
            the names of the files whose content is a new one.

        Raises:
            StoreError: if something cannot be written; before the first file has its name,
                nothing is changed.
        """
        self._write()
        names = sorted(self._written, key=lambda name: (name != first, name))
        for name in names:
            old, new = self.folder / name, self._coming / name
            with told(old):
                if old.exists():
                    new.chmod(old.stat().st_mode & 0o777)
                new.replace(old)
        return tuple(names)
