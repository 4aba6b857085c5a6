"""Built datasets on disk: Parquet tables in shards, and the files beside them."""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES, Config
from tellings.publish.counting import Counts
from tellings.publish.rows import Row
from tellings.store.manifests import MANIFEST, read_manifest
from tellings.store.writing import StoreError

SHARD_BYTES = 256 * 2**20
_NESTED_ROWS, _FLAT_ROWS = 500, 10_000
_NESTED = ("documents", "articles", "passes")


class TableWriter:
    """Writes one config row group by row group, in shards; keeps a hash over all its rows."""

    def __init__(self, folder: Path, config: Config, shard_bytes: int = SHARD_BYTES) -> None:
        self.config = config
        self.count = 0
        self._folder = folder
        self._schema = config.schema
        self._shard_bytes = shard_bytes
        self._group = _NESTED_ROWS if config.name in _NESTED else _FLAT_ROWS
        self._waiting: list[pa.RecordBatch] = []
        self._hash = hashlib.sha256()
        self._shards: list[Path] = []
        self._sink: Any = None
        self._writer: pq.ParquetWriter | None = None

    @property
    def content_sha256(self) -> str:
        """Hash over the hashes of the rows of each story."""
        return self._hash.hexdigest()

    def add(self, batch: pa.RecordBatch, hashes: list[str]) -> None:
        """Take the rows of some stories in; they are written once a row group is full.

        Args:
            batch: the rows.
            hashes: of each story, the hash over the canonical JSON of its rows.
        """
        self._hash.update("".join(hashes).encode())
        self.count += batch.num_rows
        self._waiting.append(batch)
        if sum(each.num_rows for each in self._waiting) >= self._group:
            self._write()

    def close(self) -> list[Path]:
        """Write what is left; the shards get their final names. A table without rows has none."""
        if self._waiting:
            self._write()
        self._end_shard()
        total = len(self._shards)
        return [
            shard.rename(shard.with_name(f"train-{number:05}-of-{total:05}.parquet"))
            for number, shard in enumerate(self._shards)
        ]

    def _write(self) -> None:
        table = pa.Table.from_batches(self._waiting)
        self._waiting = []
        if self._writer is None:
            self._begin_shard()
        assert self._writer is not None
        self._writer.write_table(table, row_group_size=table.num_rows)
        if self._sink.tell() >= self._shard_bytes:
            self._end_shard()

    def _begin_shard(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        shard = self._folder / f"shard-{len(self._shards):05}.parquet"
        self._shards.append(shard)
        self._sink = shard.open("wb")
        self._writer = pq.ParquetWriter(
            self._sink, self._schema, compression="zstd", store_schema=False
        )

    def _end_shard(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._sink.close()
            self._writer = None


def contents(tables: Mapping[str, TableWriter]) -> dict[str, dict[str, Any]]:
    """Rows and content hash of each table that has rows, for the manifest."""
    return {
        name: {"rows": table.count, "sha256": table.content_sha256}
        for name, table in tables.items()
        if table.count
    }


def is_dataset(folder: Path) -> bool:
    """Whether a folder looks like a built dataset."""
    return (folder / MANIFEST).is_file() or (folder / "data").is_dir()


def arrow_schema_of(dataset: Path, config: str) -> pa.Schema:
    """The Arrow schema of a built table; of its first shard.

    Raises:
        StoreError: if the table has no file, or one that is no Parquet.
    """
    files = table_files(dataset, config)
    if not files:
        raise StoreError(f"{dataset}/data/{config} holds no table; build the dataset again")
    with readable(files[0]):
        return pq.read_schema(files[0])


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn an error in a table's file into one sentence about it."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path} cannot be read ({error}); build the dataset again") from error


def table_files(dataset: Path, config: str) -> list[Path]:
    """The shards of one config, in order."""
    return sorted((dataset / "data" / config).glob("train-*.parquet"))


def config_names(dataset: Path) -> list[str]:
    """The configs that a built dataset holds.

    Raises:
        StoreError: if there is no dataset in the folder.
    """
    if not (dataset / "data").is_dir():
        raise StoreError(f"{dataset} is no dataset folder: it has no data/")
    return sorted(path.name for path in (dataset / "data").iterdir() if path.is_dir())


def read_rows(dataset: Path, config: str, columns: list[str] | None = None) -> Iterator[Row]:
    """The rows of one config, one after the other.

    Raises:
        StoreError: if a file cannot be read.
    """
    for path in table_files(dataset, config):
        with readable(path), pq.ParquetFile(path) as source:
            for batch in source.iter_batches(batch_size=1_000, columns=columns):
                yield from batch.to_pylist()


_COUNTED = ["id", "article_id", "layer", "label"]
_MADE = ["pass", "annotator_kind", *ARTICLE_TABLES, *STORY_TABLES]


def count_dataset(dataset: Path) -> Counts:
    """Count the rows of a built dataset.

    Raises:
        StoreError: if there is no dataset in the folder.
    """
    counts = Counts()
    present = config_names(dataset)
    order = ["articles", "spans", *sorted(set(present) - {"articles", "spans"})]
    for name in (each for each in order if each in present):
        known = arrow_schema_of(dataset, name).names
        wanted = _MADE if name == "passes" else [each for each in _COUNTED if each in known]
        counts.add(name, read_rows(dataset, name, wanted))
    return counts


def same_bytes(left: Path, right: Path) -> bool:
    """Whether two datasets list the same files with the same hashes."""
    old, new = read_manifest(left), read_manifest(right)
    return old is not None and new is not None and old["files"] == new["files"]
