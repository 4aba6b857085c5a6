"""References between records: a merge leaves none that points at nothing."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tellings.studio.fields import Plain, same

_NO_REFERENCE = ("record", "id", "article_id", "text", "note", "reason", "from")


def mentioned(record: Plain, known: Collection[str]) -> frozenset[str]:
    """The records, among those known, that a record names anywhere.

    >>> sorted(mentioned({"id": "a", "spans": ["b", "c"], "note": "d"}, {"a", "b", "d"}))
    ['b']
    """
    inner = {name: value for name, value in record.items() if name not in _NO_REFERENCE}
    return frozenset(each for each in _strings(inner) if each in known)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)


def dangling(
    records: Mapping[str, Plain], known: Collection[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """The records that name one of those known which is not among them, and which they name."""
    gone = frozenset(known) - records.keys()
    for key in sorted(records) if gone else ():
        if missing := mentioned(records[key], gone):
            yield key, missing


def mended(
    merged: Mapping[str, Plain], ours: Mapping[str, Plain], known: Collection[str]
) -> tuple[dict[str, Plain], set[str]]:
    """Merged records without a reference to one that is gone, and which were held back for it.

    Where ours has the record that is gone, it stays; else the record that points at it is as
    ours has it, or not there. What already dangles in ours is not the merge's to change.

    Args:
        merged: the records, perhaps with references to records that are gone.
        ours: the records of our side.
        known: all ids of all sides.
    """
    result, held = dict(merged), set[str]()
    while True:
        back: set[str] = set()
        for key, missing in dangling(result, known):
            if same(result[key], ours.get(key)):
                back |= missing & ours.keys()
            else:
                back |= {key} if missing - ours.keys() else missing
        for key in back:
            if key in ours:
                result[key] = ours[key]
            else:
                del result[key]
        if not back:
            return result, held
        held |= back
