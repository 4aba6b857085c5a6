"""Checking whatever a path names: seeds, one story, or a built dataset."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tellings.building import Progress, check_seeds
from tellings.checks import check_story
from tellings.findings import Finding, ordered
from tellings.parts import load_story
from tellings.publish.configs import Config
from tellings.publish.terms import TextMode, mode_of
from tellings.records import Annotation, kind_of, to_json
from tellings.release_folders import released_configs
from tellings.restoring import read_stories, story_of
from tellings.schemas import Schemas
from tellings.store.datasets import (
    arrow_schema_of,
    config_names,
    is_dataset,
)
from tellings.store.manifests import damaged_files, read_manifest, strange_files
from tellings.store.schema_files import load_schemas


def validate(path: Path, progress: Progress = iter) -> list[Finding]:
    """Every finding about a seeds folder, a story folder or a built dataset folder."""
    path = path if path.name else path.resolve()
    if (path / "story.toml").is_file():
        return ordered(load_story(path.parent, path.name, load_schemas())[1])
    if is_dataset(path) and not (path / "dataset.toml").is_file():
        return list(check_dataset(path))
    return check_seeds(path, progress)


# Built datasets -------------------------------------------------------------------------------


def check_dataset(folder: Path) -> Iterator[Finding]:
    """Every finding about a built dataset: its files, its columns, and its records again."""
    manifest = read_manifest(folder)
    if manifest is None:
        message = "missing, or not one that tellings wrote: this is no dataset of ours"
        yield Finding("missing-file", f"{folder.as_posix()}/MANIFEST.json", message)
        return
    damaged = list(_files(folder, manifest))
    yield from damaged
    if damaged:
        return  # what the tables hold means nothing now
    schemas = load_schemas()
    mode = mode_of(manifest)
    faults = list(_columns(folder, released_configs(schemas, mode)))
    yield from faults
    if not faults and mode is TextMode.FULL:  # without the texts no record can be held to them
        yield from _records(folder, schemas)


def _files(folder: Path, manifest: dict[str, Any]) -> Iterator[Finding]:
    for name in damaged_files(folder, manifest):
        message = "missing, or not the bytes that MANIFEST.json names; build again"
        yield Finding("damaged-file", f"{folder.as_posix()}/{name}", message)
    for name in strange_files(folder, manifest):
        message = "not named in MANIFEST.json: not a file of this dataset"
        yield Finding("damaged-file", f"{folder.as_posix()}/{name}", message)


def _columns(folder: Path, configs: tuple[Config, ...]) -> Iterator[Finding]:
    expected = {config.name: config.schema for config in configs}
    for name in config_names(folder):
        path = f"{folder.as_posix()}/data/{name}"
        if name not in expected:
            yield Finding("stray-file", path, "no config has this name")
        elif not arrow_schema_of(folder, name).equals(expected[name]):
            yield Finding("wrong-columns", path, "the columns are not those of the schema")


def _records(folder: Path, schemas: Schemas) -> Iterator[Finding]:
    path = f"{folder.as_posix()}/data/passes"
    for rows in read_stories(folder):
        data = story_of(*rows, lambda _: path)
        own = schemas.with_labels(schemas.codebook.extended(data.story.labels))
        for each in data.passes.values():
            for file in each.files:
                for record in file.records:
                    for fault in own.violations(kind_of(record), _json_form(record)):
                        yield Finding(fault.rule, file.path, fault.message, None, record.id)
        yield from check_story(data, own.codebook)


def _json_form(record: Annotation) -> object:
    return msgspec.json.decode(msgspec.json.encode(to_json(record)))
