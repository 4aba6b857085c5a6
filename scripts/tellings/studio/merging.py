"""Merging two versions of a pass that come from one: record by record, field by field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Plain = Mapping[str, Any]
"""A record as plain JSON data, as ``records.to_json`` gives it."""
Records = Mapping[str, Plain]
"""Records by id."""
Side = Literal["ours", "theirs", "both"]
Scope = Callable[[Plain], bool]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently; both versions are kept until a person settles it.

    Attributes:
        id: the record.
        field: the part of the record, as ``label`` or ``commitments[author].factuality``;
            empty where it is the record as a whole.
        kind: ``changed`` (both changed it), ``deleted`` (one deleted, the other changed it),
            ``added`` (both added other records under one id), ``reference`` (one deleted what
            the other points at), ``settled`` (one settled the record, the other changed it),
            ``unsound`` (the two changes together break a rule).
        base, ours, theirs: the value on each side; None where there is none.
        others: the records that the conflict is about as well: for ``reference`` those that
            point at the deleted one, or the deleted ones that this one points at.
    """

    id: str
    field: str
    kind: Literal["changed", "deleted", "added", "reference", "settled", "unsound"]
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
    """A record that one side deleted and the other left as it was, with its last content."""

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
    raise NotImplementedError


def merge(
    base: Records,
    ours: Records,
    theirs: Records,
    scope: Scope = lambda record: True,
    sound: Callable[[Plain], bool] = lambda record: True,
) -> Merge:
    """Merge two versions of the records of a pass.

    Args:
        base: the records as both sides last had them.
        ours: the records of the pass in the seeds.
        theirs: the records that the server's annotation gives, each whole: what a page
            does not show is as in ``base``.
        scope: which records the page can show at all; one it cannot is never taken for
            deleted because ``theirs`` lacks it.
        sound: whether a record that has changes of both sides keeps the rules.
    """
    raise NotImplementedError


def next_base(base: Records, theirs: Records, merged: Merge, scope: Scope) -> Records:
    """The base of the next merge: theirs, but what is in conflict as it was.

    So the same conflicts are found again until they are settled.
    """
    raise NotImplementedError
