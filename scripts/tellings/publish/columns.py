"""Typed columns, derived from the record classes; descriptions come from the schemas.

One tree of columns serves Parquet (Arrow types), the card (``datasets`` features) and
Croissant (fields), so that the three cannot part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
import pyarrow as pa

from tellings.records import Listed, Record, fields_of
from tellings.schemas import URN, Schemas

_LEAVES: dict[type, tuple[str, pa.DataType]] = {
    str: ("string", pa.string()),
    int: ("int32", pa.int32()),
    bool: ("bool", pa.bool_()),
    date: ("date32", pa.date32()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one field inside a struct.

    ``dtype`` is a name that ``datasets`` knows, or ``struct`` with ``parts``. ``inventory``
    names the label list of a labelled column.
    """

    name: str
    description: str
    dtype: str
    is_list: bool = False
    inventory: str | None = None
    parts: tuple["Column", ...] = ()

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type: labels are strings, so that every reader sees their names."""
        plain = dict(_LEAVES.values())
        if self.dtype == "struct":
            inner: pa.DataType = pa.struct([part.arrow_field for part in self.parts])
        else:
            inner = plain[self.dtype]
        return pa.list_(inner) if self.is_list else inner

    @property
    def arrow_field(self) -> "pa.Field[Any]":
        """The Arrow field; every one may be null."""
        return pa.field(self.name, self.arrow_type)


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """The Arrow schema of a table, with no metadata of any library."""
    return pa.schema([column.arrow_field for column in columns])


def text_column(name: str, description: str, inventory: str | None = None) -> Column:
    """A column of strings."""
    return Column(name, description, "string", inventory=inventory)


def list_of(name: str, description: str, parts: tuple[Column, ...]) -> Column:
    """A column of lists of structs."""
    return Column(name, description, "struct", is_list=True, parts=parts)


# From record classes -------------------------------------------------------------------------


def _unwrapped(hint: Any) -> tuple[Any, bool, str | None]:
    """The type behind ``X | None``, tuples and ``Annotated``; is it a list; its label list."""
    is_list, inventory = False, None
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *marks = get_args(hint)
            inventory = next((m.inventory for m in marks if isinstance(m, Listed)), inventory)
        elif origin in (Union, UnionType):
            hint = next(each for each in get_args(hint) if each is not type(None))
        elif origin is tuple:
            hint, is_list = get_args(hint)[0], True
        else:
            return hint, is_list, inventory


def _column(name: str, hint: Any, schema: "_SchemaPart") -> Column:
    kind, is_list, inventory = _unwrapped(hint)
    text = schema.description(name)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        parts = tuple(_columns(kind, schema.inside(name)))
        return Column(name, text, "struct", is_list, inventory, parts)
    return Column(name, text, _LEAVES[kind][0], is_list, inventory)


def _columns(cls: type[msgspec.Struct], schema: "_SchemaPart") -> Iterator[Column]:
    for info in fields_of(cls):
        yield _column(info.encode_name, _hint(cls, info.name), schema)


def _hint(cls: type[msgspec.Struct], name: str) -> Any:
    for each in cls.__mro__:
        if name in getattr(each, "__annotations__", {}):
            return each.__annotations__[name]
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class _SchemaPart:
    """A place in the schemas where the properties of one class stand."""

    schemas: Schemas
    node: Mapping[str, Any]

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            document, _, pointer = node["$ref"].removeprefix(URN).partition("#")
            target: Any = self.schemas[document or "common"]
            for part in pointer.strip("/").split("/"):
                target = target[part] if part else target
            node = target
        return node["items"] if "items" in node and "properties" not in node else node

    def description(self, name: str) -> str:
        """What the schema says of a property."""
        return str(self.node["properties"][name]["description"])

    def inside(self, name: str) -> "_SchemaPart":
        """The place where the properties of a nested structure stand."""
        node = self._resolved(self.node["properties"][name])
        return _SchemaPart(self.schemas, self._resolved(node))


def record_columns(
    cls: type[Record], schemas: Schemas, leaving_out: tuple[str, ...] = ()
) -> tuple[Column, ...]:
    """The columns of a record class, in the order of its schema."""
    kind = str(cls.__struct_config__.tag)
    columns = _columns(cls, _SchemaPart(schemas, schemas[kind]))
    return tuple(column for column in columns if column.name not in leaving_out)
