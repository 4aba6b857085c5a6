"""Merging two versions of a pass that come from one: record by record, field by field."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

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
from tellings.studio.integrity import mended
from tellings.studio.outcome import Merge, Records, conflicts_of, told
from tellings.studio.threeway import Clash, Three, clash, merge_value

Scope = Callable[[Plain], bool]
Sound = Callable[[Plain], bool]


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
    versions = {key: Three(base.get(key), ours.get(key), theirs.get(key)) for key in known}
    each = {key: _merge_record(of, sound) for key, of in versions.items()}
    clashes = {key: found for key, (_, found) in each.items() if found}
    records = {key: record for key, (record, _) in each.items() if record is not None}
    merged, held = mended(records, ours, known)
    clashes |= {key: [replace(_whole(versions[key]), kind="reference")] for key in held}
    changes, deleted = told(base, ours, theirs, merged, clashes)
    return Merge(
        records=merged,
        conflicts=tuple(conflicts_of(clashes, merged, theirs, known)),
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
        for other in conflict.others:  # what is gone has to be known as gone the next time too
            if other in base:
                result.setdefault(other, base[other])
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
