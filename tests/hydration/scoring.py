"""How hydrating does on mutated copies: what it claims against where things really are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tellings.folding import Folded, fold
from tellings.hydration.anchoring import Anchor, anchors
from tellings.hydration.sought import SoughtArticle, sought_article
from tellings.hydration.windows import Copy
from tellings.store.datasets import read_rows
from tellings.story import GOLD

from .tracked import Change, Tracked

Row = dict[str, Any]
_folded = lru_cache(64)(fold)


@dataclass
class Score:
    """Counts of anchors: claimed, right among these, and there to be found."""

    claimed: int = 0
    right: int = 0
    there: int = 0
    results: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    def add(self, other: "Score") -> None:
        for name in ("claimed", "right", "there"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.results.update(other.results)
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(frozen=True)
class Case:
    """An original and a copy of it, both also folded."""

    original: str
    copy: Tracked
    original_folded: Folded
    copy_folded: Folded

    @classmethod
    def of(cls, original: str, copy: Tracked) -> "Case":
        return cls(original, copy, _folded(original), _folded(copy.text))

    def truth(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a span went in the copy, in folded positions; None if its words are not there.

        White space does not count: at the edge of a span it may belong to its neighbour.
        """
        low, high = self.original_folded.range_of(start, end)
        starts = set(self.original_folded.starts[low:high])
        found = self.copy.place_of(starts)
        if found is None:
            return None
        place = self.copy_folded.range_of(*found)
        there = self.copy_folded.text[slice(*place)]
        return place if there == self.original_folded.text[low:high] else None

    def judge(self, each: Anchor) -> "Score":
        """An anchor against the truth."""
        span = each.span
        there = self.truth(span.start, span.end)
        claim = None
        if each.start is not None and each.end is not None:
            claim = self.copy_folded.range_of(each.start, each.end)
        shown = f"{'/'.join(span.key)} {self.original[span.start : span.end][:50]!r}"
        score = Score(
            claimed=claim is not None,
            right=claim is not None and claim == there,
            there=there is not None,
            results=Counter([each.result]),
        )
        if claim is not None and claim != there:
            score.wrong.append(f"{shown}: said {claim}, is {there} ({each.result})")
        elif claim is None and there is not None:
            score.missed.append(f"{shown}: {each.reason}")
        return score


def scored(article: SoughtArticle, original: str, copy: Tracked) -> Score:
    """The anchors of one copy against the truth."""
    score, case = Score(), Case.of(original, copy)
    for each in anchors(article, Copy(copy.text)):
        score.add(case.judge(each))
    return score


def articles_of(release: Path, texts: Path) -> Iterator[tuple[SoughtArticle, str]]:
    """The articles of a release with the spans of gold as they are sought, and their texts."""
    originals = {row["id"]: row["text"] for row in read_rows(texts, "articles")}
    spans: dict[str, list[tuple[str, Row]]] = {}
    for row in read_rows(release, "passes"):
        if row["article_id"] is not None and row["pass"] == GOLD:
            found = spans.setdefault(row["article_id"], [])
            found += [(row["pass"], each) for each in row["spans"]]
    for row in read_rows(release, "articles"):
        yield sought_article(row, spans.get(row["id"], ())), originals[row["id"]]


def score_all(release: Path, texts: Path, changes: tuple[Change, ...]) -> dict[str, Score]:
    """The score of each change over all articles."""
    articles = list(articles_of(release, texts))
    scores: dict[str, Score] = {}
    for change in changes:
        total = scores[change.__name__] = Score()
        for article, original in articles:
            total.add(scored(article, original, change(Tracked.of(original))))
    return scores
