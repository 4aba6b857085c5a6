"""MANIFEST.json on disk, and whether the files of a dataset are those it names."""

import hashlib
from pathlib import Path
from typing import Any

import orjson

MANIFEST = "MANIFEST.json"


def file_entry(root: Path, path: Path) -> dict[str, Any]:
    """Path, size and hash of one file of a dataset, as the manifest lists it."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(2**20):
            digest.update(chunk)
    return {
        "path": path.relative_to(root).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
    }


def read_manifest(dataset: Path) -> dict[str, Any] | None:
    """The manifest of a built dataset; None where there is none that tellings wrote."""
    try:
        found = orjson.loads((dataset / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return found if _is_ours(found) else None


def _is_ours(found: Any) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("files"), list):
        return False
    tool = found.get("tool")
    names = [entry.get("path") for entry in found["files"] if isinstance(entry, dict)]
    return (
        isinstance(tool, dict)
        and tool.get("name") == "tellings"
        and len(names) == len(found["files"])
        and all(isinstance(name, str) for name in names)
    )


def damaged_files(dataset: Path, manifest: dict[str, Any]) -> list[str]:
    """The files of a dataset that are missing or not as its manifest has them."""
    return [
        entry["path"]
        for entry in manifest["files"]
        if not (dataset / entry["path"]).is_file()
        or file_entry(dataset, dataset / entry["path"]) != entry
    ]


def strange_files(dataset: Path, manifest: dict[str, Any]) -> list[str]:
    """The files in the folder of a dataset that its manifest does not name."""
    known = {entry["path"] for entry in manifest["files"]} | {MANIFEST}
    found = (path.relative_to(dataset).as_posix() for path in dataset.rglob("*") if _is_file(path))
    return sorted(set(found) - known)


def _is_file(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir()
