"""Tokens for formats that are made of them, cut wherever a span begins or ends."""

import re
from collections.abc import Iterable, Sequence

from tellings.records import Range, Span

_TOKEN = re.compile(r"\w+(?:[.,:'’-]\w+)*|[^\w\s]")


def tokens(text: str, edges: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Words, numbers and marks of a text, as (start, end) in code points.

    Args:
        text: the text.
        edges: positions at which a token that spans them is cut in two.

    >>> tokens("S-400s, (now)"), tokens("S-400s", [5])
    ([(0, 6), (6, 7), (8, 9), (9, 12), (12, 13)], [(0, 5), (5, 6)])
    """
    return cut((found.span() for found in _TOKEN.finditer(text)), edges)


def cut(pieces: Iterable[tuple[int, int]], edges: Iterable[int]) -> list[tuple[int, int]]:
    """Ranges, in order, cut at the edges within them."""
    waiting = sorted(set(edges), reverse=True)
    found = []
    for start, end in pieces:
        while waiting and waiting[-1] <= start:
            waiting.pop()
        while waiting and waiting[-1] < end:
            found.append((start, waiting[-1]))
            start = waiting.pop()
        found.append((start, end))
    return found


def edges(spans: Iterable[Span]) -> set[int]:
    """Where spans begin and end."""
    return {edge for span in spans for edge in (span.start, span.end)}


def flat(spans: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """Spans of which none overlaps another, the longest first choice, and the others."""
    kept: list[Span] = []
    others: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start, each.id)):
        own = range(span.start, span.end)
        if taken.isdisjoint(own):
            taken.update(own)
            kept.append(span)
        else:
            others.append(span)
    return sorted(kept, key=lambda each: each.start), others


def sentence_of(position: int, sentences: Sequence[Range]) -> int:
    """The number of the sentence that holds a position, or follows it.

    >>> sentence_of(5, [Range(start=0, end=4), Range(start=5, end=9)])
    1
    """
    for number, sentence in enumerate(sentences):
        if position < sentence.end:
            return number
    return len(sentences)
