"""Records of words and numbers that need no escaping, as lines of JSON: by far the most."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

_ESCAPED = bytes(range(0x20)) + b"\\"
"""What stands in JSON only as an escape; quotation marks are counted."""
_BETWEEN = ",\n    "
_SPAN = ("id", "article_id", "layer", "label", "start", "end", "text")


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
    return _joined(lines, quotes)


def span_lines(
    spans: Iterable[tuple[str, str, str, str, int, int, str]],
    status: str,
    record_schemas: Mapping[str, Mapping[str, Any]],
) -> bytes | None:
    """Spans with a label and no more in canonical form, one a line; None if one takes more.

    Args:
        spans: id, article, layer, label, start, end and text of each, of the types that these
            have in the schema.
        status: the status of all.
        record_schemas: the schema of each record kind, for the order of keys.
    """
    in_order, line = _span_line(status, tuple(record_schemas["span"]["properties"]))
    lines = [line % values for values in (map(in_order, spans) if in_order else spans)]
    return _joined(lines, line.count('"') * len(lines))


def _joined(lines: list[str], quotes: int) -> bytes | None:
    """Lines as bytes; None if a word in them would have to be escaped, or is no Unicode.

    Args:
        lines: one a record.
        quotes: how many quotation marks they have where no word has any.
    """
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


@lru_cache(maxsize=8)
def _span_line(
    status: str, properties: tuple[str, ...]
) -> tuple[Callable[[tuple[Any, ...]], tuple[Any, ...]] | None, str]:
    """What brings the values of a span into the order of its line, if need be, and the line."""
    fixed = {"record": "span", "status": status}
    shape = _shape((*_SPAN, *fixed), properties, (*[str] * 4, int, int, str, str, str))
    assert shape is not None
    order = tuple(name for name in properties if name in _SPAN)
    places = {name: f"%({name})s" for name in _SPAN}
    line = shape.line % shape.values(places | {name: _literal(fixed[name]) for name in fixed})
    for name in order:
        line = line.replace(places[name], "%s")
    return None if order == _SPAN else itemgetter(*map(_SPAN.index, order)), line


def _literal(word: str) -> str:
    """A word in a line that is filled by ``%``."""
    return word.replace("%", "%%")
