"""Finding the rows in which two tables differ, column by column.

Only rows that differ become Python objects. Both tables come as batches sorted by a key
without ties; they are walked side by side like the halves of a merge, so that no more than
a batch of each is held.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tellings.publish.rows import Row

KEY = "__key__"
_FEW = 32
"""So many rows are compared one by one; more are halved, and equal halves left alone."""

RowPair = tuple[Row | None, Row | None]


class NotRisingError(Exception):
    """The keys of a table do not rise from row to row; ``key`` is where it shows."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _Side:
    """One of the two tables: the part of a batch that has not been compared yet."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._batches = iter(batches)
        self._rest: pa.RecordBatch | None = None
        self._last: str | None = None

    @property
    def rest(self) -> pa.RecordBatch | None:
        """The rows at hand, the next batch if there are none; None at the end."""
        while self._rest is None or self._rest.num_rows == 0:
            self._rest = next(self._batches, None)
            if self._rest is None:
                return None
            if self._rest.num_rows:
                self._check(self._rest.column(KEY))
        return self._rest

    def _check(self, keys: "pa.Array[Any]") -> None:
        first, last = keys[0].as_py(), keys[-1].as_py()
        rises = pc.all(pc.less(keys[:-1], keys[1:]), min_count=0).as_py()
        if not rises or (self._last is not None and first <= self._last):
            raise NotRisingError(first)
        self._last = last

    @property
    def last(self) -> str:
        """The last key at hand."""
        assert self._last is not None
        return self._last

    def take(self, bound: str) -> pa.RecordBatch:
        """The rows at hand up to a key; they are then no longer at hand."""
        assert self._rest is not None
        keys, size = self._rest.column(KEY), self._rest.num_rows
        count = size
        if self.last > bound:
            count = bisect_right(range(size), bound, key=lambda at: keys[at].as_py())
        taken, self._rest = self._rest.slice(0, count), self._rest.slice(count)
        return taken


def differing(old: Iterable[pa.RecordBatch], new: Iterable[pa.RecordBatch]) -> Iterator[RowPair]:
    """The rows that are in one table only, or differ in a column that both have.

    Rows of both are cut to the columns and nested fields that both have; a row of one only
    comes whole.

    Args:
        old: batches with a column ``KEY`` that rises without ties.
        new: likewise.

    Raises:
        NotRisingError: if a key is not above the one before it.
    """
    left, right = _Side(old), _Side(new)
    while (before := left.rest) is not None and (after := right.rest) is not None:
        bound = min(left.last, right.last)
        before, after = left.take(bound), right.take(bound)
        yield from _compare(before, after)
    while (before := left.rest) is not None:
        yield from ((row, None) for row in _rows(left.take(left.last)))
    while (after := right.rest) is not None:
        yield from ((None, row) for row in _rows(right.take(right.last)))


def _compare(before: pa.RecordBatch, after: pa.RecordBatch) -> Iterator[RowPair]:
    """The pairs of two stretches of rows that span the same keys."""
    old_keys, new_keys = before.column(KEY), after.column(KEY)
    if not old_keys.equals(new_keys):
        places = pc.index_in(new_keys, value_set=old_keys)
        met = pc.is_valid(places)
        gone = pc.invert(pc.is_in(old_keys, value_set=new_keys))
        yield from ((row, None) for row in _rows(before.filter(gone)))
        yield from ((None, row) for row in _rows(after.filter(pc.invert(met))))
        before, after = before.take(places.filter(met)), after.filter(met)
    yield from _changed(before, after)


def _changed(before: pa.RecordBatch, after: pa.RecordBatch) -> Iterator[RowPair]:
    names = [name for name in before.schema.names if name in after.schema.names and name != KEY]
    found: set[int] = set()
    for name in names:
        found.update(unequal(before.column(name), after.column(name)))
    if not found:
        return
    places = pa.array(sorted(found), pa.int64())
    old, new = before.select(names).take(places), after.select(names).take(places)
    kinds = [(f.type, new.schema.field(f.name).type) for f in old.schema]
    if all(ours == theirs for ours, theirs in kinds):
        yield from zip(old.to_pylist(), new.to_pylist(), strict=True)
        return
    for left, right in zip(old.to_pylist(), new.to_pylist(), strict=True):
        yield _in_common(left, right, old.schema, new.schema)


def unequal(old: "pa.Array[Any]", new: "pa.Array[Any]") -> Iterator[int]:
    """The places at which two columns of the same length differ.

    >>> list(unequal(pa.array([1, None, 3]), pa.array([1, 2, 3])))
    [1]
    """
    if old.type == new.type:
        yield from _halved(old, new, 0)
        return
    for at, (left, right) in enumerate(zip(old.to_pylist(), new.to_pylist(), strict=True)):
        if _cut(left, new.type) != _cut(right, old.type):
            yield at


def _halved(old: "pa.Array[Any]", new: "pa.Array[Any]", start: int) -> Iterator[int]:
    if old.equals(new):
        return
    size = len(old)
    if size <= _FEW:
        pairs = zip(old.to_pylist(), new.to_pylist(), strict=True)
        yield from (start + at for at, (left, right) in enumerate(pairs) if left != right)
        return
    half = size // 2
    yield from _halved(old[:half], new[:half], start)
    yield from _halved(old[half:], new[half:], start + half)


# Columns that are not what they were ---------------------------------------------------------


def _in_common(old: Row, new: Row, was: pa.Schema, now: pa.Schema) -> tuple[Row, Row]:
    return (
        {name: _cut(value, now.field(name).type) for name, value in old.items()},
        {name: _cut(value, was.field(name).type) for name, value in new.items()},
    )


def _cut(value: Any, kind: pa.DataType) -> Any:
    """A value without the nested fields that another type of the column does not have."""
    if isinstance(value, dict) and isinstance(kind, pa.StructType):
        names = {kind.field(at).name: kind.field(at).type for at in range(kind.num_fields)}
        return {name: _cut(each, names[name]) for name, each in value.items() if name in names}
    if isinstance(value, list) and isinstance(kind, pa.ListType):
        return [_cut(each, kind.value_type) for each in value]
    return value


def _rows(batch: pa.RecordBatch) -> Iterator[Row]:
    yield from batch.drop_columns([KEY]).to_pylist()


def leaves(schema: pa.Schema, at: str = "") -> Iterator[str]:
    """The paths of all columns and nested fields of a table."""
    for field in schema:
        yield from _leaves(field.type, f"{at}.{field.name}")


def _leaves(kind: pa.DataType, path: str) -> Iterator[str]:
    if isinstance(kind, pa.ListType):
        yield from _leaves(kind.value_type, path)
    elif isinstance(kind, pa.StructType):
        for index in range(kind.num_fields):
            yield from _leaves(kind.field(index).type, f"{path}.{kind.field(index).name}")
    else:
        yield path
