"""The folder of a drafted pass: written whole, and never over somebody's work."""

import json
from collections.abc import Mapping
from pathlib import Path

from tellings.store.writing import StoreError, told, write_all
from tellings.text import sha256

SEAL = ".drafted.json"
"""A hidden file with the hashes of each file as it was drafted, so that an edit shows.

Those of the draft before stand in it too: it is written first, and a draft that is killed
before all files are there must not look like somebody's work.
"""


def edited_files(folder: Path) -> list[str]:
    """The files of a pass that somebody added or changed since they were drafted, by name.

    Raises:
        StoreError: if the folder cannot be read.
    """
    with told(folder):
        if not folder.is_dir():
            return []
        sealed = _sealed(folder)
        return sorted(
            path.name
            for path in folder.iterdir()
            if path.is_file()
            and not path.name.startswith(".")
            and sha256(path.read_bytes()) not in sealed.get(path.name, ())
        )


def _sealed(folder: Path) -> dict[str, list[str]]:
    """Hashes by name as they were drafted; empty where the folder was not drafted by us."""
    try:
        value = json.loads((folder / SEAL).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    files = value.get("files") if isinstance(value, dict) else None
    return files if isinstance(files, dict) else {}


def same_files(folder: Path, files: Mapping[str, bytes], aside: str) -> bool:
    """Whether a folder holds just these files already; one of them, that holds a date, aside."""
    if not folder.is_dir():
        return False
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return there == files.keys() and all(
        (folder / name).read_bytes() == data for name, data in files.items() if name != aside
    )


def write_draft(folder: Path, files: Mapping[str, bytes], force: bool = False) -> list[str]:
    """Put a drafted pass in the place of the one before.

    Args:
        folder: the folder of the pass.
        files: its files by name.
        force: write even over files that somebody edited.

    Returns:
        the names of edited files that are lost by it.

    Raises:
        StoreError: if a file was edited and not ``force``, or one cannot be written.
    """
    edited = edited_files(folder)
    if edited and not force:
        raise StoreError(_refusal(folder, edited))
    content: dict[Path, bytes | str] = {folder / SEAL: _seal(folder, files)}
    write_all(content | {folder / name: data for name, data in files.items()})
    with told(folder):
        for path in folder.glob("*.json"):
            if path.name not in files and not path.name.startswith("."):
                path.unlink()
    return [name for name in edited if name.endswith(".json")]


def _seal(folder: Path, files: Mapping[str, bytes]) -> str:
    """The new hash of each file, and after it the one that it had before."""
    sealed = {name: [sha256(data)] for name, data in files.items()}
    for name, (last, *_) in _sealed(folder).items():
        if [last] != sealed.get(name):
            sealed.setdefault(name, []).append(last)
    return json.dumps({"made_by": "tellings draft", "files": sealed}, indent=1) + "\n"


def _refusal(folder: Path, edited: list[str]) -> str:
    named = ", ".join((folder / name).as_posix() for name in edited[:3])
    more = f" and {len(edited) - 3} more" if len(edited) > 3 else ""
    is_are = "is" if len(edited) == 1 else "are"
    return (
        f"{named}{more} {is_are} not as drafted, so somebody worked there; nothing was changed."
        f" Give the folder {folder.as_posix()} another name to keep the work (and write that"
        " name as id into its pass.json), or replace it with --force"
    )
