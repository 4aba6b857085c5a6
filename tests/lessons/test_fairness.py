"""Nothing but reading gives a key away: neither length, nor place, nor marking all or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tellings.lessons.catalogue import catalogue
from tellings.lessons.items import Kind
from tellings.lessons.making import Exercises, Wanted, exercises_of, put_together
from tellings.lessons.scoring import total
from tellings.lessons.shown import Lesson, ShownItem, plain
from tellings.store.lessons import read_standards
from tellings.store.schema_files import load_codebook
from tellings.story import StoryData
from tests.lessons.loading import loaded

STORIES = Path(__file__).parents[2] / "seeds"
SEEDS = range(20)
RARE = 0.01
"""What is rarer than this by chance is no chance."""
Guess = tuple[bool, float]
"""Whether a guess by length is right, and how likely it would be if length told nothing."""


@cache
def gold() -> tuple[StoryData, Exercises]:
    data = loaded(STORIES, "s400-working-group")
    return data, exercises_of(data, load_codebook(), Wanted("1.0.0", read_standards()))


@cache
def lesson(seed: int) -> Lesson:
    data, found = gold()
    return put_together(data, Wanted("1.0.0", read_standards(), seed=seed), found)


def of_kind(kind: Kind, exercise: str | None = None, seed: int = 0) -> list[ShownItem]:
    found = [each for each in lesson(seed).items if each.kind == kind]
    return [each for each in found if exercise in (None, each.exercise)]


def guess(item: ShownItem, sign: int) -> Guess:
    """What choosing the longest option (or, with −1, the shortest) is worth."""
    sizes = {each.id: sign * len(plain(each.text, marks=False)) for each in item.options}
    best = [name for name, size in sizes.items() if size == max(sizes.values())]
    found = set(item.key) & set(best)
    chance = 1.0
    for drawn in range(len(best)):  # that none of the best is among the keys
        chance *= max(0, len(sizes) - len(item.key) - drawn) / (len(sizes) - drawn)
    return bool(found), 1 - chance


def tail(guesses: Iterable[Guess]) -> float:
    """How likely so many right guesses, or more, would be by chance.

    The guesses are independent, each with a chance of its own.
    """
    right, chances = 0, [1.0]
    for hit, chance in guesses:
        right += hit
        chances = [
            (chances[at] * (1 - chance) if at < len(chances) else 0)
            + (chances[at - 1] * chance if at else 0)
            for at in range(len(chances) + 1)
        ]
    return sum(chances[right:])


def test_the_bound_tells_a_habit_from_chance() -> None:
    assert tail([(True, 0.25)] * 5) < RARE < tail([(True, 0.25), (False, 0.25)] * 3)
    assert tail([(False, 0.25)] * 5) == pytest.approx(1)


@pytest.mark.parametrize("sign", [1, -1], ids=["longest", "shortest"])
@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.MARK])
def test_length_gives_no_key_away(kind: Kind, sign: int) -> None:
    for name in (None, *(each.name for each in catalogue())):
        guesses = [guess(each, sign) for each in of_kind(kind, name) if each.key]
        assert tail(guesses) >= RARE, f"{name}: {sum(hit for hit, _ in guesses)} of {len(guesses)}"


def positions(seeds: Iterable[int]) -> Iterator[tuple[str, int, int]]:
    """Of each key of a shuffled item: the item, how many options it has, and the key's place."""
    for seed in seeds:
        for item in lesson(seed).items:
            if item.kind in (Kind.CHOICE, Kind.MATCH, Kind.TICK) and item.id in _shuffled():
                places = {each.id: at for at, each in enumerate(item.options)}
                for key in (*item.key, *(row.key for row in item.rows)):
                    yield item.id, len(places), places[key]


@cache
def _shuffled() -> frozenset[str]:
    """The items whose options a seed puts in another order."""
    orders: dict[str, set[tuple[str, ...]]] = {}
    for seed in SEEDS:
        for item in lesson(seed).items:
            order = tuple(plain(each.text) for each in item.options)
            orders.setdefault(item.id, set()).add(order)
    return frozenset(name for name, found in orders.items() if len(found) > 1)


def test_over_the_seeds_keys_stand_in_each_place_as_often() -> None:
    found = Counter((options, place) for _, options, place in positions(SEEDS))
    sums = Counter(options for _, options, _ in positions(SEEDS))
    assert sum(sums.values()) > 500
    for options, keys in sums.items():
        spread = (keys * (1 / options) * (1 - 1 / options)) ** 0.5
        for place in range(options):
            assert abs(found[options, place] - keys / options) < 4 * spread, (options, place)


def test_no_key_of_a_shuffled_choice_keeps_its_place() -> None:
    places: dict[str, set[int]] = {}
    for name, _, place in positions(SEEDS):
        places.setdefault(name, set()).add(place)
    assert all(len(found) > 1 for found in places.values())


def test_where_the_order_is_a_scale_no_place_is_the_key_too_often() -> None:
    scales: dict[str, list[ShownItem]] = {}
    for item in of_kind(Kind.CHOICE):
        if item.id not in _shuffled():
            scales.setdefault(item.exercise, []).append(item)
    for name, items in scales.items():
        most = max(Counter(each.key for each in items).values())
        guesses = [(at < most, 1 / len(each.options)) for at, each in enumerate(items)]
        assert tail(guesses) >= RARE, name


@pytest.mark.parametrize("exercise", [each.name for each in catalogue()])
def test_in_three_of_ten_passages_there_is_nothing_to_find(exercise: str) -> None:
    marks = of_kind(Kind.MARK, exercise)
    assert sum(not each.key for each in marks) >= 0.3 * len(marks)
    everything = {each.id: [option.id for option in each.options] for each in marks}
    assert total(marks, everything) == total(marks, {}) == 0


@pytest.mark.parametrize("exercise", [each.name for each in catalogue()])
def test_each_exercise_gives_three_items_on_the_five_articles(exercise: str) -> None:
    found = [each for each in lesson(0).items if each.exercise == exercise]
    assert sum(each.marked for each in found) >= 3
