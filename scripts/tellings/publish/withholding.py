"""Publishing without the articles: rows of the built tables with their text withheld.

Withheld is what is the article's: its text, and the words of spans with what stands around
them (``quotes`` keeps short ones). What annotators wrote (notes, reasons, rewordings,
statements, questions, answers, titles, names) is theirs and stays; where it, or an address,
repeats a passage of an article, the passage is cut after its first words and marked ``[…]``.
Ids cannot be cut, since records are found by them.
"""

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tellings.publish.leaks import Passages, Ranges, stretches
from tellings.publish.rows import Row
from tellings.publish.standoff import FoldedArticle
from tellings.publish.terms import QuoteCaps, TextMode
from tellings.text import prefix, suffix

SEGMENT = "segment"
_ID = re.compile(r"[a-z0-9-]+(?:[:/][a-z0-9-]+)*")
_QUOTED = frozenset({"text", "prefix", "suffix"})


class LeakingIdError(ValueError):
    """An id that repeats a passage of an article: it can be neither cut nor published."""


def quotable(
    text: str, spans: Iterable[tuple[int, int]], caps: QuoteCaps, around: bool = True
) -> Ranges:
    """The ranges of an article that may be quoted: short spans first, then what is around them.

    Args:
        text: the article.
        spans: where spans stand that may be quoted, in code points.
        caps: how much may be quoted.
        around: whether what stands around the spans may be quoted too, as far as there is room.
    """
    wanted = sorted({each for each in spans if each[1] - each[0] <= caps.span}, key=_by_length)
    covered = bytearray(len(text))
    room = int(len(text) * caps.share)
    room -= _cover(covered, wanted, int(room * caps.words))
    if around:
        _cover(covered, _with_context(text, wanted, covered), room)
    return stretches(covered)


def _with_context(
    text: str, wanted: Iterable[tuple[int, int]], covered: bytearray
) -> list[tuple[int, int]]:
    return [
        (start - len(prefix(text, start)), end + len(suffix(text, end)))
        for start, end in wanted
        if all(covered[start:end])
    ]


def _by_length(span: tuple[int, int]) -> tuple[int, int]:
    return span[1] - span[0], span[0]


def _cover(covered: bytearray, ranges: Iterable[tuple[int, int]], room: int) -> int:
    """Cover ranges as long as there is room; how many code points were newly covered."""
    used = 0
    for start, end in ranges:
        cost = end - start - sum(covered[start:end])
        if used + cost <= room:
            covered[start:end] = b"\x01" * (end - start)
            used += cost
    return used


@dataclass(slots=True)
class StoryTexts:
    """The articles of a story, and what of them may be quoted; they withhold text from rows.

    ``cut`` counts the strings that repeated a passage, by table and column.
    """

    articles: Mapping[str, FoldedArticle]
    quotes: Mapping[str, Ranges]
    caps: QuoteCaps
    passages: Passages
    cut: Counter[str] = field(default_factory=Counter)
    _known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        texts: Mapping[str, str],
        spans: Mapping[str, Iterable[tuple[int, int]]],
        mode: TextMode,
        caps: QuoteCaps,
    ) -> "StoryTexts":
        """Fold the articles of a story and choose what may be quoted.

        Args:
            texts: the articles by id.
            spans: where spans that are no segments stand, by article.
            mode: in ``none`` nothing may be quoted.
            caps: how much may be quoted in ``quotes``.
        """
        quotes: dict[str, Ranges] = dict.fromkeys(texts, ())
        if mode is TextMode.QUOTES:
            quotes = {
                name: quotable(text, spans.get(name, ()), caps) for name, text in texts.items()
            }
        articles = {name: FoldedArticle.of(text) for name, text in texts.items()}
        return cls(articles, quotes, caps, Passages((texts[n], quotes[n]) for n in texts))

    def withheld(self, table: str, row: Row) -> Row:
        """A row of a table without what is the article's, with the stand-off columns."""
        if table == "spans":
            row = self._span(row, row["article_id"])
        elif "sentences" in row:
            row = self._article(row, row["id"] if table != "passes" else row["article_id"])
        found: Row = self._guarded(row, table)
        return found

    def _article(self, row: Row, article_id: str | None) -> Row:
        """A row that carries an article, or in ``passes`` its story."""
        if article_id is None:
            return row
        article = self.articles[article_id]
        found = {**row, "text": None, **article.article()}
        found["sentences"] = [article.sentence(each) for each in row["sentences"]]
        if "spans" in row:
            found["spans"] = [self._span(each, article_id) for each in row["spans"]]
        return found

    def _span(self, row: Row, article_id: str) -> Row:
        article, start, end = self.articles[article_id], row["start"], row["end"]
        quoted = row["layer"] != SEGMENT and end - start <= self.caps.span
        before = (start - len(row["prefix"]), start)
        after = (end, end + len(row["suffix"]))
        places = {"text": (start, end), "prefix": before, "suffix": after}
        quotes = self.quotes[article_id]
        kept = quoted and _inside(start, end, quotes)
        words = {n: row[n] if kept and _inside(*at, quotes) else None for n, at in places.items()}
        return {**row, **words, **article.span(row)}

    def _guarded(self, value: Any, path: str) -> Any:
        """A value whose strings repeat no passage."""
        if isinstance(value, str):
            return self._string(value, path)
        if isinstance(value, list):
            found = [self._guarded(each, path) for each in value]
            # Names that differed may be the same once cut, and no list holds a name twice.
            return list(dict.fromkeys(found)) if found and isinstance(found[0], str) else found
        if isinstance(value, dict):
            return {
                name: each if name in _QUOTED else self._guarded(each, f"{path}.{name}")
                for name, each in value.items()
            }
        return value

    def _string(self, value: str, path: str) -> str:
        found = self._known.get(value)
        if found is None:
            found = self._known[value] = self.passages.cut(value)
        if found != value:
            if _ID.fullmatch(value):
                raise LeakingIdError(value)
            self.cut[path] += 1
        return found


def _inside(start: int, end: int, ranges: Ranges) -> bool:
    at = bisect_right(ranges, (start, sys.maxsize)) - 1
    return at >= 0 and ranges[at][0] <= start and end <= ranges[at][1]
