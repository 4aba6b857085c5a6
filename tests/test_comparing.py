"""Comparing, by property: no difference is missed, none is invented, and the step follows."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.columnwise import KEY, NotRisingError, differing
from tellings.comparing import Comparison, Difference, changes
from tellings.versions import Step, Version, at_least, parse_version, step_between

Row = dict[str, Any]

ITEM = st.fixed_dictionaries(
    {"article": st.none() | st.sampled_from("abc"), "at": st.integers(0, 2)}
)
ROW = st.fixed_dictionaries(
    {
        "label": st.none() | st.sampled_from(["x", "y", "é\0🚧"]),
        "start": st.none() | st.integers(0, 3),
        "spans": st.none() | st.lists(st.sampled_from("abc"), max_size=3),
        "cells": st.none() | st.lists(ITEM, max_size=3),
        "date": st.none() | st.fixed_dictionaries({"edtf": st.none() | st.sampled_from("ab")}),
    }
)
TABLE = st.dictionaries(st.integers(0, 120).map("{:03}".format), ROW, max_size=120)
CELL = pa.struct([("article", pa.string()), ("at", pa.int32())])
COLUMNS: dict[str, pa.DataType] = {
    KEY: pa.string(),
    "label": pa.string(),
    "start": pa.int32(),
    "spans": pa.list_(pa.string()),
    "cells": pa.list_(CELL),
    "date": pa.struct([("edtf", pa.string())]),
}
SCHEMA = pa.schema(COLUMNS)


def batches(table: dict[str, Row], size: int) -> Iterator[pa.RecordBatch]:
    rows = [{KEY: key, **table[key]} for key in sorted(table)]
    for at in range(0, len(rows), size):
        yield pa.RecordBatch.from_pylist(rows[at : at + size], SCHEMA)


def shown(row: Row | None) -> str:
    return json.dumps(row, sort_keys=True)


@st.composite
def two_tables(draw: st.DrawFn) -> tuple[dict[str, Row], dict[str, Row]]:
    """A table and what became of it: mostly the same rows."""
    old = draw(TABLE)
    new = {key: copy.deepcopy(row) for key, row in old.items()}
    for key in draw(st.sets(st.sampled_from(sorted(old)), max_size=9)) if old else ():
        new[key] = draw(ROW)
    for key in draw(st.sets(st.sampled_from(sorted(old)), max_size=9)) if old else ():
        new.pop(key)
    return old, new | draw(st.dictionaries(st.integers(121, 140).map(str), ROW, max_size=5))


@given(two_tables(), st.integers(1, 50), st.integers(1, 50))
@settings(deadline=None, max_examples=150)
def test_just_the_rows_that_differ_are_found(
    tables: tuple[dict[str, Row], dict[str, Row]], left: int, right: int
) -> None:
    old, new = tables
    found = differing(batches(old, left), batches(new, right))
    pairs = {(shown(before), shown(after)) for before, after in found}
    expected = {
        (shown(old.get(key)), shown(new.get(key)))
        for key in {*old, *new}
        if old.get(key) != new.get(key)
    }
    assert pairs == expected


def test_keys_that_do_not_rise_are_told() -> None:
    row: Row = {"label": None, "start": 1, "spans": [], "cells": [], "date": None}
    once = list(batches({"a": row, "b": row}, 1))
    for strange in ([once[1], once[0]], [once[0], once[0]]):
        with pytest.raises(NotRisingError):
            list(differing(strange, once))


@given(ROW, ROW)
def test_fields_differ_just_where_values_do(old: Row, new: Row) -> None:
    found = list(changes(old, new))
    assert bool(found) == (old != new)
    named = {change.field.partition("[")[0].partition(".")[0] for change in found}
    assert named == {name for name in old if old[name] != new[name]}


@given(ROW, ROW)
def test_a_change_taken_back_is_the_same_change_turned_round(old: Row, new: Row) -> None:
    forth = sorted(repr((c.field, c.old, c.new)) for c in changes(old, new))
    back = sorted(repr((c.field, c.new, c.old)) for c in changes(new, old))
    assert forth == back


def test_items_are_compared_by_what_names_them() -> None:
    old = {"cells": [{"article": "a", "presence": "absent"}, {"article": "b", "presence": "x"}]}
    new = {"cells": [{"article": "b", "presence": "x"}, {"article": "a", "presence": "present"}]}
    (change,) = changes(old, new)
    assert (change.field, change.old, change.new) == ("cells[a].presence", "absent", "present")


# The step -------------------------------------------------------------------------------------

TABLES = st.sampled_from(["spans", "stances", "events", "stories"])


def difference(table: str, kind: Any, field: str = "label") -> Difference:
    return Difference(table, "s:1", kind, {}, tuple(changes({field: ["a"]}, {field: ["b"]})))


@given(st.lists(TABLES, min_size=1), st.booleans())
def test_additions_alone_are_minor(tables: list[str], same: bool) -> None:
    found = Comparison([difference(each, "added") for each in tables], same_bytes=same)
    assert found.step == "minor"
    grown = Difference(
        "stories", "s", "changed", {}, tuple(changes({"outlets": []}, {"outlets": ["x"]}))
    )
    assert Comparison([*found.differences, grown]).step == "minor"


@given(st.lists(TABLES), TABLES, st.sampled_from(["changed", "removed"]))
def test_any_change_is_major(added: list[str], table: str, kind: str) -> None:
    found = [difference(each, "added") for each in added]
    assert Comparison([*found, difference(table, kind)]).step == "major"
    assert Comparison(found, removed_columns=["spans.note"]).step == "major"


@pytest.mark.parametrize(("same", "step"), [(True, "none"), (False, "patch")])
def test_equal_rows_are_a_patch_or_nothing(same: bool, step: str) -> None:
    assert Comparison(same_bytes=same).step == step
    assert Comparison(added_columns=["spans.x"], same_bytes=same).step == "minor"


VERSIONS = st.builds(Version, *[st.integers(0, 30)] * 3)


@given(VERSIONS, st.sampled_from(["patch", "minor", "major"]))
def test_the_version_after_a_step_is_that_step_away(version: Version, step: Step) -> None:
    after = version.after(step)
    assert after > version
    assert parse_version(str(after)) == parse_version(after.tag) == after
    if version.major:
        assert step_between(version, after) == step
    else:
        assert at_least(step, step_between(version, after))
