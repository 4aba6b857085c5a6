"""The path through a lesson of 45 minutes: which items, in which order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind

MINUTES = 45.0
OPENING = 7.0
CLOSING = 5.0
_MOST, _PASSAGES = 2, 3
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
            in_turn = sorted(items, key=list(found[exercise.name]).index)
            chosen.append(Chosen(exercise, tuple(in_turn)))
            left -= chosen[-1].minutes
    chosen = _with_talk(chosen, found, left)
    order = list(Part)
    return sorted(chosen, key=lambda c: (order.index(c.exercise.part), c.exercise.number))


def _in_turn(exercises: Sequence[Exercise]) -> list[Exercise]:
    """The first exercise of every part, then the second of every part; core ones are first."""
    turns: Counter[Part] = Counter()
    ranked = []
    for each in sorted(exercises, key=lambda each: (not each.core, each.number)):
        turns[each.part] += 1
        ranked.append((turns[each.part], list(Part).index(each.part), each))
    return [each for *_, each in sorted(ranked, key=lambda row: row[:2])]


def _with_talk(
    chosen: list[Chosen], found: Mapping[str, Sequence[Item]], left: float
) -> list[Chosen]:
    """The same with one item to talk about, where an exercise of the path has one."""
    for at, each in enumerate(chosen):
        talks = [item for item in found[each.exercise.name] if item.kind is Kind.DISCUSS]
        fit = [item for item in talks if item.minutes <= left and item not in each.items]
        if fit:
            return [*chosen[:at], Chosen(each.exercise, (*each.items, fit[0])), *chosen[at + 1 :]]
    return chosen


def _few(items: Sequence[Item]) -> list[Item]:
    """Some items of an exercise, easy ones first: passages to search, or else the others.

    Passages are marked as a set, so there is always one with something to find, and a clean one.
    """
    ready = sorted(items, key=lambda each: (not each.marked, each.difficulty))
    marks = [each for each in ready if each.kind is Kind.MARK]
    clean, dirty = ([e for e in marks if e.clean is wanted] for wanted in (True, False))
    if clean and dirty:
        return [dirty[0], clean[0], *dirty[1:], *clean[1:]][:_PASSAGES]
    return [each for each in ready if each.marked and each.kind is not Kind.MARK][:_MOST] or ready[
        :1
    ]


def _fewer(items: list[Item]) -> list[Item]:
    """One item less; of passages a clean one and one that is not stay together."""
    if items[0].kind is Kind.MARK and len(items) == 2:
        return []
    return items[:-1]
