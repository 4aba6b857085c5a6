"""Runs of an article's words: where a string repeats them, and cutting them there.

A run is counted in words twice, and the stricter count holds: in runs of letters and digits
(so that hyphens part words, as in an address) and in what stands between white space.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

RUN = 9
"""So many words of an article in a row are a passage of it."""
CUT = "[…]"
_KEPT = 4
_LETTERS = re.compile(r"[^\W_]+")
_CHUNKS = re.compile(r"\S+")

Ranges = Sequence[tuple[int, int]]
_Word = tuple[int, int, str]


def _words(pattern: re.Pattern[str], text: str) -> list[_Word]:
    found = pattern.finditer(text)
    return [
        (each.start(), each.end(), unicodedata.normalize("NFKC", each.group()).casefold())
        for each in found
    ]


def _runs(words: list[_Word]) -> Iterator[tuple[int, str]]:
    """Each run of words in a row: the number of its first word, and the words."""
    spelled = [word for _, _, word in words]
    for at in range(len(words) - RUN + 1):
        yield at, " ".join(spelled[at : at + RUN])


def _split(text: str) -> Iterator[list[_Word]]:
    for pattern in (_LETTERS, _CHUNKS):
        yield _words(pattern, text)


def runs_of(text: str) -> frozenset[str]:
    """Every run of words in a text, in both ways of counting."""
    return frozenset(run for words in _split(text) for _, run in _runs(words))


class Passages:
    """The passages of some articles that may not be repeated."""

    def __init__(self, articles: Iterable[tuple[str, Ranges]]) -> None:
        """Take texts with the ranges (code points) of each that may be quoted."""
        every: set[str] = set()
        quotable: set[str] = set()
        for text, allowed in articles:
            every |= runs_of(text)
            for start, end in allowed:
                quotable |= runs_of(text[start:end])
        self.runs = frozenset(every - quotable)

    def find(self, value: str) -> list[tuple[int, int]]:
        """Where a string repeats a passage, in code points; stretches may overlap."""
        return [
            (words[at][0], words[end - 1][1])
            for words in _split(value)
            for at, end in self._repeated(words)
        ]

    def cut(self, value: str) -> str:
        """The string with each passage cut after its first words.

        >>> text = "It was the best of times and the worst of times too."
        >>> Passages([(text, [])]).cut(f"He said that {text.lower()}")
        'He said that it was the best […].'
        """
        if len(value) < 2 * RUN - 1:
            return value
        for pattern in (_LETTERS, _CHUNKS):
            while found := self._first(pattern, value):
                start, end = found
                value = f"{value[:start]} {CUT}{value[end:]}"
        return value if not self.find(value) else self.cut(value)

    def _first(self, pattern: re.Pattern[str], value: str) -> tuple[int, int] | None:
        """From the end of the last word kept to the end of the first passage."""
        words = _words(pattern, value)
        for at, end in self._repeated(words):
            return words[at + _KEPT - 1][1], words[end - 1][1]
        return None

    def _repeated(self, words: list[_Word]) -> list[tuple[int, int]]:
        """Maximal stretches of words (from, to) of which every run is a passage."""
        starts = [at for at, run in _runs(words) if run in self.runs]
        found: list[tuple[int, int]] = []
        for at in starts:
            if found and at <= found[-1][1] - RUN + 1:
                found[-1] = (found[-1][0], at + RUN)
            else:
                found.append((at, at + RUN))
        return found


def stretches(covered: Sequence[int]) -> list[tuple[int, int]]:
    """The covered stretches of code points, of which each is covered or not.

    >>> stretches(bytes([0, 1, 1, 0, 1]))
    [(1, 3), (4, 5)]
    """
    edges = [0, *(at for at, (a, b) in enumerate(pairwise(covered), 1) if a != b), len(covered)]
    return [(start, end) for start, end in pairwise(edges) if start < end and covered[start]]
