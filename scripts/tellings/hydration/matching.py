"""Which of somebody's files is a copy of which article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tellings.hydration.blocks import SHORT
from tellings.hydration.sought import SoughtArticle
from tellings.hydration.windows import Copy
from tellings.stages.scaffold import slug_of

BY_NAME, BY_CONTENT = 0.1, 0.3
"""How much of an article a file has to hold if its name says so, and if only its words do."""


@dataclass(frozen=True, slots=True)
class Match:
    """A file taken for an article; ``share`` is how much of the article stands in it."""

    article: str
    file: str
    share: float
    by_name: bool


Held = Mapping[str, Mapping[str, float]]
"""How much of each article stands in a file, by file and article."""


def holdings(articles: Sequence[SoughtArticle], copies: Mapping[str, Copy]) -> Held:
    """How much of each article's sentences stands in each file."""
    index = _Index(articles)
    return {file: index.shares(copy) for file, copy in copies.items()}


def matches(articles: Sequence[SoughtArticle], held: Held, named: Mapping[str, str]) -> list[Match]:
    """One file an article at most, and one article a file: the surest first.

    Articles of one story repeat each other, so that a file holds sentences of others; a
    file is given to the article of which it holds the largest part.

    Args:
        articles: what is sought.
        held: how much of them stands in each file.
        named: the file that bears the name of an article, by article.
    """
    found = [
        Match(article, file, share, named.get(article) == file)
        for file, shares in held.items()
        for article, share in shares.items()
    ]
    taken: dict[str, Match] = {}
    files: set[str] = set()
    for each in sorted(found, key=lambda m: (-m.share, not m.by_name, m.article, m.file)):
        least = BY_NAME if each.by_name else BY_CONTENT
        if each.share >= least and each.article not in taken and each.file not in files:
            taken[each.article] = each
            files.add(each.file)
    return [taken[each.id] for each in articles if each.id in taken]


def named(articles: Iterable[str], copies: Iterable[str]) -> dict[str, str]:
    """The files that bear the name of an article: of two, that in the folder of its story."""
    found: dict[str, str] = {}
    for file in copies:
        path = Path(file)
        for article in articles:
            story, _, slug = article.partition(":")
            if slug_of(path.name) == slug and (article not in found or path.parent.name == story):
                found[article] = file
    return found


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
