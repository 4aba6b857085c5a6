"""Serials of items, given once all items of an exercise are there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tellings.lessons.items import Item


def numbered(exercise: str, items: Iterable[Item]) -> Iterator[Item]:
    """Items with their ids: the name of the exercise, a colon, and their place from 1."""
    for number, item in enumerate(items, 1):
        yield replace(item, id=f"{exercise}:{number}")
