"""Finding words in a copy by the hash of their folded form."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, pairwise

from tellings.folding import Folded, fold


class Copy:
    """A copy of an article, ready to be searched; positions count its folded text."""

    def __init__(self, text: str) -> None:
        """Fold a text."""
        self.text = text
        self.folded: Folded = fold(text)
        self._bytes = self.folded.text.encode("utf-8", "surrogatepass")
        self._offsets = [
            0,
            *accumulate(len(c.encode("utf-8", "surrogatepass")) for c in self.folded.text),
        ]

    def __len__(self) -> int:
        return len(self.folded.text)

    def sha256(self, start: int, end: int) -> str:
        """The hash of a stretch, in lower-case hexadecimal."""
        part = self._bytes[self._offsets[start] : self._offsets[end]]
        return hashlib.sha256(part).hexdigest()

    def has(self, sha256: str | None, start: int, end: int) -> bool:
        """Whether what has a hash stands between two positions, which may lie outside."""
        return start >= 0 and end <= len(self) and self.sha256(start, end) == sha256

    def parts_words(self, at: int) -> bool:
        """Whether no word goes on over a position: what is before or after it is none, or space."""
        return self._parts[at]

    @cached_property
    def _parts(self) -> list[bool]:
        text, starts, ends = self.folded.text, self.folded.starts, self.folded.ends
        in_word = [each.isalnum() for each in text]
        within = (
            not (in_word[at - 1] and in_word[at])
            or any(each.isspace() for each in self.text[ends[at - 1] : starts[at]])
            for at in range(1, len(text))
        )
        return [True, *within, True]

    @cached_property
    def word_starts(self) -> list[int]:
        """Where a word, or anything that is no part of a word, begins."""
        return [at for at in range(len(self)) if self._parts[at]]

    def words(self, start: int, end: int) -> list[str]:
        """The words of a stretch, without marks; of those at its ends what lies in it."""
        starts, ends = self._words
        those = slice(bisect_right(ends, start), bisect_left(starts, end))
        return [
            self.folded.text[max(low, start) : min(high, end)]
            for low, high in zip(starts[those], ends[those], strict=True)
        ]

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """Where the words begin, and where they end."""
        found = [
            (low, high)
            for low, high in pairwise((*self.word_starts, len(self)))
            if any(each.isalnum() for each in self.folded.text[low:high])
        ]
        return [low for low, _ in found], [high for _, high in found]

    def find(self, wanted: Mapping[int, Iterable[str]]) -> Iterator[tuple[int, int, str]]:
        """Where stretches stand that begin a word and have a wanted length and hash.

        From each start the hash is carried on from one length to the next, so that no
        character is hashed more than once for all of them.

        Args:
            wanted: hashes by length, in code points of folded text.

        Yields:
            start, length and hash of each stretch found.
        """
        hashes = {n: frozenset(map(bytes.fromhex, each)) for n, each in wanted.items() if n > 0}
        steps = [(length, hashes[length]) for length in sorted(hashes)]
        data, offsets, size = self._bytes, self._offsets, len(self)
        for start in self.word_starts:
            running, low = hashlib.sha256(), offsets[start]
            for length, known in steps:
                if start + length > size:
                    break
                high = offsets[start + length]
                running.update(data[low:high])
                low = high
                if (found := running.digest()) in known:
                    yield start, length, found.hex()

    def places(self, sha256: str, length: int, low: int, high: int) -> list[int]:
        """Every start of whole words of that hash and length between two positions.

        Folding drops the space between words, so that the end of one and the beginning of the
        next may look like another.
        """
        first = bisect_left(self.word_starts, low)
        last = bisect_right(self.word_starts, min(high, len(self)) - length)
        return [
            at
            for at in self.word_starts[first:last]
            if self._parts[at + length] and self.sha256(at, at + length) == sha256
        ]
