"""croissant.json: mlcroissant finds nothing wrong with it and reads the Parquet rows through it."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest

from tellings.building import build, read_info
from tellings.findings import errors
from tellings.inspecting.description import as_record, plain
from tellings.publish.columns import Column
from tellings.publish.configs import Config, configs
from tellings.publish.croissant import croissant
from tellings.store.croissant_files import ageing, opened
from tellings.store.manifests import file_entry
from tellings.store.schema_files import load_schemas
from tellings.text import decode, mask_emails, sha256

BASE = Path(__file__).parents[1] / "schema" / "examples" / "base.json"
SCHEMAS = load_schemas()
CONFIGS = {config.name: config for config in configs(SCHEMAS)}
READ_TWICE = ("articles", "documents", "spans", "attributions")

Row = dict[str, Any]

# A story that fills every config ---------------------------------------------------------------

MORE_TOML = """
[[articles]]
slug = "c"
source_sha256 = "auto"

[labels.mention.vessel]
title = "Vessel"
definition = "A ship or a boat."
"""
UNANNOTATED = "Ferry still runs\n\nTickets: desk@ferry.example, until the tunnel opens – maybe.\n"
SETTLED = {
    "status": "adjudicated",
    "note": "Both passes agree.",
    "from": ["second/example:a:span:headline"],
    "decided_by": "editor",
    "decided_on": "2030-07-02",
}
PLACE = {
    "record": "entity",
    "id": "example:entity:northport",
    "name": "Northport",
    "type": "place",
    "aliases": ["the port"],
    "status": "draft",
}


def source_files() -> dict[str, Any]:
    """The story of the rules' examples with a third article, a second pass and more fields."""
    base = json.loads(BASE.read_text("utf-8"))["files"]
    files: dict[str, Any] = {
        path: "".join(f"{line}\n" for line in content["lines"]) if "lines" in content else content
        for path, content in base.items()
    }
    files["example/story.toml"] += MORE_TOML
    files["example/articles/c.txt"] = UNANNOTATED
    gold = "example/annotations/gold"
    for name in ("pass", "a", "b", "story"):
        files[f"example/annotations/second/{name}.json"] = json.loads(
            json.dumps(files[f"{gold}/{name}.json"])
        )
    second = files["example/annotations/second/pass.json"]
    second |= {"id": "second", "annotator": "annotator-2", "note": "Made on paper."}
    second["articles"][0]["seconds"] = 600
    files[f"{gold}/a.json"]["records"][0] |= SETTLED
    story = files[f"{gold}/story.json"]["records"]
    story.append(PLACE)
    next(each for each in story if each["record"] == "event")["place"] = PLACE["id"]
    return files


def write_seeds(folder: Path) -> None:
    """Write the source files, with the hashes that they leave to be filled in."""
    files = source_files()
    for path, content in sorted(files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            target.write_text(content, "utf-8", newline="\n")
        elif content.get("text_sha256") == "auto":
            text = files[f"example/articles/{target.stem}.txt"]
            digest = sha256(mask_emails(decode(text.encode())))
            target.write_bytes(orjson.dumps({**content, "text_sha256": digest}))
        else:
            target.write_bytes(orjson.dumps(content))
    toml = folder / "example" / "story.toml"
    lines, slug = toml.read_text("utf-8").splitlines(), ""
    for at, line in enumerate(lines):
        if line.startswith("slug"):
            slug = line.split('"')[1]
        elif line == 'source_sha256 = "auto"':
            digest = sha256((folder / "example" / "articles" / f"{slug}.txt").read_bytes())
            lines[at] = f'source_sha256 = "{digest}"'
    toml.write_text("\n".join(lines), "utf-8")


@dataclass(frozen=True)
class Built:
    """A built folder and what it was built from."""

    folder: Path
    info: dict[str, Any]
    described: dict[str, Any]

    def shards(self, config: str) -> list[Path]:
        return sorted((self.folder / "data" / config).glob("*.parquet"))

    def rows(self, config: str) -> list[Row]:
        return [row for path in self.shards(config) for row in pq.read_table(path).to_pylist()]

    def describe(self, *names: str) -> dict[str, Any]:
        """A description of some of the configs."""
        files = [file_entry(self.folder, path) for name in names for path in self.shards(name)]
        present = tuple(CONFIGS[name] for name in names)
        return croissant(self.info, present, SCHEMAS.codebook, files, ("en",))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    seeds, out = tmp_path_factory.mktemp("seeds"), tmp_path_factory.mktemp("out") / "dataset"
    write_seeds(seeds)
    report = build(seeds, out)
    assert [finding.message for finding in errors(report.findings)] == []
    assert report.written
    info, _, _ = read_info(seeds, SCHEMAS)
    assert info is not None
    return Built(out, info, orjson.loads((out / "croissant.json").read_bytes()))


@pytest.fixture(scope="module")
def dataset(built: Built) -> Any:
    return opened(built.folder / "croissant.json")


# Rows ------------------------------------------------------------------------------------------


def expected(built: Built, config: str) -> list[Row]:
    schema = CONFIGS[config].schema
    return [as_record(config, schema, row) for row in built.rows(config)]


def records(dataset: Any, name: str) -> list[Row]:
    with ageing():
        return [plain(record) for record in dataset.records(name)]


@pytest.mark.parametrize("config", CONFIGS)
def test_records_are_the_rows_of_the_parquet_files(built: Built, dataset: Any, config: str) -> None:
    rows = expected(built, config)
    assert rows
    assert records(dataset, config) == rows


def test_one_dataset_object_reads_every_table_again_and_again(built: Built, dataset: Any) -> None:
    for name in READ_TWICE * 2:
        assert len(records(dataset, name)) == len(built.rows(name))


@pytest.mark.parametrize("config", ["documents", "spans", "passes"])
def test_several_shards_are_read_in_order(built: Built, tmp_path: Path, config: str) -> None:
    table = pq.read_table(built.shards(config)[0])
    folder = tmp_path / "data" / config
    folder.mkdir(parents=True)
    cuts = [0, 1, len(table) - 1, len(table)]
    for at, (start, end) in enumerate(pairwise(cuts)):
        path = folder / f"train-{at:05}-of-00003.parquet"
        pq.write_table(table.slice(start, end - start), path)
    split = Built(tmp_path, built.info, {})
    described = split.describe(config)
    (tmp_path / "croissant.json").write_bytes(orjson.dumps(described))
    kinds = [each["@type"] for each in described["distribution"]]
    assert kinds == ["cr:FileObject"] * 3 + ["cr:FileSet"]
    assert records(opened(tmp_path / "croissant.json"), config) == expected(built, config)


@pytest.mark.parametrize("config", CONFIGS)
def test_a_config_alone_can_be_described_and_read(built: Built, config: str) -> None:
    described = built.describe(config)
    path = built.folder / f"only-{config}.json"
    path.write_bytes(orjson.dumps(described))
    try:
        assert len(records(opened(path), config)) == len(built.rows(config))
    finally:
        path.unlink()
    tables = [each["@id"] for each in described["recordSet"] if "data" not in each]
    assert tables == [config]
    assert {target for _, target in references(described)} <= fields_by_id(described).keys()


# The description -------------------------------------------------------------------------------


def test_mlcroissant_has_nothing_to_say(built: Built, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        issues = opened(built.folder / "croissant.json").metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    assert caplog.messages == []


def test_files_are_listed_with_size_and_hash(built: Built) -> None:
    listed = {
        each["contentUrl"]: (each["contentSize"], each["sha256"])
        for each in built.described["distribution"]
    }
    found = [file_entry(built.folder, path) for path in built.folder.rglob("*.parquet")]
    assert listed == {each["path"]: (f"{each['bytes']} B", each["sha256"]) for each in found}


def test_a_changed_file_is_noticed(built: Built, tmp_path: Path) -> None:
    described = built.describe("stories")
    path = tmp_path / built.shards("stories")[0].relative_to(built.folder)
    path.parent.mkdir(parents=True)
    pq.write_table(pq.read_table(built.shards("stories")[0]), path, compression="none")
    (tmp_path / "croissant.json").write_bytes(orjson.dumps(described))
    with pytest.raises(Exception, match="streaming generation") as raised:
        records(opened(tmp_path / "croissant.json"), "stories")
    assert "Hash of downloaded file" in str(raised.value.__cause__)


def test_it_says_what_it_is_and_what_the_licence_does_not_cover(built: Built) -> None:
    described, info = built.described, built.info
    assert described["conformsTo"][0] == "http://mlcommons.org/croissant/1.1"
    assert described["license"] == info["license_url"]
    assert described["version"] == info["version"]
    assert described["datePublished"] == "2030-06-10"
    assert described["inLanguage"] == ["en"]
    assert described["isLiveDataset"] is False
    for text in (described["description"], described["usageInfo"]["text"]):
        assert "does not license the texts" in text
        assert info["text_rights"] in text
    assert "url" not in described


def test_the_home_page_is_named_where_there_is_one(built: Built) -> None:
    info = {**built.info, "url": "https://example.org/harbour", "keywords": ["news", "tunnel"]}
    described = croissant(info, (), SCHEMAS.codebook, (), ("en",))
    assert described["url"] == "https://example.org/harbour"
    assert described["keywords"] == ["news", "tunnel"]


# Fields ----------------------------------------------------------------------------------------


def fields_of(node: Row) -> Iterator[Row]:
    """Every field below a record set or a field."""
    for field in (*node.get("field", ()), *node.get("subField", ())):
        yield field
        yield from fields_of(field)


def fields_by_id(described: Row) -> dict[str, Row]:
    every = (field for each in described["recordSet"] for field in fields_of(each))
    return {field["@id"]: field for field in every}


def references(described: Row) -> Iterator[tuple[str, str]]:
    """Which field refers to which, by id."""
    for path, field in fields_by_id(described).items():
        if "references" in field:
            yield path, field["references"]["field"]["@id"]
        elif "dct:references" in field:
            yield path, field["dct:references"]["@id"]


def paths(config: Config) -> Iterator[tuple[str, Column]]:
    """Every column and part of a config that records can hold, by path."""

    def below(path: str, column: Column, lists: int) -> Iterator[tuple[str, Column]]:
        of_structs = column.is_list and column.dtype == "struct"
        if lists and of_structs:
            return
        if not lists or column.dtype != "struct":
            yield path, column
        for part in column.parts:
            yield from below(f"{path}/{part.name}", part, lists + of_structs)

    for column in config.columns:
        yield from below(f"{config.name}/{column.name}", column, 0)


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_fields_follow_the_columns(built: Built, config: Config) -> None:
    types = {"string": "sc:Text", "int32": "sc:Integer", "bool": "sc:Boolean", "date32": "sc:Date"}
    (described,) = [each for each in built.described["recordSet"] if each["@id"] == config.name]
    assert described["description"] == config.description
    assert described["key"] == {"@id": f"{config.name}/id"}
    found = {field["@id"]: field for field in fields_of(described)}
    wanted = dict(paths(config))
    assert list(found) == list(wanted)
    for path, column in wanted.items():
        assert column.description in found[path]["description"]
        assert found[path].get("dataType") == types.get(column.dtype)
        assert found[path].get("isArray", False) == column.is_list


def test_lists_that_stand_in_the_parquet_only_are_named(built: Built) -> None:
    fields = fields_by_id(built.described)
    assert "`commitments`" in fields["documents/event_mentions"]["description"]
    assert "`date/evidence`, `participants`" in fields["passes/events"]["description"]
    assert "event_mentions/commitments/evidence_spans" in fields


def values(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The single values of a record, each with the id of its field."""
    if isinstance(record, dict):
        for name, each in record.items():
            yield from values(each, name)
    elif isinstance(record, list):
        for each in record:
            yield from values(each, path)
    elif record is not None:
        yield path, record


def test_every_value_of_a_reference_is_found_where_it_points(built: Built, dataset: Any) -> None:
    by_field: dict[str, set[Any]] = {}
    for each in built.described["recordSet"]:
        for record in records(dataset, each["@id"]):
            for path, value in values(record):
                by_field.setdefault(path, set()).add(value)
    pairs = dict(references(built.described))
    missing = {
        path: lost
        for path, target in pairs.items()
        if (lost := by_field.get(path, set()) - by_field[target])
    }
    assert missing == {}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("spans/story_id", "stories/id"),
        ("spans/article_id", "articles/id"),
        ("spans/entity", "entities/id"),
        ("spans/wording/target", "entities/id"),
        ("spans/label", "labels/label/key"),
        ("articles/headline_span", "spans/id"),
        ("attributions/content_spans", "spans/id"),
        ("attributions/source_entities", "entities/id"),
        ("attributions/parent", "attributions/id"),
        ("documents/id", "articles/id"),
        ("documents/attributions/source_span", "spans/id"),
        ("documents/attributions/parent", "attributions/id"),
        ("documents/stances/label", "labels/stance_label/key"),
        ("events/place", "entities/id"),
        ("events/participants/entity", "entities/id"),
        ("event_links/from_event", "events/id"),
        ("event_mentions/event", "events/id"),
        ("facts/cells/article", "articles/id"),
        ("facts/cells/spans", "spans/id"),
        ("divergences/answers/attribution", "attributions/id"),
        ("passes/article_id", "articles/id"),
    ],
)
def test_ids_refer_to_the_table_they_come_from(built: Built, path: str, target: str) -> None:
    assert dict(references(built.described))[path] == target


@pytest.mark.parametrize(
    "path",
    [
        "stances/target",
        "stances/holder",
        "event_mentions/commitments/source",
        "passes/spans/entity",
        "passes/headline_span",
        "spans/id",
    ],
)
def test_what_is_in_no_one_table_refers_to_none(built: Built, path: str) -> None:
    assert path in fields_by_id(built.described)
    assert path not in dict(references(built.described))


# Label lists -----------------------------------------------------------------------------------


def test_enumerations_are_the_lists_of_the_codebook(built: Built, dataset: Any) -> None:
    codebook = SCHEMAS.codebook
    for each in built.described["recordSet"]:
        if each.get("dataType") != "sc:Enumeration":
            continue
        name = each["@id"].removeprefix("labels/")
        rows = records(dataset, each["@id"])
        known = tuple(row[f"labels/{name}/key"] for row in rows)
        added = ("vessel",) if name in ("mention", "label") else ()
        assert sorted(known) == sorted(codebook.labels(name) + added)
        if name in codebook.inventories:
            for row in rows:
                label = codebook.inventories[name].labels.get(row[f"labels/{name}/key"])
                if label is not None:
                    assert row[f"labels/{name}/name"] == label.title
                    assert row[f"labels/{name}/description"] == label.definition


def test_layers_have_their_own_title_and_added_labels_theirs(dataset: Any) -> None:
    layers = {row["labels/layer/key"]: row for row in records(dataset, "labels/layer")}
    segment = SCHEMAS.codebook.inventories["segment"]
    assert layers["segment"] == {
        "labels/layer/key": "segment",
        "labels/layer/name": segment.title,
        "labels/layer/description": segment.definition,
    }
    labels = {row["labels/label/key"]: row for row in records(dataset, "labels/label")}
    assert labels["vessel"]["labels/label/name"] == "Vessel"
    assert labels["vessel"]["labels/label/description"] == "A ship or a boat."


def test_only_the_lists_in_use_are_there(built: Built) -> None:
    described = built.describe("stories")
    assert [each["@id"] for each in described["recordSet"]] == ["labels/status", "stories"]
