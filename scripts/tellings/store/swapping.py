"""Putting a newly built folder in the place of the old one: one writer at a time, in one step."""

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from tellings.store.manifests import MANIFEST, read_manifest, strange_files
from tellings.store.writing import StoreError, told


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
        _remove_leftovers(out)
        try:
            folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=_prefix(out)))
            folder.chmod(0o755)
            building = Building(folder)
            yield building
            if building.ready:
                _swap(folder, out)
        finally:
            _remove_leftovers(out)


def _prefix(out: Path) -> str:
    return f".{out.name}.building-"


def _remove_leftovers(out: Path) -> None:
    for leftover in out.parent.glob(f"{_prefix(out)}*"):
        shutil.rmtree(leftover, ignore_errors=True)


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
    """Refuse to replace what is not a dataset of ours, or holds more than one."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise StoreError(f"{out} is not a folder; nothing was changed")
    if not out.is_dir() or not any(out.iterdir()):
        return
    manifest = read_manifest(out)
    if manifest is None:
        raise StoreError(
            f"{out} is not empty and not a dataset made by tellings (no {MANIFEST} of ours);"
            " nothing was changed"
        )
    if strange := strange_files(out, manifest):
        names = ", ".join(strange[:5])
        raise StoreError(
            f"{out} holds what is not of the dataset and would be lost: {names};"
            " move it elsewhere; nothing was changed"
        )


def _swap(new: Path, out: Path) -> None:
    """Put ``new`` in the place of ``out``: in one step where the system can exchange names."""
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        aside = new.with_name(f"{new.name}-old")
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
