"""What stands beside the tables of a dataset folder: card, Croissant description, manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tellings.codebook import Codebook
from tellings.publish.card import card
from tellings.publish.configs import Config
from tellings.publish.counting import Counts
from tellings.publish.croissant import croissant, info_of
from tellings.publish.manifest import manifest
from tellings.publish.terms import TextTerms
from tellings.store.manifests import MANIFEST, file_entry
from tellings.store.writing import StoreError
from tellings.text import sha256

HYDRATION = "hydration.json"
_CARD, _CROISSANT = "README.md", "croissant.json"


@dataclass(frozen=True, slots=True)
class Description:
    """What there is to say about a dataset whose tables are written.

    ``configs`` are all of the contract; those without rows are named as such. ``terms`` are
    given where the folder is a release.
    """

    info: Mapping[str, Any]
    configs: tuple[Config, ...]
    codebook: Codebook
    counts: Counts
    languages: tuple[str, ...]
    terms: TextTerms | None = None


def describe(folder: Path, about: Description) -> str:
    """Write card and Croissant description; the hash of the latter without files' hashes."""
    text = card(
        about.info, about.configs, about.codebook, about.counts, about.languages, about.terms
    )
    (folder / _CARD).write_text(text, "utf-8")
    files = [file_entry(folder, path) for path in sorted(folder.rglob("*.parquet"))]
    present = tuple(each for each in about.configs if about.counts.rows.get(each.name))
    described = croissant(about.info, present, about.codebook, files, about.languages, about.terms)
    packed = orjson.dumps(described, option=orjson.OPT_INDENT_2)
    (folder / _CROISSANT).write_bytes(packed + b"\n")
    return sha256(orjson.dumps(_without_bytes(described)))


def write_manifest(
    folder: Path,
    about: Description,
    schema: Mapping[str, str],
    inputs: Sequence[Mapping[str, Any]],
    tables: Mapping[str, Mapping[str, Any]],
    description: str,
) -> dict[str, Any]:
    """Write the manifest of a folder, over everything in it; see ``publish.manifest``."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = [file_entry(folder, path) for path in paths]
    found = manifest(about.info, schema, inputs, tables, description, files, about.terms)
    (folder / MANIFEST).write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    return found


def write_report(folder: Path, report: Mapping[str, Any]) -> None:
    """Write what hydrating did beside the tables."""
    (folder / HYDRATION).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2) + b"\n")


def read_info(folder: Path) -> dict[str, Any]:
    """The table of ``dataset.toml`` from which a folder was made, read from its description.

    Raises:
        StoreError: if the description cannot be read or is not one of ours.
    """
    try:
        return info_of(orjson.loads((folder / _CROISSANT).read_bytes()))
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / _CROISSANT} says too little ({error})") from error


def described_in(folder: Path) -> dict[str, str]:
    """What stands beside the tables of a folder, by file."""
    return {name: (folder / name).read_text("utf-8") for name in (_CARD, _CROISSANT, MANIFEST)}


def _without_bytes(value: Any) -> Any:
    """A description without the sizes and hashes of files, which change with their writer."""
    if isinstance(value, dict):
        return {
            k: _without_bytes(v) for k, v in value.items() if k not in ("sha256", "contentSize")
        }
    return [_without_bytes(each) for each in value] if isinstance(value, list) else value
