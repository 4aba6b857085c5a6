"""What a copy says besides the sentences of an article that were found whole in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from tellings.hydration.blocks import SHORT, Block
from tellings.hydration.windows import Copy

RUN = 6
"""So many code points in a row have to be found again before any are counted."""
PIECE = 4
"""Shorter runs do not count."""
MARKS = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum()) + "\u2026"
"""Marks at the ends of words, which may have gone with other words."""
PART = 0.55
"""Words of which so large a part is found again are said again, if with changes."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Stretches of a copy; positions count its folded text."""

    copy: Copy
    stretches: tuple[tuple[int, int], ...]

    def says(self, start: int, end: int) -> bool:
        """Whether a stretch of the copy is said again here, be it with changes if it is long."""
        words = self.copy.folded.text[start:end].strip(MARKS)
        if not words:
            return False
        return any(self._holds(words, *each) for each in self.stretches) or (
            len(words) > RUN and self._covers(words)
        )

    def _holds(self, words: str, low: int, high: int) -> bool:
        """Whether some words stand between two positions, and not as a part of others."""
        at = self.copy.folded.text.find(words, low, high)
        while at >= 0:
            if self.copy.parts_words(at) and self.copy.parts_words(at + len(words)):
                return True
            at = self.copy.folded.text.find(words, at + 1, high)
        return False

    def _covers(self, words: str) -> bool:
        """Whether most of some words stands here, in their order and close together."""
        here = "\n".join(self.copy.folded.text[low:high] for low, high in self.stretches)
        if not any(words[at : at + RUN] in here for at in range(max(1, len(words) - RUN + 1))):
            return False
        found = SequenceMatcher(None, words, here, autojunk=False).get_matching_blocks()
        runs = [(each.b, each.b + each.size) for each in found if each.size >= PIECE]
        room = widened(len(words))
        sums = (
            sum(end - start for start, end in runs[n:] if end <= first + room)
            for n, (first, _) in enumerate(runs)
        )
        return max(sums, default=0) >= PART * len(words)


def widened(length: int) -> int:
    """How much room words of a length take at most if more was put in between."""
    return length * 3 // 2 + SHORT


def ground(copy: Copy, found: Iterable[Block], low: int, high: int) -> Ground:
    """What is of no sentence found, between two positions of a copy."""
    return Ground(copy, tuple(_free(found, low, high)))


def _free(found: Iterable[Block], low: int, high: int) -> Iterator[tuple[int, int]]:
    for each in sorted(found, key=lambda each: each.copy_start):
        if low < min(each.copy_start, high):
            yield low, min(each.copy_start, high)
        low = max(low, each.copy_end)
    if low < high:
        yield low, high
