"""The path through a lesson of 45 minutes: which items, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind

MINUTES = 45.0
OPENING = 7.0
CLOSING = 5.0
_MOST = 3
"""So many items of one exercise at most, so that a lesson shows many skills."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An exercise of the path with the items that are played."""

    exercise: Exercise
    items: tuple[Item, ...]

    @property
    def minutes(self) -> float:
        """How long they take."""
        return sum(each.minutes for each in self.items)


def path(found: Mapping[str, Sequence[Item]], exercises: Sequence[Exercise]) -> list[Chosen]:
    """Choose exercises from every part of a lesson in turn, as long as there is time.

    Args:
        found: the items by the name of their exercise.
        exercises: all exercises, by number.

    Returns:
        What is played, in the order of the parts; opening and closing come besides.
    """
    left = MINUTES - OPENING - CLOSING
    chosen: list[Chosen] = []
    for exercise in _in_turn([each for each in exercises if found.get(each.name)]):
        items = _few(found[exercise.name])
        while items and sum(each.minutes for each in items) > left:
            items = _fewer(items)
        if items:
            chosen.append(Chosen(exercise, tuple(items)))
            left -= chosen[-1].minutes
    order = list(Part)
    return sorted(chosen, key=lambda c: (order.index(c.exercise.part), c.exercise.number))


def _in_turn(exercises: Sequence[Exercise]) -> list[Exercise]:
    """The first exercise of every part, then the second of every part, and so on."""
    turns: dict[Part, int] = {}
    ranked = []
    for each in exercises:
        turns[each.part] = turns.get(each.part, 0) + 1
        ranked.append((turns[each.part], list(Part).index(each.part), each.number, each))
    return [each for *_, each in sorted(ranked, key=lambda row: row[:3])]


def _few(items: Sequence[Item]) -> list[Item]:
    """Some items of an exercise, easy ones first; of passages to search also a clean one."""
    ready = sorted(items, key=lambda each: (not each.marked, each.difficulty))
    few = ready[:_MOST]
    clean = [each for each in ready if each.clean]
    if few and few[0].kind is Kind.MARK and clean and not any(each.clean for each in few):
        few[-1] = clean[0]
    if few and all(each.clean for each in few):
        few[0] = next((each for each in ready if each.kind is Kind.MARK and each.key), few[0])
    return few


def _fewer(items: list[Item]) -> list[Item]:
    """One item less; a set of passages is dropped whole rather than left without a clean one."""
    if any(each.kind is Kind.MARK for each in items):
        return []
    return items[:-1]
