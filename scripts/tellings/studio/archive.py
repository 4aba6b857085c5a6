"""Raw exports as they came from the server: names by content, and the lines of their index."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: an export that was pulled."""

    time: str
    name: str
    sha256: str
    bytes: int
    counts: Mapping[str, int]


def entry(data: bytes, time: str) -> Entry:
    """The line for an export.

    Args:
        data: the export as received.
        time: when it was received, ISO 8601 in UTC.
    """
    raise NotImplementedError
