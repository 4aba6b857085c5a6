"""Checking whatever a path names: seeds, one story, or a built dataset."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from tellings.building import Progress, check_seeds
from tellings.checks import check_story
from tellings.findings import Finding, ordered
from tellings.parts import load_story
from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES, Config
from tellings.publish.rows import Row
from tellings.publish.terms import TextMode
from tellings.records import (
    RECORD_TYPES,
    Annotation,
    Article,
    Pass,
    PassArticle,
    Story,
    kind_of,
    to_json,
)
from tellings.releasing import mode_of, released_configs
from tellings.schemas import Schemas
from tellings.store.datasets import (
    arrow_schema_of,
    config_names,
    is_dataset,
    read_rows,
)
from tellings.store.manifests import damaged_files, read_manifest, strange_files
from tellings.store.schema_files import load_schemas
from tellings.story import PassData, RecordFile, StoryData


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
    for data in _stories(folder):
        own = schemas.with_labels(schemas.codebook.extended(data.story.labels))
        for each in data.passes.values():
            for file in each.files:
                for record in file.records:
                    for fault in own.violations(kind_of(record), _json_form(record)):
                        yield Finding(fault.rule, file.path, fault.message, None, record.id)
        yield from check_story(data, own.codebook)


def _json_form(record: Annotation) -> object:
    return msgspec.json.decode(msgspec.json.encode(to_json(record)))


def _plain(value: object) -> object:
    """A row without its nulls, as the records have it."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each is not None}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _record(row: Row, kind: str, article_id: str | None = None) -> Annotation:
    cls = RECORD_TYPES[kind]
    plain = _plain(row)
    assert isinstance(plain, dict)
    if article_id is not None:
        plain["article_id"] = article_id
    found = msgspec.convert({**plain, "record": kind}, cls)
    assert isinstance(found, Annotation)
    return found


def _stories(folder: Path) -> Iterator[StoryData]:
    """The stories of a dataset, made again from its stories, articles and passes."""
    articles = _by_story(read_rows(folder, "articles"))
    passes = _by_story(read_rows(folder, "passes")) if "passes" in config_names(folder) else {}
    for row in read_rows(folder, "stories"):
        story = msgspec.convert({**_row(row), "record": "story"}, Story)
        data = StoryData(story, (folder / "data").as_posix(), "")
        for each in articles.get(story.id, ()):
            article = msgspec.convert({**_row(each), "record": "article"}, Article)
            data.articles[article.id] = article
        for each in passes.get(story.id, ()):
            _add_pass(data, each, folder)
        yield data


def _row(row: Row) -> Row:
    plain = _plain(row)
    assert isinstance(plain, dict)
    return plain


def _by_story(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["story_id"], []).append(row)
    return found


def _add_pass(data: StoryData, row: Row, folder: Path) -> None:
    path = f"{folder.as_posix()}/data/passes"
    name = row["pass"]
    if name not in data.passes:
        info = Pass(
            id=name,
            annotator=row["annotator"],
            kind=row["annotator_kind"],
            tool=row["tool"],
            guideline_version=row["guideline_version"],
            articles=(),
            status=row["pass_status"],
        )
        data.passes[name] = PassData(info, path)
    article_id = row["article_id"]
    if row["date"] is not None:
        work = PassArticle(article=article_id, date=row["date"], seconds=row["seconds"])
        found = data.passes[name]
        found.info = msgspec.structs.replace(found.info, articles=(*found.info.articles, work))
    file = RecordFile(path, b"@", article_id, row["text_sha256"])
    tables = ARTICLE_TABLES if article_id else STORY_TABLES
    for table, cls in tables.items():
        kind = str(cls.__struct_config__.tag)
        file.records += [_record(each, kind, article_id) for each in row[table]]
    file.rows = list(range(len(file.records)))
    data.passes[name].files.append(file)
