"""Some of many, so that every sort has its turn and enough passages have nothing to find."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

Each = TypeVar("Each")
_FOR_EACH_CLEAN = 2
"""So many passages at most have something to find, for each one that has nothing."""


def in_turn(groups: Iterable[Iterable[Each]]) -> Iterator[Each]:
    """The first of every group, then the second of every group, and so on.

    >>> list(in_turn(["ab", "c", "de"]))
    ['a', 'c', 'd', 'b', 'e']
    """
    rest = [iter(each) for each in groups]
    while rest:
        turn = [(each, list(islice(each, 1))) for each in rest]
        rest = [each for each, got in turn if got]
        yield from (each for _, got in turn for each in got)


def with_enough_clean(found: Sequence[Each], clean: Callable[[Each], bool]) -> list[Each]:
    """Passages of which enough are clean, and no more clean ones than others; in their order.

    >>> with_enough_clean([1, 3, 5, 7, 2, 4], lambda number: number % 2 == 0)
    [1, 3, 5, 7, 2, 4]
    """
    empty = [at for at, each in enumerate(found) if clean(each)]
    full = [at for at in range(len(found)) if at not in empty][: len(empty) * _FOR_EACH_CLEAN]
    return [found[at] for at in sorted([*full, *empty[: len(full)]])]
