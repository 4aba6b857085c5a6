"""Folding: what two copies of one text share, whatever their white space, quotes and dashes.

Folded text is in Unicode form NFKC, without white space and without invisible characters
(zero-width ones, soft hyphens, variation selectors, direction marks). Every quotation mark
and apostrophe is ``'``, every dash and hyphen ``-``; several in a row count as one. It is
made cluster by cluster (a character with the marks that combine with it), so that a part of
a text folds to the same part of its folded text. Letter case stays: it tells words apart.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

QUOTE, DASH = "'", "-"
_QUOTES = frozenset("\"'`´ʹʺʻʼʽˈˊˋ‘’‚‛“”„‟‹›«»′″‵‶〝〞〟＂＇｀「」『』❛❜❝❞")
_DASHES = frozenset("-‐‑‒–—―−﹘﹣－⁃⸺⸻")
_SPACED_ACUTE = " \u0301"  # what NFKC makes of ´
_JAMO = range(0x1160, 0x1200)  # vowels and final consonants join the syllable before them


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the way back; all positions in code points.

    ``starts`` and ``ends`` say, for each code point of ``text``, from where to where the
    cluster, or the marks in a row, that it comes from stand in the text that was folded.
    """

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the folded text that a stretch of the text became."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that gave a stretch of the folded text.

        White space at its edges is left out.

        Raises:
            ValueError: if the stretch is empty.
        """
        if start >= end:
            raise ValueError(f"{start} to {end} is no stretch of folded text")
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    r"""Fold a text.

    >>> fold("He\u00a0said:\n“No — never…”").text
    "Hesaid:'No-never...'"
    >>> folded = fold("a  “b”")
    >>> folded.back(*folded.range_of(3, 6))
    (3, 6)
    """
    out: list[str] = []
    starts, ends = array("q"), array("q")
    last = ""
    at, length = 0, len(text)
    while at < length:
        end = at + 1
        while end < length and _joins(text[end]):
            end += 1
        for char in _folded(text[at:end]):
            if char == last and char in (QUOTE, DASH) and ends[-1] == at:
                ends[-1] = end
                continue
            out.append(char)
            starts.append(at)
            ends.append(end)
            last = char
        at = end
    return Folded("".join(out), starts, ends)


@lru_cache(65_536)
def _joins(char: str) -> bool:
    """Whether a character combines with the one before it."""
    if char.isascii():
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or ord(first) in _JAMO


@lru_cache(65_536)
def _folded(cluster: str) -> str:
    """One cluster in folded form; what is left of white space is nothing."""
    spaced = "".join(" " if char.isspace() else char for char in cluster)
    whole = unicodedata.normalize("NFC", spaced).replace(_SPACED_ACUTE, QUOTE)
    visible = "".join(_plain_mark(char) for char in whole if not _invisible(char))
    found = map(_plain_mark, unicodedata.normalize("NFKC", visible))
    return "".join(_standing(found, bare=_invisible(whole[0])))


def _standing(chars: Iterable[str], bare: bool) -> Iterator[str]:
    """Characters without white space, and without marks that stand on it or on nothing.

    Left alone such a mark would join the character before, as if it had been written there.
    """
    for char in chars:
        if char.isspace() or _invisible(char):
            bare = True
        elif not (bare and unicodedata.category(char)[0] == "M"):
            bare = False
            yield char


def _plain_mark(char: str) -> str:
    return QUOTE if char in _QUOTES else DASH if char in _DASHES else char


def _invisible(char: str) -> bool:
    if char.isascii():
        return char < " " or char == "\x7f"
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or char == "\u034f" or unicodedata.category(char) in ("Cf", "Cc")
