"""Runs of an article's sentences that follow each other in a copy as they do in the article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tellings.hydration.sought import SoughtArticle, Stretch
from tellings.hydration.windows import Copy

SHORT = 24
"""Fewer code points of folded text are no evidence by themselves."""
NEAR = 24
"""How far (in folded text) a lone sentence at the edge may be from where it belongs."""
LONG = 60
"""So many are a passage that hardly comes about twice by chance."""


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

    def precedes(self, other: "Block") -> bool:
        """Whether it stands before another in the article, and in the copy too."""
        return self.end <= other.start and self.copy_end <= other.copy_start

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
