"""The order of lists that a page does not show: as it was, where their members are the same."""

from typing import Any, TypeVar

import msgspec

from tellings.records import Annotation, Commitment, EventMention

R = TypeVar("R", bound=msgspec.Struct)


def ordered_like(old: Annotation | None, new: Annotation) -> Annotation:
    """A record with its lists in the order of an older version of it, new members last.

    Lists of spans and entities have unique members and no order of their own; that of
    commitments is kept for people who read the file.
    """
    if old is None or type(old) is not type(new):
        return new
    new = _members(old, new)
    if isinstance(old, EventMention) and isinstance(new, EventMention):
        parts = _commitments(old.commitments, new.commitments)
        new = msgspec.structs.replace(new, commitments=parts)
    return new


def _members(old: R, new: R) -> R:
    changed: dict[str, Any] = {}
    for name in new.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if isinstance(after, tuple) and isinstance(before, tuple) and _is_named(*before, *after):
            changed[name] = _in_order(before, after)
    return msgspec.structs.replace(new, **changed) if changed else new


def _is_named(*members: Any) -> bool:
    return all(isinstance(each, str) for each in members)


def _in_order(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
    kept = [each for each in before if each in after]
    return (*kept, *(each for each in after if each not in before))


def _commitments(
    before: tuple[Commitment, ...], after: tuple[Commitment, ...]
) -> tuple[Commitment, ...]:
    """Commitments in their old order, matched by what they say, then by their source."""
    left = list(after)
    placed: list[Commitment] = []
    for old in before:
        same = [each for each in left if _members(old, each) == old]
        match = (same or [each for each in left if each.source == old.source])[:1]
        for each in match:
            left.remove(each)
            placed.append(_members(old, each))
    return (*placed, *left)
