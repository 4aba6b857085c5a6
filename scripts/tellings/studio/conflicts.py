"""Conflicts of a merge: how they are written, read by people, and settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tellings.studio.merging import Conflict, Records


@dataclass(frozen=True, slots=True)
class Decision:
    """How a person settles a conflict: one of the two versions, or another value."""

    id: str
    field: str
    choice: Literal["ours", "theirs", "value"]
    value: Any = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The records and the base after decisions, what is still open, and what was refused why."""

    records: Records
    base: Records
    open: tuple[Conflict, ...]
    refused: tuple[str, ...]


def settle(
    records: Records, base: Records, conflicts: Sequence[Conflict], decisions: Iterable[Decision]
) -> Settled:
    """Carry out decisions: the records as decided, and a base that does not ask again."""
    raise NotImplementedError


def dumped(story: str, pass_name: str, conflicts: Iterable[Conflict]) -> bytes:
    """The bytes of ``conflicts/<story>/<pass>.json``, a conflict a line."""
    raise NotImplementedError


def loaded(data: bytes) -> tuple[Conflict, ...]:
    """The conflicts that a file holds.

    Raises:
        ValueError: if it is no such file.
    """
    raise NotImplementedError


def shown(conflicts: Iterable[Conflict], texts: Mapping[str, str]) -> list[str]:
    """Lines for people: conflicts by article, with the words concerned.

    Args:
        conflicts: what to show.
        texts: the text of each article by id.
    """
    raise NotImplementedError
