"""Which sentences of an article stand where in a copy: blocks, their rivals, and their order.

A block is a run of sentences that follow each other in the copy as they do in the article.
The heaviest chain of blocks in the article's order is taken for the article; what stands
beside it, a teaser or a pull quote say, is no part of it, however well its words match.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tellings.hydration.sought import SoughtArticle, Stretch
from tellings.hydration.windows import Copy

SHORT = 24
"""Fewer code points of folded text are no evidence by themselves."""
NEAR = 24
"""How far (in folded text) a lone sentence at the edge may be from where it belongs."""
LONG = 60
"""So many are a passage that hardly comes about twice by chance."""
ALONE = 90
"""So many in one sentence are longer than headlines are."""
LARGE = 400
"""So many, close together, are surely the article and no teaser of it."""


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

    def holds(self, stretch: Stretch) -> bool:
        """Whether a stretch of the article lies in it."""
        return self.start <= stretch.start and stretch.end <= self.end

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
    stretches = _outermost((at, at + length, found) for at, length, found in copy.find(lengths))
    return {(number, at) for at, _, found in stretches for number in by_hash[found]}


def _outermost(found: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The stretches that are no part of a longer one: a headline within a lead is none."""
    furthest = -1
    for stretch in sorted(found, key=lambda each: (each[0], -each[1])):
        if stretch[1] > furthest:
            furthest = stretch[1]
            yield stretch


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


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks found: those in the article's order, those moved, and all there are."""

    chain: tuple[Block, ...]
    moved: tuple[Block, ...]
    every: tuple[Block, ...]

    def holding(self, stretch: Stretch) -> Block | None:
        """The block, its place beyond doubt, that a stretch of the article lies in."""
        return next((each for each in (*self.chain, *self.moved) if each.holds(stretch)), None)

    def taken(self, start: int, end: int) -> bool:
        """Whether some of a stretch of the copy is of a sentence found, in its place or not."""
        return any(each.copy_start < end and start < each.copy_end for each in self.every)


def find_blocks(article: SoughtArticle, copy: Copy) -> Blocks:
    """The blocks of an article in a copy, and which of them are beyond doubt."""
    places = found_sentences(article, copy)
    every = blocks_of(article, places)
    held = blocks_of(article, _held(article, places))
    clear = [each for each in held if _is_clear(each, held)]
    chain = _chain(clear)
    if not any(each.length >= LONG for each in chain):
        return Blocks((), (), tuple(every))
    sure = _without_loose_ends(chain, article)
    moved = [each for each in clear if each not in chain and _has_moved(each, sure, clear)]
    return Blocks(tuple(sure), tuple(_apart(moved)), tuple(every))


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


def _without_loose_ends(chain: list[Block], article: SoughtArticle) -> list[Block]:
    """The chain without what stands at its ends, far from where it belongs.

    What lies between two large clusters is held from both sides. Beyond the outermost ones a
    cluster has to be a passage, with nothing of the article missing between it and the next:
    a headline in a teaser, above an article whose headline is another now, is neither.
    """
    clusters = _clusters(chain)
    large = [n for n, each in enumerate(clusters) if _is_large(each, article)]
    if not large:
        large = [max(range(len(clusters)), key=lambda n: _length(clusters[n]))]
    low, high = large[0], large[-1]
    before = [n for n in range(low) if _leads(clusters[n : low + 1], outer=0)]
    after = [n for n in range(high + 1, len(clusters)) if _leads(clusters[high : n + 1], outer=-1)]
    kept = clusters[min([low, *before]) : max([high, *after]) + 1]
    return [block for cluster in kept for block in cluster]


def _clusters(chain: list[Block]) -> list[list[Block]]:
    """Blocks that touch in the copy, or are about as far apart as in the article, together."""
    clusters = [chain[:1]]
    for left, right in pairwise(chain):
        apart = right.copy_start - left.copy_end
        if apart <= NEAR or abs(apart - (right.start - left.end)) <= NEAR:
            clusters[-1].append(right)
        else:
            clusters.append([right])
    return clusters


def _length(cluster: list[Block]) -> int:
    return sum(each.length for each in cluster)


def _is_large(cluster: list[Block], article: SoughtArticle) -> bool:
    return _length(cluster) >= min(LARGE, article.folded_length // 4)


def _leads(clusters: list[list[Block]], outer: int) -> bool:
    """Whether the outer of some clusters is a passage, and nothing is missing between them."""
    sentences = sum(each.last - each.first for each in clusters[outer])
    is_passage = _length(clusters[outer]) >= (LONG if sentences > 1 else ALONE)
    return is_passage and all(one[-1].end == other[0].start for one, other in pairwise(clusters))


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
