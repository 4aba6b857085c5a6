"""Records of words and numbers that need no escaping, as lines of JSON: by far the most."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

_ESCAPED = bytes(range(0x20)) + b"\\"
"""What stands in JSON only as an escape; quotation marks are counted."""
_BETWEEN = ",\n    "


class _Shape(NamedTuple):
    """What records have in common that have the same fields: how one becomes a line."""

    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    types: tuple[type, ...]
    line: str
    quotes: int


def plain_lines(
    records: Iterable[Mapping[str, Any]], record_schemas: Mapping[str, Mapping[str, Any]]
) -> bytes | None:
    """Records in canonical form, one a line; None if one holds anything but plain words and ints.

    Args:
        records: what the lines say, in their order.
        record_schemas: the schema of each record kind, for the order of keys.
    """
    shape, names = None, None
    lines, quotes = [], 0
    for record in records:
        if names != (kind := record.get("record"), *record):
            names = kind, *record
            schema = record_schemas.get(str(kind), {})
            types = tuple(map(type, record.values()))
            shape = _shape(names[1:], tuple(schema.get("properties", ())), types)
        values = shape.values(record) if shape else ()
        if shape is None or tuple(map(type, values)) != shape.types:
            return None
        lines.append(shape.line % values)
        quotes += shape.quotes
    try:
        data = _BETWEEN.join(lines).encode()
    except UnicodeEncodeError:
        return None
    breaks = max(len(lines) - 1, 0)
    sound = len(data.translate(None, _ESCAPED)) == len(data) - breaks
    return data if sound and data.count(b'"') == quotes else None


@lru_cache(maxsize=256)
def _shape(
    names: tuple[str, ...], properties: tuple[str, ...], types: tuple[type, ...]
) -> _Shape | None:
    """The shape of records with some fields; None if it takes more to write them."""
    given = dict(zip(names, types, strict=True))
    order = [each for each in properties if each in given]
    order += [each for each in names if each not in properties]
    if len(order) < 2 or not {str, int}.issuperset(types):
        return None
    if not all(each.isidentifier() and each.isascii() for each in order):
        return None
    fields = [f'"{each}": ' + ('"%s"' if given[each] is str else "%s") for each in order]
    line = "{" + ", ".join(fields) + "}"
    return _Shape(itemgetter(*order), tuple(given[each] for each in order), line, line.count('"'))
