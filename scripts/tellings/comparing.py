"""Comparing two datasets record by record, and the version step that the difference demands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Step = Literal["none", "patch", "minor", "major"]
Record = Mapping[str, Any]
Tables = Mapping[str, Mapping[str, Record]]
"""Records by table and id."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record that is not what it was."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs: added, removed, or changed in some fields."""

    table: str
    id: str
    kind: Literal["added", "removed", "changed"]
    record: Record
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Comparison:
    """Everything in which two datasets differ."""

    differences: list[Difference] = field(default_factory=list)
    added_columns: list[str] = field(default_factory=list)
    removed_columns: list[str] = field(default_factory=list)
    same_bytes: bool = False

    @property
    def step(self) -> Step:
        """The step of data SemVer (Croissant 1.1): what the difference demands at least.

        PATCH is the same data in another serialisation, MINOR additions only, MAJOR
        anything that existed changed or removed.
        """
        kinds = {each.kind for each in self.differences}
        if self.removed_columns or kinds & {"removed", "changed"}:
            return "major"
        if self.added_columns or kinds:
            return "minor"
        return "none" if self.same_bytes else "patch"


def changes(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """The fields in which two values differ; lists are compared as a whole.

    >>> list(changes({"a": {"b": 1}}, {"a": {"b": 2}}))
    [Change(field='a.b', old=1, new=2)]
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            inner = f"{path}.{name}" if path else name
            yield from changes(old.get(name), new.get(name), inner)
    elif old != new:
        yield Change(path, old, new)


def compare_table(
    table: str, old: Mapping[str, Record], new: Mapping[str, Record]
) -> Iterator[Difference]:
    """How the records of one table differ, in the order of their ids."""
    for record_id in sorted({*old, *new}):
        if record_id not in old:
            yield Difference(table, record_id, "added", new[record_id])
        elif record_id not in new:
            yield Difference(table, record_id, "removed", old[record_id])
        elif found := tuple(changes(old[record_id], new[record_id])):
            yield Difference(table, record_id, "changed", new[record_id], found)


def compare(old: Tables, new: Tables) -> Comparison:
    """How two datasets differ: record by record, field by field."""
    result = Comparison()
    for table in dict.fromkeys((*old, *new)):
        result.differences += compare_table(table, old.get(table, {}), new.get(table, {}))
    return result
