"""Three versions of a value made one: sets by member, lists of structures by item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from tellings.studio.fields import ITEM_KEYS, Shape, same, shapes

ConflictKind = Literal["changed", "deleted", "added", "reference", "settled", "unsound"]


@dataclass(frozen=True, slots=True)
class Clash:
    """Where in a value both sides changed something differently."""

    path: str
    kind: ConflictKind
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Three:
    """The three versions of a value; None where there is none."""

    base: Any
    ours: Any
    theirs: Any


Merged = tuple[Any, list[Clash]]
"""A merged value, as ours has it where the sides clash, and the clashes."""


def merge_value(shape: Shape, path: str, of: Three) -> Merged:
    """One value of three.

    Args:
        shape: how it is merged.
        path: what clashes call it.
        of: its versions.
    """
    if same(of.ours, of.theirs) or same(of.theirs, of.base):
        return of.ours, []
    if shape.form == "set":
        return _merge_set(path, of)
    if shape.form == "items" and shape.cls:
        return _merge_items(shape.cls, path, of)
    if same(of.ours, of.base):
        return of.theirs, []
    if shape.form == "open" and shape.cls and of.base and of.ours and of.theirs:
        return _merge_fields(shape.cls, path, of)
    return of.ours, [clash(path, of)]


def clash(path: str, of: Three) -> Clash:
    """The clash over a value that both sides changed differently."""
    kind: ConflictKind = "changed"
    if of.base is None:
        kind = "added"
    elif of.ours is None or of.theirs is None:
        kind = "deleted"
    return Clash(path, kind, of.base, of.ours, of.theirs)


def _merge_fields(cls: type[msgspec.Struct], path: str, of: Three) -> Merged:
    result: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name, shape in shapes(cls).items():
        inner = Three(of.base.get(name), of.ours.get(name), of.theirs.get(name))
        value, found = merge_value(shape, f"{path}.{name}", inner)
        clashes += found
        if value is not None:
            result[name] = value
    return result, clashes


def _merge_set(path: str, of: Three) -> Merged:
    """Members that one side added or took away; a clash where both put others for the same."""
    base, ours, theirs = ([*(each or ())] for each in (of.base, of.ours, of.theirs))
    kept = [each for each in ours if each in theirs or each not in base]
    result = kept + [each for each in theirs if each not in ours and each not in base]
    gone = [each for each in base if each not in ours and each not in theirs]
    only_ours = [each for each in ours if each not in base and each not in theirs]
    only_theirs = [each for each in theirs if each not in base and each not in ours]
    if (gone and only_ours and only_theirs) or (not result and ours and theirs):
        return of.ours, [clash(path, of)]
    return result, []


# Lists of structures --------------------------------------------------------------------------


def _merge_items(cls: type[msgspec.Struct], path: str, of: Three) -> Merged:
    base, ours, theirs = ([*(each or ())] for each in (of.base, of.ours, of.theirs))
    keys = ITEM_KEYS[cls]
    merged = [(inner, *_merge_item(cls, inner)) for inner in _aligned(base, ours, theirs, keys)]
    result = [value for _, value, _ in merged if value is not None]
    seen: dict[str, int] = {}
    clashes: list[Clash] = []
    for inner, value, found in sorted(merged, key=lambda each: each[1] is None):
        if value is not None or found:
            name = _item_name(inner, keys, seen)
            clashes += [replace(each, path=f"{path}[{name}]{each.path}") for each in found]
    if not result and ours and theirs:
        return of.ours, [clash(path, of)]
    return result, clashes


def _merge_item(cls: type[msgspec.Struct], of: Three) -> Merged:
    if same(of.ours, of.theirs) or same(of.theirs, of.base):
        return of.ours, []
    if same(of.ours, of.base):
        return of.theirs, []
    if of.base is None or of.ours is None or of.theirs is None:
        return of.ours, [clash("", of)]
    return _merge_fields(cls, "", of)


def item_key(item: Mapping[str, Any], keys: Sequence[str]) -> str:
    """What names an item of a list.

    >>> item_key({"kind": "span", "ref": "s:a:span:1"}, ("kind", "ref"))
    'span,s:a:span:1'
    """
    return ",".join(str(item.get(name, "-")) for name in keys)


def _item_name(of: Three, keys: Sequence[str], seen: dict[str, int]) -> str:
    """The key of an item; the second of one key gets ``#2``, those not in the result come last."""
    key = item_key(of.ours or of.theirs, keys)
    seen[key] = seen.get(key, 0) + 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"


def _aligned(
    base: list[Any], ours: list[Any], theirs: list[Any], keys: Sequence[str]
) -> Iterator[Three]:
    """Which items are versions of one: in the order of ours, then what only theirs has.

    Last come those that neither has.
    """
    in_base = {of: at for at, of in _pairs(base, ours, keys)}
    base_theirs = dict(_pairs(base, theirs, keys))
    new_ours = [at for at in range(len(ours)) if at not in in_base]
    new_theirs = [at for at in range(len(theirs)) if at not in base_theirs.values()]
    both_new = {
        new_ours[i]: new_theirs[j]
        for i, j in _pairs([ours[at] for at in new_ours], [theirs[at] for at in new_theirs], keys)
    }
    partner = {at: base_theirs.get(in_base[at]) for at in in_base} | both_new
    for at, item in enumerate(ours):
        other = partner.get(at)
        own_base = base[in_base[at]] if at in in_base else None
        yield Three(own_base, item, None if other is None else theirs[other])
    base_of = {of: at for at, of in base_theirs.items()}
    for at in sorted(set(range(len(theirs))) - set(partner.values())):
        yield Three(base[base_of[at]] if at in base_of else None, None, theirs[at])


def _pairs(left: list[Any], right: list[Any], keys: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of items of the same key: the most alike first, then those that stand nearest."""
    candidates = [
        (-_likeness(one, other), abs(i - j), i + j, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if item_key(one, keys) == item_key(other, keys)
    ]
    found: dict[int, int] = {}
    for *_, i, j in sorted(candidates):
        if i not in found and j not in found.values():
            found[i] = j
    return sorted(found.items())


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """How many fields are the same; all of them counts most."""
    fields = {*one, *other}
    alike = sum(same(one.get(name), other.get(name)) for name in fields)
    return alike + len(fields) if alike == len(fields) else alike
