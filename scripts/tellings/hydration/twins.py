"""Words said twice side by side, of which nobody can tell the article's own.

A sentence that stands whole proves its place only while none of it may have been put in. Of
"The, it says. The council meets" the second "The" completes the sentence, and may be the
foreign one; of a sentence and the same with a word changed the whole one may be a quotation.
In each case the own words stand beside the place, in text that is of no sentence found. So
whatever is said again there, from the edge of a block on, is in doubt.
"""

from dataclasses import dataclass
from functools import cached_property

from tellings.hydration.blocks import Block
from tellings.hydration.chains import Blocks
from tellings.hydration.grounds import Ground, ground, widened
from tellings.hydration.sought import SoughtArticle, SoughtSpan
from tellings.hydration.windows import Copy

OUTSIDE = 60
"""How far beyond the beginning and the end of an article own words are looked for."""
CROSSING = 12
"""So much on both sides of an edge, as it was, shows that nothing was put in there."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """An end of a block; ``sound`` is from where on its sentences are not said again beyond."""

    copy: Copy
    beyond: Ground
    sound: int
    is_start: bool

    def doubts(self, start: int, end: int) -> bool:
        """Whether most of a stretch of the block may be foreign."""
        if self.is_start:
            return start < self.sound or self.beyond.says(
                self.sound, _upto_middle(self.copy, start, end)
            )
        return end > self.sound or self.beyond.says(_from_middle(self.copy, start, end), self.sound)


@dataclass(frozen=True)
class Twins:
    """Tells which places in a copy of an article are in doubt."""

    article: SoughtArticle
    copy: Copy
    blocks: Blocks

    def in_block(self, block: Block, start: int, end: int) -> bool:
        """Whether a stretch of the copy within a block is in doubt."""
        return any(each.doubts(start, end) for each in self._edges[block])

    def beside(self, span: SoughtSpan, at: int, room: tuple[int, int]) -> bool:
        """Whether a place that what is around it proves is in doubt.

        Args:
            span: the span.
            at: where it would begin.
            room: between which positions its own words may stand.
        """
        end = at + span.folded.length
        first, last = at - span.before_length, end + span.after_length
        low = first if self.copy.has(span.before, first, at) else at
        high = last if self.copy.has(span.after, end, last) else end
        before, after = self._ground(room[0], low), self._ground(high, room[1])
        return (
            before.says(low, _upto_middle(self.copy, at, end))
            or after.says(_from_middle(self.copy, at, end), high)
            or before.says(low, high)
            or after.says(low, high)
        )

    def _ground(self, low: int, high: int) -> Ground:
        return ground(self.copy, self.blocks.every, low, high)

    @cached_property
    def _edges(self) -> dict[Block, tuple[_Edge, _Edge]]:
        return {
            each: (self._edge(each, is_start=True), self._edge(each, is_start=False))
            for each in self.blocks.sure
        }

    def _edge(self, block: Block, is_start: bool) -> _Edge:
        low, high = self._beyond(block, is_start)
        beyond = self._ground(low, low if self._is_as_it_was(block, is_start) else high)
        shift = block.copy_start - block.start
        sound = block.copy_start if is_start else block.copy_end
        sentences = self.article.sentences[block.first : block.last]
        for each in sentences if is_start else reversed(sentences):
            start, end = each.start + shift, each.end + shift
            if not beyond.says(start, end):
                break
            sound = end if is_start else start
        return _Edge(self.copy, beyond, sound, is_start)

    def _beyond(self, block: Block, is_start: bool) -> tuple[int, int]:
        """From where to where own words may stand beyond an end of a block, up to the next."""
        sentences, sure = self.article.sentences, self.blocks.sure
        if is_start:
            room = OUTSIDE if block.first == 0 else widened(sentences[block.first].length)
            ends = [each.copy_end for each in sure if each.copy_end <= block.copy_start]
            return max(ends, default=max(0, block.copy_start - room)), block.copy_start
        last = block.last - 1
        room = OUTSIDE if block.last == len(sentences) else widened(sentences[last].length)
        starts = [each.copy_start for each in sure if each.copy_start >= block.copy_end]
        return block.copy_end, min(starts, default=min(len(self.copy), block.copy_end + room))

    def _is_as_it_was(self, block: Block, is_start: bool) -> bool:
        """Whether what is hashed around a span shows that nothing was put in at an end."""
        crosses = self._crosses_start if is_start else self._crosses_end
        return any(crosses(each, block) for each in self.article.spans)

    def _crosses_start(self, span: SoughtSpan, block: Block) -> bool:
        first, start = span.folded.start - span.before_length, span.folded.start
        if not first + CROSSING <= block.start <= start:
            return False
        shift = block.copy_start - block.start
        return self.copy.has(span.before, first + shift, start + shift)

    def _crosses_end(self, span: SoughtSpan, block: Block) -> bool:
        end, last = span.folded.end, span.folded.end + span.after_length
        if not end <= block.end <= last - CROSSING:
            return False
        shift = block.copy_start - block.start
        return self.copy.has(span.after, end + shift, last + shift)


def _upto_middle(copy: Copy, start: int, end: int) -> int:
    """Where the word ends that holds the middle of a stretch."""
    middle = (start + end + 1) // 2
    return next((at for at in range(middle, end) if copy.parts_words(at)), end)


def _from_middle(copy: Copy, start: int, end: int) -> int:
    """Where the word begins that holds the middle of a stretch."""
    middle = (start + end) // 2
    return next((at for at in range(middle, start, -1) if copy.parts_words(at)), start)
