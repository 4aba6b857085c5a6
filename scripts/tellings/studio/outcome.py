"""What a merge gives: records, conflicts, what changed and who changed it, what is gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tellings.studio.fields import Plain, part_of, parts, same
from tellings.studio.integrity import mentioned
from tellings.studio.threeway import Clash, ConflictKind

Records = Mapping[str, Plain]
"""Records by id."""
Side = Literal["ours", "theirs", "both"]


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
        origin: server and project where theirs is; empty where that is not known.
    """

    id: str
    field: str
    kind: ConflictKind
    base: Any
    ours: Any
    theirs: Any
    others: tuple[str, ...] = ()
    origin: str = ""


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


def conflicts_of(
    clashes: Mapping[str, list[Clash]], merged: Records, theirs: Records, known: list[str]
) -> Iterator[Conflict]:
    """The clashes of a merge as conflicts, by record.

    Args:
        clashes: by record.
        merged: the records that the merge gives.
        theirs: those of the other side.
        known: the ids of all sides.
    """
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


def told(
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
