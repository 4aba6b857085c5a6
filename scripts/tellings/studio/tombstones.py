"""Records that were deleted, kept with their last content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.studio.fields import Plain
from tellings.studio.merging import Deleted, Side


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A deleted record: its last content, which side deleted it, when that was seen."""

    record: Plain
    side: Side
    seen: str


def buried(
    old: Sequence[Tombstone], deleted: Iterable[Deleted], seen: str
) -> tuple[Tombstone, ...]:
    """The tombstones with those of a merge; the same deletion again adds nothing."""
    raise NotImplementedError


def dumped(story: str, pass_name: str, tombstones: Iterable[Tombstone]) -> bytes:
    """The bytes of ``tombstones/<story>/<pass>.json``, a tombstone a line."""
    raise NotImplementedError


def loaded(data: bytes) -> tuple[Tombstone, ...]:
    """The tombstones that a file holds.

    Raises:
        ValueError: if it is no such file.
    """
    raise NotImplementedError
