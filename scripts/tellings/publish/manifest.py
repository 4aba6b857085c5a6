"""MANIFEST.json: what went in, what came out, and by which versions. No clock, no host."""

from collections.abc import Mapping, Sequence
from typing import Any

from tellings import __version__
from tellings.publish.rights import TEXT_LICENSE
from tellings.publish.terms import TextTerms

_CARD = "README.md"


def manifest(
    info: Mapping[str, Any],
    schema: Mapping[str, str],
    inputs: Sequence[Mapping[str, Any]],
    tables: Mapping[str, Mapping[str, Any]],
    description: str,
    files: Sequence[Mapping[str, Any]],
    terms: TextTerms | None = None,
) -> dict[str, Any]:
    """The manifest of a build.

    Args:
        info: the table of ``dataset.toml``.
        schema: version and hash of the schemas.
        inputs: path and hash of ``dataset.toml`` and of each story folder.
        tables: rows and content hash by config.
        description: hash of the Croissant description without the sizes and hashes of files.
        files: path, size and hash of each file written.
        terms: of a release, what it carries of the texts.
    """
    return {
        "name": info["name"],
        "version": info["version"],
        "tool": {"name": "tellings", "version": __version__},
        "schema": dict(schema),
        "inputs": list(inputs),
        "configs": {name: dict(table) for name, table in tables.items()},
        "description": {"sha256": description},
        **({"text": terms.as_json()} if terms else {}),
        **({TEXT_LICENSE: info[TEXT_LICENSE]} if TEXT_LICENSE in info else {}),
        "files": sorted(files, key=lambda entry: str(entry["path"])),
    }


def content(found: Mapping[str, Any]) -> dict[str, Any]:
    """What two builds of the same content share.

    The bytes of Parquet, and so their hashes, may differ from one writer to the next;
    the hashes of the rows may not.
    """
    shared = {name: value for name, value in found.items() if name != "files"}
    shared["card"] = [entry for entry in found["files"] if entry["path"] == _CARD]
    return shared
