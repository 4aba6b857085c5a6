"""The right answer to an item, in the form in which ``scoring`` takes answers, and in words."""

from collections.abc import Mapping, Sequence

from tellings.lessons.items import Kind
from tellings.lessons.shown import ShownItem, ShownOption, plain


def right_answer(item: ShownItem) -> Sequence[str] | Mapping[str, str] | Mapping[str, int]:
    """An answer that gets every point of an item.

    Raises:
        ValueError: if the item has no right answer.
    """
    if item.kind == Kind.MATCH:
        return {row.id: row.key for row in item.rows}
    if item.kind == Kind.ORDER:
        return places(item)
    if not item.marked:
        raise ValueError(f"{item.id}: a {item.kind} has no right answer")
    return item.key


def places(item: ShownItem) -> dict[str, int]:
    """A place for every option of an ``order`` that all its pairs agree with.

    Options that no pair orders get the place next to where they are free to stand.
    """
    place = {option.id: 1 for option in item.options}
    for _ in item.options:
        for pair in item.pairs:
            if pair.same:
                place[pair.first] = place[pair.second] = max(place[pair.first], place[pair.second])
            elif place[pair.second] <= place[pair.first]:
                place[pair.second] = place[pair.first] + 1
    return place


def said_answer(item: ShownItem, none: str) -> list[str]:
    """The right answer in words, a line for each part of it.

    Args:
        item: a marked item.
        none: what is said where nothing is to be marked.
    """
    names = {option.id: option for option in item.options}
    if item.kind == Kind.MATCH:
        return [f"{plain(row.text)} → {_named(names[row.key])}" for row in item.rows]
    if item.kind == Kind.ORDER:
        found = places(item)
        ranked = sorted(item.options, key=lambda option: (found[option.id], option.id))
        return [f"{found[option.id]}. {_named(option)}" for option in ranked]
    return [_named(names[key]) for key in item.key] or [none]


def _named(option: ShownOption) -> str:
    return f"({option.id}) {plain(option.text)}"
