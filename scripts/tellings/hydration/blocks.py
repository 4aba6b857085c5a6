"""Which sentences of an article stand where in a copy: blocks, their rivals, and their order.

A block is a run of sentences that follow each other in the copy as they do in the article.
The heaviest chain of blocks in the article's order is taken for the article; what stands
beside it, a teaser or a pull quote say, is no part of it, however well its words match.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.hydration.sought import SoughtArticle
from tellings.hydration.windows import Copy

SHORT = 24
"""Fewer code points of folded text are no evidence by themselves."""
NEAR = 24
"""How far (in folded text) a lone sentence at the edge may be from where it belongs."""
LONG = 60


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences ``first`` to ``last`` (exclusive) of an article; positions in folded text."""

    first: int
    last: int
    start: int
    end: int
    copy_start: int

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start

    @property
    def copy_end(self) -> int:
        """Where it ends in the copy."""
        return self.copy_start + self.length

    def overlaps(self, other: "Block") -> bool:
        """Whether both have a sentence, or a place in the copy, in common."""
        sentences = self.first < other.last and other.first < self.last
        return sentences or (self.copy_start < other.copy_end and other.copy_start < self.copy_end)


def found_sentences(article: SoughtArticle, copy: Copy) -> set[tuple[int, int]]:
    """The number of each sentence with a place where its words stand in the copy."""
    by_hash: dict[str, list[int]] = {}
    lengths: dict[int, set[str]] = {}
    for number, sentence in enumerate(article.sentences):
        by_hash.setdefault(sentence.sha256, []).append(number)
        lengths.setdefault(sentence.length, set()).add(sentence.sha256)
    return {(n, at) for at, _, found in copy.find(lengths) for n in by_hash[found]}


def blocks_of(article: SoughtArticle, places: set[tuple[int, int]]) -> list[Block]:
    """Every maximal block."""
    sentences = article.sentences
    begins = [
        (number, at)
        for number, at in places
        if number == 0 or (number - 1, at - sentences[number - 1].length) not in places
    ]
    blocks = []
    for first, copy_start in sorted(begins):
        last, at = first, copy_start
        while (last, at) in places:
            at += sentences[last].length
            last += 1
        end = sentences[last - 1].end
        blocks.append(Block(first, last, sentences[first].start, end, copy_start))
    return blocks


def accepted(article: SoughtArticle, copy: Copy) -> tuple[list[Block], list[Block]]:
    """The blocks whose place is beyond doubt: those in the article's order, and moved ones."""
    blocks = blocks_of(article, found_sentences(article, copy))
    clear = [each for each in blocks if _is_clear(each, blocks)]
    chain = _chain(clear)
    if not any(each.length >= LONG for each in chain):
        return [], []
    sure = _without_loose_ends(chain)
    moved = [each for each in clear if each not in chain and _has_moved(each, sure, clear)]
    return sure, _apart(moved)


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
            fits = other.end <= block.start and other.copy_end <= block.copy_start
            if fits and best[earlier][0] + block.length > weight:
                weight, before = best[earlier][0] + block.length, earlier
        best.append((weight, before))
    chain: list[Block] = []
    at = max(range(len(best)), key=lambda n: best[n][0]) if best else None
    while at is not None:
        chain.append(ordered[at])
        at = best[at][1]
    return chain[::-1]


def _without_loose_ends(chain: list[Block]) -> list[Block]:
    """The chain without lone sentences at its ends that stand far from where they belong."""
    chain = list(chain)
    while len(chain) > 1 and _is_loose(chain[0], chain[1]):
        del chain[0]
    while len(chain) > 1 and _is_loose(chain[-1], chain[-2]):
        del chain[-1]
    return chain


def _is_loose(end: Block, inner: Block) -> bool:
    if end.last - end.first > 1 and end.length >= LONG:
        return False
    first, second = sorted((end, inner), key=lambda each: each.start)
    shift = (second.copy_start - first.copy_end) - (second.start - first.end)
    return abs(shift) > NEAR


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
        return low is None or high is None
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
