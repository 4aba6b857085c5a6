"""The files of a release as they are sent, each with the hashes that git and LFS know it by."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tellings.publish.addressing import addressed
from tellings.store.manifests import MANIFEST, file_entry, read_manifest
from tellings.store.writing import StoreError, told, write_all

_CARD = "README.md"
CACHE = ".cache"
"""Where huggingface_hub keeps notes on a folder that it downloads into."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file: its path in the release, size, SHA-256, and the SHA-1 of its git blob."""

    path: str
    bytes: int
    sha256: str
    git_sha1: str


def release_files(folder: Path) -> tuple[ReleaseFile, ...]:
    """Every file of a folder, by path.

    Raises:
        StoreError: if one cannot be read.
    """
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = sorted(path.relative_to(folder).as_posix() for path in paths)
    kept = [name for name in names if not name.startswith(f"{CACHE}/")]
    return tuple(_file(folder, name) for name in kept)


def _file(folder: Path, name: str) -> ReleaseFile:
    path = folder / name
    try:
        size = path.stat().st_size
        blob, whole = hashlib.sha1(b"blob %d\0" % size), hashlib.sha256()  # noqa: S324
        with path.open("rb") as source:
            while chunk := source.read(2**20):
                blob.update(chunk)
                whole.update(chunk)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
    return ReleaseFile(name, size, whole.hexdigest(), blob.hexdigest())


def manifest_of(dataset: Path) -> dict[str, Any]:
    """The manifest of a dataset or release folder.

    Raises:
        StoreError: if there is none that tellings wrote.
    """
    found = read_manifest(dataset)
    if found is None or not isinstance(found.get("version"), str):
        raise StoreError(f"{dataset} is no dataset that tellings built (no {MANIFEST} of ours)")
    return found


def copy_dataset(dataset: Path, out: Path) -> None:
    """Copy the files of a dataset or release that its manifest names, and the manifest.

    Raises:
        StoreError: if one is missing, or cannot be written.
    """
    for name in [*(each["path"] for each in manifest_of(dataset)["files"]), MANIFEST]:
        with told(out / name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(dataset / name, out / name)


def read_card(release: Path) -> str:
    """The text of the card.

    Raises:
        StoreError: if there is none.
    """
    try:
        return (release / _CARD).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{release / _CARD}: cannot be read as text") from error


def address(release: Path, repository: str, tag: str) -> None:
    """Have the card of a release name the place where it will be published.

    Raises:
        StoreError: if it cannot be written.
    """
    card, manifest = release / _CARD, manifest_of(release)
    write_all({card: addressed(read_card(release), repository, tag)})
    entry = file_entry(release, card)
    files = [entry if each["path"] == _CARD else each for each in manifest["files"]]
    packed = orjson.dumps({**manifest, "files": files}, option=orjson.OPT_INDENT_2)
    write_all({release / MANIFEST: packed + b"\n"})
