"""Everything that can be read in a file, as text: of a table its footer and every value."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tellings.publish.rows import Row
from tellings.store.writing import StoreError

_TAIL = 8
"""Parquet ends with the length of its footer, four bytes, and four letters."""


def raw_texts(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file, each with where it stands in it.

    The pages of a Parquet file are compressed, and in compressed bytes any pattern turns up
    by chance; so its values are read, and its footer as it stands.

    Raises:
        StoreError: if the file cannot be read.
    """
    try:
        if path.suffix != ".parquet":
            yield "", path.read_bytes().decode("utf-8", "replace")
            return
        yield "footer", _footer(path)
        with pq.ParquetFile(path) as source:
            for batch in source.iter_batches(batch_size=1_000):
                for row in batch.to_pylist():
                    yield from _values(row)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(" ".join(str(error).split())) from error


def _footer(path: Path) -> str:
    with path.open("rb") as source:
        source.seek(-_TAIL, 2)
        length = int.from_bytes(source.read(4), "little")
        source.seek(-_TAIL - length, 2)
        return source.read(length).decode("utf-8", "replace")


def _values(row: Row) -> Iterator[tuple[str, str]]:
    for column, value in row.items():
        if value is not None:
            text = (
                value
                if isinstance(value, str)
                else json.dumps(value, ensure_ascii=False, default=str)
            )
            yield f"{row.get('id', 'a row')}, {column}", text
