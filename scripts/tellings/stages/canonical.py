"""The one canonical form of an annotation file: a record a line, keys in schema order."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from tellings.records import ARTICLE_KINDS, STORY_KINDS
from tellings.stages.plain_lines import plain_lines

JSON = Mapping[str, Any]
RecordSchemas = Mapping[str, Mapping[str, Any]]

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_HEADER = ("story_id", "article_id", "text_sha256")
_KINDS = (*ARTICLE_KINDS, *STORY_KINDS)
_NESTED = (dict, list)
_NEST = frozenset(_NESTED)
_FLAT = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": "))
"""Separates by a line feed, which stands nowhere else in JSON on one line."""


def in_order(records: Iterable[JSON]) -> list[JSON]:
    """Spans in reading order, then the other kinds by id."""
    return sorted(records, key=_position)


def _position(record: JSON) -> tuple[int, int, int, str]:
    kind, name = record.get("record"), str(record.get("id", ""))
    if kind != "span":
        return _KINDS.index(kind) if kind in _KINDS else len(_KINDS), 0, 0, name
    start, end = record.get("start"), record.get("end")
    start = start if isinstance(start, int) else 0
    return 0, start, end if isinstance(end, int) else 0, name


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


def canonical(value: JSON, record_schemas: RecordSchemas) -> bytes:
    """The bytes of an annotation file.

    Args:
        value: the parsed file: header fields and the list ``records``.
        record_schemas: the schema of each record kind, references resolved where they
            hold properties.
    """
    return written(value, record_schemas)[0]


def written(value: JSON, record_schemas: RecordSchemas) -> tuple[bytes, JSON | None]:
    """The bytes of an annotation file, and what parsing them gives where that is sure.

    Args:
        value: the parsed file, as in ``canonical``.
        record_schemas: the schema of each record kind.
    """
    records = in_order(value.get("records", ()))
    items = plain_lines(records, record_schemas)
    header = {name: value[name] for name in value if name != "records"}
    data = enclosed(header, _items(records, record_schemas) if items is None else items)
    sure = items is not None and all(map(is_plain, header.values()))
    return data, {**value, "records": records} if sure else None


def enclosed(header: JSON, items: bytes) -> bytes:
    """The bytes of an annotation file around its records.

    Args:
        header: the other fields of the file.
        items: the records in canonical form, one a line.
    """
    names = [name for name in _HEADER if name in header]
    names += [name for name in header if name not in _HEADER]
    lines = [b"  %s: %s," % (_dump_name(name), _dump(header[name])) for name in names]
    body = b"[\n    %s\n  ]" % items if items else b"[]"
    return b"{\n" + b"\n".join([*lines, b'  "records": ' + body]) + b"\n}\n"


def is_plain(value: Any) -> bool:
    """Whether a value of the header is read as it was written."""
    return isinstance(value, str) and value.isascii()


def _items(records: list[JSON], record_schemas: RecordSchemas) -> bytes:
    """The items of a list, one a line; those without lists and objects in one go, for speed."""
    records = [
        ordered_keys(each, record_schemas.get(str(each.get("record")), {})) for each in records
    ]
    if all(_NEST.isdisjoint(map(type, record.values())) for record in records):
        inside = _FLAT.encode(records)[1:-1].replace("},\n{", "}\n    {").replace(",\n", ", ")
        return inside.replace("}\n", "},\n").encode("utf-8", "surrogatepass")
    return b",\n    ".join(map(_dump, records))


@lru_cache(maxsize=32)
def _dump_name(name: str) -> bytes:
    return _dump(name)


def _dump(value: Any) -> bytes:
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")
