"""How far the article goes in a copy: what stands at the ends of its chain and may be quoted.

From its heaviest cluster outwards a cluster is the article's if it is large, or a passage with
nothing of the article missing between. A headline in a teaser, above an article whose
headline is another now, is neither. Below an article that was cut off, readers may quote what
follows; so whatever goes on after other text has to outweigh that text, and also what
is said again out there of what the copy has further in: who quotes the one quotes the other.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tellings.hydration.blocks import LONG, NEAR, Block
from tellings.hydration.sought import SoughtArticle

ALONE = 90
"""So many in one sentence are longer than headlines are."""
LARGE = 400
"""So many, close together, are surely the article and no teaser of it."""

Cluster = list[Block]


def without_loose_ends(
    chain: list[Block], article: SoughtArticle, held: Sequence[Block], places: set[tuple[int, int]]
) -> list[Block]:
    """The chain without the clusters at its ends that are not surely the article.

    Args:
        chain: blocks in the article's order.
        article: the article.
        held: all blocks whose place is held, in the chain or not.
        places: the number of each sentence with a place where its words stand in the copy.
    """
    clusters = _clusters(chain, article, places)
    low = high = max(range(len(clusters)), key=lambda n: _length(clusters[n]))
    ground = _Ground(article, tuple(each for each in held if each not in chain), places)
    for n in range(high + 1, len(clusters)):
        if ground.goes_on(clusters[high : n + 1], outer=-1):
            high = n
    for n in reversed(range(low)):
        if ground.goes_on(clusters[n : low + 1], outer=0):
            low = n
    return [block for cluster in clusters[low : high + 1] for block in cluster]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known of a copy; ``others`` are the blocks held out of the chain."""

    article: SoughtArticle
    others: tuple[Block, ...]
    places: set[tuple[int, int]]

    def goes_on(self, clusters: list[Cluster], outer: int) -> bool:
        """Whether the article goes on to the outer of some clusters, the first or the last."""
        known = sum(map(_length, clusters[1:] if outer else clusters[:-1]))
        again = self._said_again(clusters, outer)
        if known <= max(self._put_in(clusters), again):
            return False
        is_sure = again < LONG and _is_large(clusters[outer], self.article)
        return is_sure or _leads(clusters, outer)

    def _put_in(self, clusters: list[Cluster]) -> int:
        """How much more stands between the outermost of some clusters than in the article."""
        left, right = clusters[0][-1], clusters[-1][0]
        elsewhere = sum(
            each.length
            for each in self.others
            if left.copy_end <= each.copy_start and each.copy_end <= right.copy_start
        )
        return right.copy_start - left.copy_end - (right.start - left.end) - elsewhere

    def _said_again(self, clusters: list[Cluster], outer: int) -> int:
        """How much stands beyond the inner of some clusters that stands on this side too."""
        if outer:
            edge = clusters[0][-1].copy_end
            beyond = {(number, at) for number, at in self.places if at >= edge}
        else:
            edge = clusters[-1][0].copy_start
            beyond = {(number, at) for number, at in self.places if at < edge}
        within = {number for number, _ in self.places - beyond}
        again = {number for number, _ in beyond} & within
        sentences = self.article.sentences
        return sum(
            sentences[n].length for n, _ in beyond if n in again and sentences[n].occurrences == 1
        )


def _clusters(
    chain: list[Block], article: SoughtArticle, places: set[tuple[int, int]]
) -> list[Cluster]:
    """Blocks that touch in the copy, or are about as far apart as in the article, together.

    Not so where a sentence that is repeated stands between them out of its place: there the
    distance is as it is by chance.
    """
    often = Counter(number for number, _ in places)
    shifts = [
        (at, at - article.sentences[number].start)
        for number, at in places
        if often[number] > article.sentences[number].occurrences
    ]
    clusters = [chain[:1]]
    for left, right in pairwise(chain):
        apart = right.copy_start - left.copy_end
        shift = left.copy_start - left.start
        is_as_told = abs(right.copy_start - right.start - shift) <= NEAR and not any(
            left.copy_end <= at < right.copy_start and abs(other - shift) > NEAR
            for at, other in shifts
        )
        if apart <= NEAR or is_as_told:
            clusters[-1].append(right)
        else:
            clusters.append([right])
    return clusters


def _length(cluster: Cluster) -> int:
    return sum(each.length for each in cluster)


def _is_large(cluster: Cluster, article: SoughtArticle) -> bool:
    return _length(cluster) >= min(LARGE, article.folded_length // 4)


def _leads(clusters: list[Cluster], outer: int) -> bool:
    """Whether the outer of some clusters is a passage, and nothing is missing between them."""
    sentences = sum(each.last - each.first for each in clusters[outer])
    is_passage = _length(clusters[outer]) >= (LONG if sentences > 1 else ALONE)
    return is_passage and all(one[-1].end == other[0].start for one, other in pairwise(clusters))
