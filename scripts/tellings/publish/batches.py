"""Rows as Arrow: a record that stands in several tables is converted once."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES, Config
from tellings.publish.rows import Row, Rows

_LAYERS = (*ARTICLE_TABLES, *STORY_TABLES)


class _Layer:
    """The records of one kind, each kept once, however many tables hold it."""

    def __init__(self, config: Config) -> None:
        self._kind = pa.struct(list(config.schema))
        self._places: dict[int, int] = {}
        self._records: list[Row] = []
        self._array: Any = None

    def places(self, records: Iterable[Row]) -> list[int]:
        """The positions of records among those kept; the very same object is kept once."""
        found = []
        for record in records:
            at = self._places.setdefault(id(record), len(self._records))
            if at == len(self._records):
                self._records.append(record)
            found.append(at)
        return found

    def take(self, places: Sequence[int]) -> Any:
        """The records at some positions, as a struct array with every column of the kind."""
        if self._array is None:
            self._array = pa.array(self._records, self._kind)
        return self._array.take(pa.array(places, pa.int64()))

    def lists(self, places: Sequence[Sequence[int]], kind: pa.StructType) -> Any:
        """A list column of the columns that nested records have."""
        offsets = [0]
        for each in places:
            offsets.append(offsets[-1] + len(each))
        values = self.take([at for each in places for at in each])
        fields = [kind.field(at) for at in range(kind.num_fields)]
        inner = pa.StructArray.from_arrays([values.field(f.name) for f in fields], fields=fields)
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), inner)


def batches(rows: Rows, configs: Sequence[Config]) -> dict[str, pa.RecordBatch]:
    """Each table's rows as one batch, with the columns and types of its config."""
    present = [config for config in configs if config.name in rows]
    layers = {each.name: _Layer(each) for each in configs if each.name in _LAYERS}
    placed = {config.name: _placed(rows[config.name], config, layers) for config in present}
    return {c.name: _batch(rows[c.name], c, layers, placed[c.name]) for c in present}


_Placed = dict[str, list[list[int]]]


def _placed(rows: list[Row], config: Config, layers: dict[str, _Layer]) -> _Placed:
    """Where the records of a table are kept: its own, or those nested in its rows."""
    if config.name in layers:
        return {config.name: [layers[config.name].places(rows)]}
    return {
        name: [layers[name].places(row[name]) for row in rows]
        for name in config.schema.names
        if name in layers
    }


def _batch(
    rows: list[Row], config: Config, layers: dict[str, _Layer], placed: _Placed
) -> pa.RecordBatch:
    schema = config.schema
    if config.name in layers:
        return pa.RecordBatch.from_struct_array(layers[config.name].take(placed[config.name][0]))
    plain = [field for field in schema if field.name not in placed]
    array: Any = pa.array(rows, pa.struct(plain))
    columns = dict(zip((field.name for field in plain), array.flatten(), strict=True))
    for name, places in placed.items():
        columns[name] = layers[name].lists(places, schema.field(name).type.value_type)
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)
