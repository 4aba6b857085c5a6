"""Merging two versions of a pass that come from one: record by record, field by field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from tellings.studio.fields import (
    SETTLEMENT,
    WHOLE,
    Plain,
    joined,
    part_of,
    parts,
    record_shapes,
    same,
    with_part,
)
from tellings.studio.integrity import mended, mentioned
from tellings.studio.threeway import Clash, ConflictKind, Three, clash, merge_value

Records = Mapping[str, Plain]
"""Records by id."""
Side = Literal["ours", "theirs", "both"]
Scope = Callable[[Plain], bool]
Sound = Callable[[Plain], bool]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently; both versions are kept until a person settles it.

    Attributes:
        id: the record.
        field: the part of the record, as ``label`` or ``commitments[author].factuality``;
            empty where it is the record as a whole.
        kind: ``changed`` (both changed it), ``deleted`` (one deleted, the other changed it),
            ``added`` (both added it, differently), ``reference`` (one deleted what the other
            points at), ``settled`` (one settled the record, the other changed it),
            ``unsound`` (the two changes together break a rule).
        base, ours, theirs: the value on each side; None where there is none.
        others: for ``reference`` the records that point at this one, which theirs deleted, or
            those that this one points at and ours deleted.
    """

    id: str
    field: str
    kind: ConflictKind
    base: Any
    ours: Any
    theirs: Any
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A record or part of one that is not what it was, and who changed it."""

    id: str
    field: str
    side: Side
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that is gone, with its last content, and who deleted it."""

    record: Plain
    side: Side


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome: in ``records`` what stands in conflict is as ours has it."""

    records: Records
    conflicts: tuple[Conflict, ...]
    changes: tuple[Change, ...]
    deleted: tuple[Deleted, ...]


def covering(kinds: Iterable[str], layers: Iterable[str]) -> Scope:
    """The scope of a page that shows spans of these layers, and records of these other kinds."""
    shown_kinds, shown_layers = frozenset(kinds) - {"span"}, frozenset(layers)

    def covers(record: Plain) -> bool:
        if record["record"] == "span":
            return record["layer"] in shown_layers
        return record["record"] in shown_kinds

    return covers


def everything(record: Plain) -> bool:
    """The scope of a page that shows all records, and the rule that any record keeps."""
    return True


def merge(
    base: Records,
    ours: Records,
    theirs: Records,
    scope: Scope = everything,
    sound: Sound = everything,
) -> Merge:
    """Merge two versions of the records of a pass.

    Where only one side changed a part of a record, the change is taken; where both changed
    it differently, ours stands and a conflict keeps both. A record that one side deleted goes
    only if the other left it alone. A record is in conflict as a whole where one side settled
    it and the other changed it (nobody settled the mixture), or where the mixture is not
    ``sound``. What would leave a reference to a deleted record stays as ours has it.

    Args:
        base: the records as both sides last had them.
        ours: the records of the pass in the seeds.
        theirs: the records that the server's annotation gives, each whole: what a page
            does not show of a record is as in ``base``.
        scope: which records the page can show at all; one it cannot is never taken for
            deleted because ``theirs`` lacks it.
        sound: whether a record that has changes of both sides keeps the rules.
    """
    theirs = _completed(base, theirs, scope)
    known = sorted({*base, *ours, *theirs})
    merged: dict[str, Plain] = {}
    clashes: dict[str, list[Clash]] = {}
    for record_id in known:
        of = Three(base.get(record_id), ours.get(record_id), theirs.get(record_id))
        record, found = _merge_record(of, sound)
        if record is not None:
            merged[record_id] = record
        if found:
            clashes[record_id] = found
    merged, held = mended(merged, ours, known)
    for record_id in held:
        versions = (base.get(record_id), ours.get(record_id), theirs.get(record_id))
        clashes[record_id] = [Clash("", "reference", *versions)]
    changes, deleted = _told(base, ours, theirs, merged, clashes)
    return Merge(
        records=merged,
        conflicts=tuple(_conflicts(clashes, merged, theirs, known)),
        changes=tuple(changes),
        deleted=tuple(deleted),
    )


def _completed(base: Records, theirs: Records, scope: Scope) -> Records:
    """Theirs, and what the page cannot show as it was."""
    return {**{key: each for key, each in base.items() if not scope(each)}, **theirs}


def next_base(base: Records, theirs: Records, found: Merge, scope: Scope = everything) -> Records:
    """The base of the next merge: theirs, but what is in conflict as it was.

    So the same conflicts are found again until they are settled. What the page cannot show
    is as the merge left it.

    Args:
        base: the base of this merge.
        theirs: theirs of this merge.
        found: what this merge gave.
        scope: that of this merge.
    """
    hidden = {key: each for key, each in found.records.items() if not scope(each)}
    result: dict[str, Plain] = {**hidden, **theirs}
    for conflict in found.conflicts:
        before = base.get(conflict.id)
        if conflict.field and before is not None:
            part = part_of(conflict.field)
            result[conflict.id] = with_part(result[conflict.id], part, parts(before).get(part))
        elif before is not None:
            result[conflict.id] = before
        else:
            result.pop(conflict.id, None)
    return result


# One record -----------------------------------------------------------------------------------


def _merge_record(of: Three, sound: Sound) -> tuple[Plain | None, list[Clash]]:
    """A record of three versions, None where it goes, and where the sides clash."""
    if same(of.ours, of.theirs) or same(of.theirs, of.base):
        return of.ours, []
    if of.ours is None or of.theirs is None or of.base is None:
        is_taken = same(of.ours, of.base)
        return (of.theirs, []) if is_taken else (of.ours, [_whole(of)])
    if len({each["record"] for each in (of.base, of.ours, of.theirs)}) > 1:
        return of.ours, [_whole(of)]
    record, clashes = _merge_parts(of)
    is_mixed = not same(record, of.ours) and not same(record, of.theirs)
    if (is_mixed or clashes) and _is_settled_anew(of):
        return of.ours, [replace(_whole(of), kind="settled")]
    if is_mixed and not sound(record):
        return of.ours, [replace(_whole(of), kind="unsound")]
    return record, clashes


def _whole(of: Three) -> Clash:
    """A clash over the record as a whole."""
    return clash("", of)


def _merge_parts(of: Three) -> tuple[Plain, list[Clash]]:
    base, ours, theirs = parts(of.base), parts(of.ours), parts(of.theirs)
    merged: dict[str, Any] = {}
    clashes: list[Clash] = []
    shapes = record_shapes(of.ours["record"])
    for name in dict.fromkeys((*shapes, *ours, *theirs)):
        inner = Three(base.get(name), ours.get(name), theirs.get(name))
        shape = shapes.get(name, WHOLE)
        merged[name], found = merge_value(shape, name, inner)
        clashes += found
    return joined(of.ours["record"], of.ours["id"], merged), clashes


def _is_settled_anew(of: Three) -> bool:
    """Whether a side settled the record, or said otherwise how it was settled."""
    base, ours, theirs = (parts(each).get(SETTLEMENT) for each in (of.base, of.ours, of.theirs))
    return not same(ours, base) or not same(theirs, base)


# What is told ---------------------------------------------------------------------------------


def _conflicts(
    clashes: Mapping[str, list[Clash]], merged: Records, theirs: Records, known: list[str]
) -> Iterator[Conflict]:
    among = frozenset(known)
    for record_id in sorted(clashes):
        for each in clashes[record_id]:
            others: Iterable[str] = ()
            if each.kind == "reference" and record_id in theirs:
                wanted = mentioned(theirs[record_id], among)
                others = (target for target in wanted if target not in merged)
            elif each.kind == "reference":
                others = (key for key in merged if record_id in mentioned(merged[key], among))
            versions = (each.base, each.ours, each.theirs)
            yield Conflict(record_id, each.path, each.kind, *versions, tuple(sorted(others)))


def _told(
    base: Records,
    ours: Records,
    theirs: Records,
    merged: Records,
    clashes: Mapping[str, list[Clash]],
) -> tuple[list[Change], list[Deleted]]:
    """What of the merged records is not as in the base, and what is gone."""
    changes: list[Change] = []
    deleted: list[Deleted] = []
    for key in sorted({*base, *merged}):
        side = _side(base.get(key), ours.get(key), theirs.get(key))
        if key not in base:
            changes.append(Change(key, "", side, None, merged[key]))
        elif key in merged:
            mine = {part_of(each.path) for each in clashes.get(key, ())}
            changes += _part_changes(base[key], ours.get(key), theirs.get(key), merged[key], mine)
        elif key not in clashes:
            changes.append(Change(key, "", side, base[key], None))
            deleted.append(Deleted(base[key], side))
    return changes, deleted


def _side(base: Any, ours: Any, theirs: Any) -> Side:
    """Who changed a value that is not as it was."""
    if same(theirs, base):
        return "ours"
    return "theirs" if same(ours, base) else "both"


def _part_changes(
    base: Plain, ours: Plain | None, theirs: Plain | None, merged: Plain, mine: set[str]
) -> Iterator[Change]:
    """The parts that are not as they were; ``mine`` are those in conflict, where ours stands."""
    before, now = parts(base), parts(merged)
    own, other = parts(ours or base), parts(theirs or base)
    for name in dict.fromkeys((*before, *now)):
        old, new = before.get(name), now.get(name)
        if not same(old, new):
            is_mine = "" in mine or (name in mine and same(new, own.get(name)))
            side = "ours" if is_mine else _side(old, own.get(name), other.get(name))
            yield Change(base["id"], name, side, old, new)
