"""What a copy says besides the sentences of an article that were found whole in it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tellings.hydration.blocks import SHORT, Block
from tellings.hydration.windows import Copy

PART = 0.5
"""Words of whose letters so large a part is found again are said again, if with changes."""


@dataclass(frozen=True)
class Ground:
    """Stretches of a copy; positions count its folded text."""

    copy: Copy
    stretches: tuple[tuple[int, int], ...]

    def says(self, start: int, end: int) -> bool:
        """Whether most words of a stretch of the copy are said again here, in their order."""
        words = list(self.copy.words(start, end))
        least = PART * sum(map(len, words))
        here = [each for each in words if each in self._places]
        if not here or sum(map(len, here)) < least:
            return False
        return in_order(here, self._places) >= least

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Which words they are from the first one to the last, for each of them."""
        found: dict[str, list[int]] = {}
        each_word = (word for each in self.stretches for word in self.copy.words(*each))
        for number, word in enumerate(each_word):
            found.setdefault(word, []).append(number)
        return found


def in_order(words: Iterable[str], places: Mapping[str, Sequence[int]]) -> int:
    """How many letters at most words have in common, in one order, with those at some places.

    >>> in_order(["a", "bc", "def"], {"def": [0], "a": [1, 4], "bc": [3]})
    3
    """
    ends, most = [-1], [0]  # the more letters, the further on the place of the last
    for word in words:
        for place in reversed(places.get(word, ())):
            at = bisect_left(ends, place)
            letters = most[at - 1] + len(word)
            upto = at
            while upto < len(ends) and most[upto] <= letters:
                upto += 1
            if at == len(ends) or ends[at] > place or most[at] < letters:
                ends[at:upto], most[at:upto] = [place], [letters]
    return most[-1]


def widened(length: int) -> int:
    """How much room words of a length take at most if more was put in between."""
    return length * 3 // 2 + SHORT


def ground(copy: Copy, found: Iterable[Block], low: int, high: int) -> Ground:
    """What is of no sentence found, between two positions of a copy."""
    return Ground(copy, tuple(_free(found, max(0, low), min(high, len(copy)))))


def _free(found: Iterable[Block], low: int, high: int) -> Iterator[tuple[int, int]]:
    for each in sorted(found, key=lambda each: each.copy_start):
        if low < min(each.copy_start, high):
            yield low, min(each.copy_start, high)
        low = max(low, each.copy_end)
    if low < high:
        yield low, high
