"""Which of somebody's files is a copy of which article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tellings.hydration.blocks import SHORT
from tellings.hydration.sought import SoughtArticle
from tellings.hydration.windows import Copy

BY_NAME, BY_CONTENT = 0.1, 0.3
"""How much of an article a file has to hold if its name says so, and if only its words do."""


@dataclass(frozen=True, slots=True)
class Match:
    """A file taken for an article; ``share`` is how much of the article stands in it."""

    article: str
    file: str
    share: float
    by_name: bool


def matches(
    articles: Sequence[SoughtArticle], copies: Mapping[str, Copy], named: Mapping[str, str]
) -> list[Match]:
    """One file an article at most, and one article a file: the surest first.

    Articles of one story repeat each other, so that a file holds sentences of others; a
    file is given to the article of which it holds the largest part.

    Args:
        articles: what is sought.
        copies: the files by name.
        named: the file that bears the name of an article, by article.
    """
    index = _Index(articles)
    found = [
        Match(article, file, share, named.get(article) == file)
        for file, copy in copies.items()
        for article, share in index.shares(copy).items()
    ]
    taken: dict[str, Match] = {}
    files: set[str] = set()
    for each in sorted(found, key=lambda m: (-m.share, not m.by_name, m.article, m.file)):
        least = BY_NAME if each.by_name else BY_CONTENT
        if each.share >= least and each.article not in taken and each.file not in files:
            taken[each.article] = each
            files.add(each.file)
    return [taken[each.id] for each in articles if each.id in taken]


class _Index:
    """The sentences of all articles by hash."""

    def __init__(self, articles: Iterable[SoughtArticle]) -> None:
        self._lengths: dict[int, set[str]] = {}
        self._owners: dict[str, set[str]] = {}
        self._totals: dict[str, int] = {}
        for article in articles:
            for sentence in article.sentences:
                if sentence.length < SHORT:
                    continue
                self._lengths.setdefault(sentence.length, set()).add(sentence.sha256)
                owners = self._owners.setdefault(sentence.sha256, set())
                if article.id not in owners:
                    owners.add(article.id)
                    self._totals[article.id] = self._totals.get(article.id, 0) + sentence.length

    def shares(self, copy: Copy) -> dict[str, float]:
        """How much of each article's sentences stands in a copy."""
        sums: dict[str, int] = {}
        seen: set[str] = set()
        for _, length, sha256 in copy.find(self._lengths):
            if sha256 not in seen:
                seen.add(sha256)
                for owner in self._owners[sha256]:
                    sums[owner] = sums.get(owner, 0) + length
        return {owner: length / self._totals[owner] for owner, length in sums.items()}
