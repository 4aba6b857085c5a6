"""Reading and changing what a path such as ``commitments[author].factuality`` names."""

import re
from collections.abc import Mapping
from typing import Any

from tellings.studio.fields import ITEM_KEYS, Plain, parts, record_shapes, same, with_part
from tellings.studio.threeway import item_key

_PATH = re.compile(r"(?P<part>\w+)(?:\[(?P<item>.*)\])?(?:\.(?P<inner>\w+))?")
_NUMBER = re.compile(r"#[0-9]+$")


def holds(record: Plain, path: str, expected: Any) -> bool:
    """Whether a record has this value at a path; None stands for nothing.

    Where an item of this name stands several times, one of them has it.
    """
    part, item, inner = _split(path)
    found = parts(record).get(part)
    if item is None:
        return same(_inner(found, inner), expected)
    if expected is None and not inner:
        return len(_named(record, part, item)) < _number(item)
    return _find(record, part, item, inner, expected) is not None


def replaced(record: Plain, path: str, expected: Any, value: Any) -> dict[str, Any]:
    """The record with another value at a path; None takes away what is there.

    Args:
        record: a record of a pass.
        path: as a conflict names it.
        expected: the value that is there now, to tell apart items of one name.
        value: the new value.
    """
    part, item, inner = _split(path)
    found = parts(record).get(part)
    if item is None:
        return with_part(record, part, _with_inner(found, inner, value) if inner else value)
    items = list(found or ())
    at = _find(record, part, item, inner, expected)
    if at is None:
        return with_part(record, part, items if value is None or inner else [*items, value])
    new = _with_inner(items[at], inner, value) if inner else value
    return with_part(record, part, [*items[:at], *([new] if new else []), *items[at + 1 :]])


def _split(path: str) -> tuple[str, str | None, str]:
    found = _PATH.fullmatch(path)
    if found is None:
        raise ValueError(f"{path!r} is no path into a record")
    return found["part"], found["item"], found["inner"] or ""


def _inner(value: Any, inner: str) -> Any:
    return (value or {}).get(inner) if inner else value


def _with_inner(value: Mapping[str, Any] | None, inner: str, new: Any) -> dict[str, Any]:
    kept = {name: each for name, each in (value or {}).items() if name != inner}
    return kept if new is None else {**kept, inner: new}


def _named(record: Plain, part: str, item: str) -> list[int]:
    """Where the items of this name stand: ``author#2`` is named ``author``."""
    items = parts(record).get(part) or []
    cls = record_shapes(record["record"])[part].cls
    keys = ITEM_KEYS[cls] if cls else ()
    for name in (item, _NUMBER.sub("", item)):
        if found := [at for at, each in enumerate(items) if item_key(each, keys) == name]:
            return found
    return []


def _number(item: str) -> int:
    """Which of several items a name means: ``author#2`` is the second."""
    found = _NUMBER.search(item)
    return int(found[0][1:]) if found else 1


def _find(record: Plain, part: str, item: str, inner: str, expected: Any) -> int | None:
    items = parts(record).get(part) or []
    for at in _named(record, part, item):
        if same(_inner(items[at], inner), expected):
            return at
    return None
