"""Tables of a built dataset as batches with a rising key, for comparing two of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import yaml

from tellings.columnwise import KEY
from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES
from tellings.store.datasets import arrow_schema_of, config_names, readable, table_files
from tellings.store.manifests import read_manifest
from tellings.store.writing import StoreError
from tellings.story import GOLD, RULES_PASS

_BATCH, _NESTED_BATCH = 16_384, 200
PASSES, _REPEATED = "passes", "documents"
_PUBLISHED_PASSES = (GOLD, RULES_PASS)
"""Their records stand in the tables of their kinds."""

_OF_A_PASS = (
    *("id", "story_id", "article_id", "pass", "annotator_kind", "annotator", "tool"),
    *("guideline_version", "date", "seconds", "pass_status", "pass_note"),
)
"""The columns of ``passes`` that are its own; the others repeat those of other tables."""

Read = Callable[[], Iterator[pa.RecordBatch]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be compared: its columns, and how to read its rows batch by batch.

    ``in_pass`` says that the rows are records that only ``passes`` holds.
    """

    name: str
    schema: pa.Schema
    batches: Read
    in_pass: bool = False

    def sorted_batches(self) -> Iterator[pa.RecordBatch]:
        """The rows by rising key, of a table whose files have them in another order."""
        whole = pa.Table.from_batches(list(self.batches())).combine_chunks()
        return iter(whole.sort_by(KEY).to_batches())


def tables_of(dataset: Path) -> dict[str, Table]:
    """The tables of a dataset that hold something of their own, without ``documents``.

    Of ``passes`` the columns about the passes; the records of passes that are not published
    elsewhere are tables of their own, ``passes/<table>``.

    Raises:
        StoreError: if a table has no ids, or cannot be read.
    """
    found: dict[str, Table] = {}
    for name in config_names(dataset):
        schema = arrow_schema_of(dataset, name)
        if name == _REPEATED:
            continue
        if missing := {"id", "story_id"} - set(schema.names):
            raise StoreError(f"{dataset}/data/{name} has no column {missing.pop()}")
        if name == PASSES:
            found |= dict(_nested_tables(dataset, schema))
            schema = pa.schema([field for field in schema if field.name in _OF_A_PASS])
        found[name] = Table(name, schema, partial(_rows, dataset, name, schema.names))
    return found


def _rows(dataset: Path, name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    for path in table_files(dataset, name):
        with readable(path), pq.ParquetFile(path) as source:
            for batch in source.iter_batches(batch_size=_BATCH, columns=list(columns)):
                ids = batch.column("id")
                if name == PASSES:  # their ids begin with the pass
                    ids = _joined(":", batch.column("story_id"), ids)
                yield _keyed(batch, ids)


def _keyed(batch: pa.RecordBatch, ids: Any) -> pa.RecordBatch:
    """A batch with the key by which its rows are sorted: ids part by part."""
    return batch.append_column(KEY, pc.replace_substring(ids, ":", "\0"))


def _joined(separator: str, *columns: Any) -> Any:
    return pc.binary_join_element_wise(*columns, separator)


# Records that only a pass holds ---------------------------------------------------------------


def _nested_tables(dataset: Path, schema: pa.Schema) -> Iterator[tuple[str, Table]]:
    for layer in (*ARTICLE_TABLES, *STORY_TABLES):
        if layer in schema.names:
            inner = schema.field(layer).type.value_type
            own = pa.schema([inner.field(at) for at in range(inner.num_fields)])
            name = f"{PASSES}/{layer}"
            yield name, Table(name, own, partial(_nested_rows, dataset, layer), in_pass=True)


def _nested_rows(dataset: Path, layer: str) -> Iterator[pa.RecordBatch]:
    columns = ["pass", "story_id", "article_id", layer]
    for path in table_files(dataset, PASSES):
        with readable(path), pq.ParquetFile(path) as source:
            for group in range(source.num_row_groups):
                makers = source.read_row_group(group, ["pass"]).column("pass").unique()
                if set(makers.to_pylist()) <= set(_PUBLISHED_PASSES):
                    continue
                for batch in source.iter_batches(_NESTED_BATCH, [group], columns):
                    yield _unnested(batch, layer)


def _unnested(batch: pa.RecordBatch, layer: str) -> pa.RecordBatch:
    """The nested records of passes that are not published elsewhere, as rows."""
    for name in _PUBLISHED_PASSES:
        batch = batch.filter(pc.not_equal(batch.column("pass"), pa.scalar(name)))
    lists = batch.column(layer)
    owners: Any = pc.list_parent_indices(lists)
    records: Any = pc.list_flatten(lists)
    inner = pa.RecordBatch.from_struct_array(records)
    for name in ("story_id", "article_id", "pass"):
        column = batch.column(name).take(owners)
        if name not in inner.schema.names:
            inner = inner.append_column(name, column)
    ids = _joined("/", inner.column("pass"), inner.column("id"))
    return _keyed(inner, _joined(":", inner.column("story_id"), ids))


# Beside the rows ------------------------------------------------------------------------------


def span_words(dataset: Path, ids: set[str]) -> dict[str, str]:
    """The words of some spans of a dataset, by id; without those that it withholds."""
    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    for path in table_files(dataset, "spans") if ids else ():
        with readable(path), pq.ParquetFile(path) as source:
            for batch in source.iter_batches(_BATCH, columns=["id", "text"]):
                met = batch.filter(pc.is_in(batch.column("id"), value_set=wanted))
                pairs = zip(*(column.to_pylist() for column in met.columns), strict=True)
                found |= {name: words for name, words in pairs if words is not None}
    return found


def same_rows(left: Path, right: Path) -> set[str]:
    """The tables whose rows are equal by the hashes of both manifests.

    The files of both have to be those that their manifests name.
    """
    old, new = read_manifest(left), read_manifest(right)
    if old is None or new is None:
        return set()
    before, after = old.get("configs", {}), new.get("configs", {})
    return {name for name in before if name in after and before[name] == after[name]}


def card_labels(dataset: Path) -> dict[str, list[str]]:
    """The names of each label column, in the order of their numbers, by table and path.

    What ``documents`` and ``passes`` repeat is left out. A dataset without a card has none.
    """
    try:
        _, block, _ = (dataset / "README.md").read_text("utf-8").split("---\n", 2)
        card = yaml.load(block, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        tables = {each["config_name"]: each["features"] for each in card["dataset_info"]}
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return {}
    shown = (name for name in tables if name not in (PASSES, _REPEATED))
    return {path: names for name in shown for path, names in _labels(tables[name], name)}


def _labels(features: list[dict[str, Any]], at: str) -> Iterator[tuple[str, list[str]]]:
    for feature in features:
        path = f"{at}.{feature['name']}"
        dtype, inner = feature.get("dtype"), feature.get("list", feature.get("struct"))
        if isinstance(dtype, dict) and "class_label" in dtype:
            names = dtype["class_label"]["names"]
            yield path, list(names.values()) if isinstance(names, dict) else list(names)
        elif isinstance(inner, list):
            yield from _labels(inner, path)
