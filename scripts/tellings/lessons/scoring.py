"""The one scoring rule: what an answer is worth. The page and the exports follow it.

Every marked item but ``mark`` is worth one point, or a part of it:

- ``choice``: 1 if the option chosen is the key, else 0.
- ``match``: the right rows, as a part of all rows.
- ``tick``: max(0, hits / right options − false alarms / other options).
- ``order``: max(0, pairs in the right order − pairs in the wrong one) / pairs that count;
  two options in one place count as wrong unless the key has them there.

The ``mark`` items of an exercise are marked together, as a set, since a passage in which
nothing is to be found has no hit rate of its own: max(0, hit rate − false-alarm rate) over
all their stretches, times the number of items. Whoever marks everything, or nothing, gets 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tellings.lessons.items import Kind

Response = Sequence[str] | Mapping[str, str] | Mapping[str, int]
"""``choice``, ``tick``, ``mark``: ids of options; ``match``: row to option; ``order``: option to
place, counted from 1. What is left out is not answered."""


class Named(Protocol):
    """An option."""

    @property
    def id(self) -> str:
        """Names it."""


class Keyed(Named, Protocol):
    """A row with its key."""

    @property
    def key(self) -> str:
        """The id of the right option."""


class Paired(Protocol):
    """A pair of an order."""

    @property
    def first(self) -> str:
        """The id of one option."""

    @property
    def second(self) -> str:
        """The id of the other."""

    @property
    def same(self) -> bool:
        """Whether they have one place."""


class Markable(Protocol):
    """An item, as it is made (``items.Item``) or as it is shown (``shown.ShownItem``)."""

    @property
    def id(self) -> str:
        """Names it."""

    @property
    def exercise(self) -> str:
        """The name of its exercise."""

    @property
    def kind(self) -> str:
        """One of ``items.Kind``."""

    @property
    def options(self) -> Sequence[Named]:
        """What there is to choose."""

    @property
    def rows(self) -> Sequence[Keyed]:
        """The rows of a match."""

    @property
    def key(self) -> tuple[str, ...]:
        """The right options."""

    @property
    def pairs(self) -> Sequence[Paired]:
        """The pairs of an order."""

    @property
    def marked(self) -> bool:
        """Whether it is marked."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was found and what was flagged: hits of ``targets``, false alarms of ``foils``."""

    hits: int
    targets: int
    alarms: int
    foils: int

    def __add__(self, other: "Count") -> "Count":
        """Both together."""
        return Count(
            self.hits + other.hits,
            self.targets + other.targets,
            self.alarms + other.alarms,
            self.foils + other.foils,
        )

    @property
    def score(self) -> float:
        """Hit rate less false-alarm rate, never below 0; 0 where there is nothing to find."""
        hit = self.hits / self.targets if self.targets else 0.0
        return max(0.0, hit - (self.alarms / self.foils if self.foils else 0.0))


def count(item: Markable, response: Sequence[str]) -> Count:
    """What a response to a ``tick`` or ``mark`` found."""
    key, chosen = set(item.key), set(response)
    others = {each.id for each in item.options} - key
    return Count(len(key & chosen), len(key), len(others & chosen), len(others))


def score(item: Markable, response: Response) -> float:
    """What a response to one item is worth, from 0 to 1.

    Args:
        item: a marked item that is no ``mark``.
        response: the answer, of the form its kind has.

    Raises:
        ValueError: if the item is not marked by itself.
    """
    if item.kind == Kind.CHOICE:
        return float(tuple(response) == item.key)
    if item.kind == Kind.TICK:
        return count(item, list(response)).score
    if item.kind == Kind.MATCH and isinstance(response, Mapping):
        return sum(response.get(row.id) == row.key for row in item.rows) / len(item.rows)
    if item.kind == Kind.ORDER and isinstance(response, Mapping):
        return _order(item, {name: int(place) for name, place in response.items()})
    raise ValueError(f"{item.id}: a {item.kind} is not marked by itself")


def _order(item: Markable, places: Mapping[str, int]) -> float:
    right = wrong = 0
    for pair in item.pairs:
        first, second = places.get(pair.first), places.get(pair.second)
        if first is None or second is None:
            continue
        good = first == second if pair.same else first < second
        right, wrong = right + good, wrong + (not good)
    return max(0, right - wrong) / len(item.pairs)


def score_set(items: Sequence[Markable], responses: Mapping[str, Sequence[str]]) -> float:
    """What the responses to the ``mark`` items of one exercise are worth together.

    Args:
        items: all ``mark`` items of the exercise.
        responses: by the id of the item; an item that is left out was not answered, and counts
            as one where nothing was marked.

    Returns:
        From 0 to the number of items.
    """
    counts = [count(item, responses.get(item.id, ())) for item in items]
    return sum(counts, Count(0, 0, 0, 0)).score * len(items)


def total(items: Sequence[Markable], responses: Mapping[str, Response]) -> float:
    """The points for a number of items; ``mark`` items are taken set by set."""
    points = 0.0
    sets: dict[str, list[Markable]] = {}
    for item in items:
        if item.kind == Kind.MARK:
            sets.setdefault(item.exercise, []).append(item)
        elif item.marked and item.id in responses:
            points += score(item, responses[item.id])
    marks = {each.id for found in sets.values() for each in found}
    marked = {name: list(found) for name, found in responses.items() if name in marks}
    return points + sum(score_set(found, marked) for found in sets.values())
