"""Records that were deleted, kept with their last content."""

from collections.abc import Iterable
from dataclasses import dataclass

from tellings.studio import listing
from tellings.studio.fields import Plain, same
from tellings.studio.outcome import Deleted, Side

_NAME = "tombstones"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A deleted record: its last content, which side deleted it, when that was seen.

    ``seen`` is ISO 8601 in UTC. A tombstone stays when the record comes back.
    """

    record: Plain
    side: Side
    seen: str


def buried(
    old: Iterable[Tombstone], deleted: Iterable[Deleted], seen: str
) -> tuple[Tombstone, ...]:
    """The tombstones with those of a merge; the same content deleted again adds nothing."""
    result = list(old)
    for each in deleted:
        if not any(same(there.record, each.record) for there in result):
            result.append(Tombstone(each.record, each.side, seen))
    return tuple(sorted(result, key=lambda each: (each.record["id"], each.seen)))


def dumped(story: str, pass_name: str, tombstones: Iterable[Tombstone]) -> bytes:
    """The bytes of ``tombstones/<story>/<pass>.json``, a tombstone a line."""
    ordered = sorted(tombstones, key=lambda each: (each.record["id"], each.seen))
    items = ({"seen": each.seen, "side": each.side, "record": each.record} for each in ordered)
    return listing.dumped({"story_id": story, "pass": pass_name}, _NAME, items)


def loaded(data: bytes) -> tuple[Tombstone, ...]:
    """The tombstones that a file holds.

    Raises:
        ValueError: if it is no such file.
    """
    try:
        return tuple(Tombstone(**each) for each in listing.loaded(data, _NAME))
    except TypeError as error:
        raise ValueError(f"this is no list of {_NAME}: {error}") from error
