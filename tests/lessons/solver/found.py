"""What a solver finds: every answer that the layers bear out, and so whether it is the only one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tellings.lessons.items import Kind
from tellings.lessons.scoring import Response
from tests.lessons.solver.seen import SeenItem

ITEM = ""
"""Stands for the item itself where it has no rows."""
Right = Mapping[str, frozenset[str]]


class NotOneAnswerError(AssertionError):
    """The layers bear out no answer, or more than one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is right by the layers.

    Attributes:
        right: the options that are right, by row, or of the item itself.
        unsure: options of a ``tick`` or ``mark`` of which the layers do not say so clearly whether
            they are right or wrong: no item should offer one.
        places: of an ``order``, the place of each option, from 1.
    """

    right: Right = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)


def chosen(right: Iterable[str], unsure: Iterable[str] = ()) -> Found:
    """The right options of an item without rows."""
    return Found({ITEM: frozenset(right)}, frozenset(unsure))


def matched(right: Mapping[str, Iterable[str]]) -> Found:
    """The right options of each row."""
    return Found({row: frozenset(each) for row, each in right.items()})


def response(item: SeenItem, found: Found) -> Response:
    """What to answer, in the form that is scored.

    Raises:
        NotOneAnswerError: if it is not the only answer; the message names what else is right.
    """
    if found.unsure:
        raise NotOneAnswerError(f"{item.id}: not clear: {_told(item, found.unsure)}")
    if item.kind == Kind.ORDER:
        return found.places
    if item.kind == Kind.MATCH:
        return {row.id: _one(item, found.right[row.id], row.text.whole) for row in item.rows}
    if item.kind == Kind.CHOICE:
        return [_one(item, found.right[ITEM], item.stem.whole)]
    return sorted(found.right[ITEM])


def _one(item: SeenItem, right: frozenset[str], asked: str) -> str:
    if len(right) != 1:
        raise NotOneAnswerError(f"{item.id}: {asked}: right are {_told(item, right) or 'none'}")
    return next(iter(right))


def _told(item: SeenItem, options: frozenset[str]) -> str:
    return "; ".join(f"{each.id}: {each.text.whole}" for each in item.options if each.id in options)
