"""Which sentences of an article stand where in a copy: blocks, their rivals, and their order.

The heaviest chain of blocks in the article's order is taken for the article; what stands
beside it, a teaser or a pull quote say, is no part of it, however well its words match.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.hydration.blocks import LONG, Block, blocks_of, found_sentences
from tellings.hydration.echoes import without_echoes
from tellings.hydration.ends import without_loose_ends
from tellings.hydration.sought import SoughtArticle, Stretch
from tellings.hydration.windows import Copy


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks found: those in the article's order, those moved, and all there are.

    ``doubtful`` are those in order with the chain that may be no more than an echo.
    """

    chain: tuple[Block, ...]
    moved: tuple[Block, ...]
    every: tuple[Block, ...]
    doubtful: tuple[Block, ...] = ()

    @property
    def sure(self) -> tuple[Block, ...]:
        """Those whose place is beyond doubt."""
        return (*self.chain, *self.moved)

    def holding(self, stretch: Stretch) -> Block | None:
        """The block, its place beyond doubt, that a stretch of the article lies in."""
        return next((each for each in self.sure if each.holds(stretch)), None)

    def taken(self, start: int, end: int) -> bool:
        """Whether some of a stretch of the copy is of a sentence found, in its place or not."""
        return any(each.copy_start < end and start < each.copy_end for each in self.every)


def find_blocks(article: SoughtArticle, copy: Copy) -> Blocks:
    """The blocks of an article in a copy, and which of them are beyond doubt."""
    places = found_sentences(article, copy)
    every = blocks_of(article, places)
    held = blocks_of(article, _held(article, places))
    unrivalled = [each for each in held if _is_clear(each, held)]
    clear = without_echoes(unrivalled, every, copy)
    chain = _chain(clear)
    if not any(each.length >= LONG for each in chain):
        return Blocks((), (), tuple(every))
    sure = without_loose_ends(chain, article, held, places)
    if _unplaced(article, places, held) > sum(each.length for each in sure):
        return Blocks((), (), tuple(every))
    moved = [each for each in clear if each not in chain and _has_moved(each, sure, clear)]
    doubtful = [
        each
        for each in unrivalled
        if each not in clear and all(each.precedes(one) or one.precedes(each) for one in sure)
    ]
    return Blocks(tuple(sure), tuple(_apart(moved)), tuple(every), tuple(doubtful))


def _held(article: SoughtArticle, places: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places that are held by their neighbours, where a sentence stands in several.

    Words that are repeated, in a pull quote or a list or by the article itself, are taken for
    what they are only where the sentences before and after them stand as well, and where
    nowhere else one of these stands beside them.
    """
    sentences = article.sentences
    often = Counter(number for number, _ in places)
    claimed = Counter(at for _, at in places)

    def beside(number: int, at: int) -> list[bool]:
        before = number and (number - 1, at - sentences[number - 1].length) in places
        return [bool(before), (number + 1, at + sentences[number].length) in places]

    joined = Counter(number for number, at in places if any(beside(number, at)))

    def is_held(number: int, at: int) -> bool:
        if often[number] == claimed[at] == sentences[number].occurrences == 1:
            return True
        before, after = beside(number, at)
        at_edge = (number == 0, number + 1 == len(sentences))
        return joined[number] == 1 and (before or at_edge[0]) and (after or at_edge[1])

    return {(number, at) for number, at in places if is_held(number, at)}


def _unplaced(
    article: SoughtArticle, places: Iterable[tuple[int, int]], held: Sequence[Block]
) -> int:
    """How much of an article stands in several places, none of which is held for its own."""
    often = Counter(number for number, _ in places)
    placed = {number for each in held for number in range(each.first, each.last)}
    return sum(
        sentence.length
        for number, sentence in enumerate(article.sentences)
        if often[number] > sentence.occurrences and number not in placed
    )


def _is_clear(block: Block, blocks: Iterable[Block]) -> bool:
    """Whether nothing else lays claim to its sentences or to its place with as good a right."""
    rivals = [each for each in blocks if each != block and each.overlaps(block)]
    return all(each.last - each.first < block.last - block.first for each in rivals)


def _chain(blocks: Sequence[Block]) -> list[Block]:
    """The heaviest chain of blocks that stand in the article's order in the copy too."""
    ordered = sorted(blocks, key=lambda each: each.start)
    best: list[tuple[int, int | None]] = []  # weight up to here, and the block before
    for number, block in enumerate(ordered):
        weight, before = block.length, None
        for earlier in range(number):
            other = ordered[earlier]
            if other.precedes(block) and best[earlier][0] + block.length > weight:
                weight, before = best[earlier][0] + block.length, earlier
        best.append((weight, before))
    chain: list[Block] = []
    at = max(range(len(best)), key=lambda n: best[n][0]) if best else None
    while at is not None:
        chain.append(ordered[at])
        at = best[at][1]
    return chain[::-1]


def _has_moved(block: Block, chain: list[Block], clear: Sequence[Block]) -> bool:
    """Whether a block out of order is the passage itself and not words repeated elsewhere.

    It has to stand in the midst of the article, or touch it, and to have left its place:
    what stands there now has to be of the article too.
    """
    if block.length < LONG or not chain:
        return False
    if block.copy_end < chain[0].copy_start or block.copy_start > chain[-1].copy_end:
        return False
    low = max((each.copy_end for each in chain if each.end <= block.start), default=None)
    high = min((each.copy_start for each in chain if each.start >= block.end), default=None)
    if low is None or high is None or low > high:
        return False
    known = sum(
        min(each.copy_end, high) - max(each.copy_start, low)
        for each in clear
        if each.copy_start < high and each.copy_end > low
    )
    return (high - low - known) * 2 < block.length


def _apart(blocks: list[Block]) -> list[Block]:
    """The blocks that lie on none of the others."""
    return [
        each
        for each in blocks
        if not any(other is not each and other.overlaps(each) for other in blocks)
    ]
