"""The parts of a record that are merged each by itself, and when two of them are the same.

What only makes sense together is one part: where a span lies with its words, a label with its
layer, what a stance says, and how a record was settled. No list of a record has an order that
means something (spans have their offsets; nothing else is a sequence), so two lists with the
same members are the same. Lists of ids or names are sets; lists of structures are told apart
by what names their items in ``ITEM_KEYS``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import msgspec

from tellings.records import (
    RECORD_TYPES,
    Answer,
    Commitment,
    Evidence,
    FactCell,
    GroupRelation,
    Participant,
    Shift,
    Wording,
)

Plain = Mapping[str, Any]
"""A record as plain JSON data, as ``records.to_json`` gives it."""

ITEM_KEYS: Mapping[type, tuple[str, ...]] = {
    Answer: ("article",),
    Commitment: ("source",),
    Evidence: ("kind", "ref"),
    FactCell: ("article",),
    GroupRelation: ("group_a", "group_b"),
    Participant: ("entity",),
    Shift: ("from_span", "to_span"),
}
_OPEN = (Wording,)
_SETTLEMENT = ("status", "from", "decided_by", "decided_on", "reason")
_TOGETHER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "span": {"extent": ("start", "end", "text"), "label": ("layer", "label")},
    "stance": {"label": ("addressed", "own_position", "label", "strength")},
}
SETTLEMENT = "status"
"""The part that says how far a record has come, and who settled it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a field is merged.

    ``whole``: one side's value; ``set``: member by member; ``items``: item by item, each a
    structure of ``cls``; ``open``: a structure of ``cls``, field by field.
    """

    form: Literal["whole", "set", "items", "open"]
    cls: type[msgspec.Struct] | None = None


WHOLE = Shape("whole")


@cache
def shapes(cls: type[msgspec.Struct]) -> Mapping[str, Shape]:
    """How each field of a record or of a structure in it is merged."""
    info = msgspec.inspect.type_info(cls)
    fields = info.fields if isinstance(info, msgspec.inspect.StructType) else ()
    return {each.encode_name: _shape(each.type) for each in fields}


def _shape(found: msgspec.inspect.Type) -> Shape:
    if isinstance(found, msgspec.inspect.UnionType):
        inner = [each for each in found.types if not isinstance(each, msgspec.inspect.NoneType)]
        return _shape(inner[0]) if len(inner) == 1 else WHOLE
    if isinstance(found, msgspec.inspect.VarTupleType):
        item = found.item_type
        if isinstance(item, msgspec.inspect.StructType):
            return Shape("items", item.cls)
        return Shape("set")
    if isinstance(found, msgspec.inspect.StructType) and found.cls in _OPEN:
        return Shape("open", found.cls)
    return WHOLE


def record_shapes(kind: str) -> Mapping[str, Shape]:
    """How each part of a record of this kind is merged."""
    together = _units(kind)
    own = {
        name: shape
        for name, shape in shapes(RECORD_TYPES[kind]).items()
        if not any(name in names for names in together.values())
    }
    return {**dict.fromkeys(together, WHOLE), **own}


@cache
def _units(kind: str) -> Mapping[str, tuple[str, ...]]:
    return {**_TOGETHER.get(kind, {}), SETTLEMENT: _SETTLEMENT}


def parts(record: Plain) -> dict[str, Any]:
    """A record taken apart; the kind, the id and what is not there are left out.

    >>> parts({"record": "entity", "id": "s:entity:x", "name": "X", "status": "draft"})
    {'name': 'X', 'status': {'status': 'draft'}}
    """
    units = _units(record["record"])
    owner = {name: unit for unit, names in units.items() for name in names}
    found: dict[str, Any] = {}
    for name, value in record.items():
        if name in owner:
            found.setdefault(owner[name], {})[name] = value
        elif name not in ("record", "id"):
            found[name] = value
    return found


def joined(kind: str, record_id: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """A record put together from its parts; those that are None are left out."""
    record: dict[str, Any] = {"record": kind, "id": record_id}
    for name, value in found.items():
        if name in _units(kind) and value is not None:
            record |= value
        elif value is not None:
            record[name] = value
    return record


def with_part(record: Plain, name: str, value: Any) -> dict[str, Any]:
    """The record with another value of one part; None takes it away."""
    return joined(record["record"], record["id"], {**parts(record), name: value})


def part_of(path: str) -> str:
    """The part of a record that a path leads into.

    >>> part_of("commitments[author].factuality"), part_of("wording.neutral")
    ('commitments', 'wording')
    """
    return path.partition("[")[0].partition(".")[0]


def normal(value: Any) -> Any:
    """A value without the order of its lists, to compare it.

    >>> normal({"spans": ["b", "a"]}) == normal({"spans": ["a", "b"]})
    True
    """
    if isinstance(value, (dict, Mapping)):  # asking for a dict is quick, for a Mapping slow
        return {name: normal(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return sorted((normal(each) for each in value), key=_sort_key)
    return value


def _sort_key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    if one == other:
        return True
    return one is not None and other is not None and bool(normal(one) == normal(other))
