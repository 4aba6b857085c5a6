"""The one canonical form of an annotation file: a record a line, keys in schema order."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from tellings.records import ARTICLE_KINDS, STORY_KINDS

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_HEADER = ("story_id", "article_id", "text_sha256")
_KINDS = (*ARTICLE_KINDS, *STORY_KINDS)
_NESTED = (dict, list)
_NEST = frozenset(_NESTED)
_FLAT = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": "))
"""Separates by a line feed, which stands nowhere else in JSON on one line."""


def _position(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Spans in reading order, then the other kinds by id."""
    kind = record.get("record")
    number = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    place = (record.get("start"), record.get("end")) if kind == "span" else (0, 0)
    numbers = (each if isinstance(each, int) else 0 for each in place)
    return (number, *numbers, str(record.get("id", "")))


def ordered_keys(value: Any, schema: Mapping[str, Any]) -> Any:
    """Plain data with its keys in the order of a schema; unknown keys come last, kept."""
    if isinstance(value, list):
        inner = schema.get("items", {})
        return [ordered_keys(each, inner) for each in value]
    if not isinstance(value, dict):
        return value
    properties = schema.get("properties", {})
    found = {name: value[name] for name in properties if name in value}
    if len(found) < len(value):
        found.update(value)  # what is there already keeps its place
    for name, each in found.items():
        if isinstance(each, _NESTED):
            found[name] = ordered_keys(each, properties.get(name, {}))
    return found


def canonical(value: Mapping[str, Any], record_schemas: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The bytes of an annotation file.

    Args:
        value: the parsed file: header fields and the list ``records``.
        record_schemas: the schema of each record kind, references resolved where they
            hold properties.
    """
    header = [name for name in _HEADER if name in value]
    header += [name for name in value if name not in (*_HEADER, "records")]
    lines = [b"  %s: %s," % (_dump_name(name), _dump(value[name])) for name in header]
    records: Sequence[Any] = sorted(value.get("records", ()), key=_position)
    body = _listed(
        [ordered_keys(each, record_schemas.get(str(each.get("record")), {})) for each in records]
    )
    return b"{\n" + b"\n".join([*lines, b'  "records": ' + body]) + b"\n}\n"


def _listed(records: Sequence[Mapping[str, Any]]) -> bytes:
    """A list of records, one a line; those without lists and objects in one go, for speed."""
    if not records:
        return b"[]"
    if all(_NEST.isdisjoint(map(type, record.values())) for record in records):
        inside = _FLAT.encode(records)[1:-1].replace("},\n{", "}\n    {").replace(",\n", ", ")
        items = inside.replace("}\n", "},\n").encode("utf-8", "surrogatepass")
    else:
        items = b",\n    ".join(map(_dump, records))
    return b"[\n    " + items + b"\n  ]"


@lru_cache(maxsize=32)
def _dump_name(name: str) -> bytes:
    return _dump(name)


def _dump(value: Any) -> bytes:
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")
