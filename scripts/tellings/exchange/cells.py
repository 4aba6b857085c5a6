"""Records as cells of a table, and back; cells are safe to open in a spreadsheet.

A spreadsheet runs what looks like a formula (CWE-1236): such a cell begins with an apostrophe
here, which is taken off when it is read.
"""

import json
import re
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from tellings.records import RECORD_TYPES, Part, fields_of

JSON = dict[str, Any]
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("a"), unguarded(guarded("'-x"))
    ("'=1+1", 'a', "'-x")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


@cache
def columns(kind: str) -> tuple[tuple[str, str], ...]:
    """The columns of a kind of record, each with how its cells are written.

    >>> dict(columns("support"))["support_spans"]
    'ids'
    """
    return tuple(_columns(RECORD_TYPES[kind]))


def _columns(cls: type[msgspec.Struct], before: str = "") -> Iterator[tuple[str, str]]:
    for field in fields_of(cls):
        hint = _plain(field.type)
        if isinstance(hint, type) and issubclass(hint, Part):
            yield from _columns(hint, f"{before}{field.encode_name}.")
        else:
            yield f"{before}{field.encode_name}", _form(hint)


def _plain(hint: Any) -> Any:
    """A type without ``None`` and without what is annotated."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return _plain(next(each for each in get_args(hint) if each is not type(None)))
    return hint


def _form(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return "ids" if _plain(get_args(hint)[0]) is str else "json"
    return {bool: "bool", int: "int"}.get(hint, "text")


def to_cells(record: JSON) -> dict[str, str]:
    """The cells of a record: lists of ids joined by spaces, what is nested as JSON."""
    cells = {}
    for name, form in columns(record["record"]):
        value = _value(record, name)
        if value is not None:
            cells[name] = guarded(_written(value, form))
    return cells


def _value(record: JSON, name: str) -> Any:
    head, _, rest = name.partition(".")
    value = record.get(head)
    return _value(value, rest) if rest and value is not None else value


def _written(value: Any, form: str) -> str:
    if form == "json" or (form == "ids" and not value):
        return json.dumps(value, ensure_ascii=False)
    if form == "ids":
        return " ".join(value)
    return str(value).lower() if form == "bool" else str(value)


def from_cells(kind: str, cells: Mapping[str, str]) -> JSON:
    """The plain record of some cells; an empty cell is a field that is left out.

    Raises:
        ValueError: if a cell is not written as its column is.
    """
    record: JSON = {}
    for name, form in columns(kind):
        cell = unguarded(cells.get(name) or "")
        if cell:
            head, _, rest = name.partition(".")
            if rest:
                record.setdefault(head, {})[rest] = _read(cell, form)
            else:
                record[head] = _read(cell, form)
    return record


def _read(cell: str, form: str) -> Any:
    if form == "json" or cell == "[]":
        return json.loads(cell)
    if form == "ids":
        return cell.split()
    if form == "bool":
        if cell.lower() not in ("true", "false"):
            raise ValueError(f"{cell!r} is neither true nor false")
        return cell.lower() == "true"
    return int(cell) if form == "int" else cell
