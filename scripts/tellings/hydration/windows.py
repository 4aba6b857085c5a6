"""Finding words in a copy by the hash of their folded form."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

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
        text, folded = self.folded.text, self.folded
        if not 0 < at < len(text) or not (text[at - 1].isalnum() and text[at].isalnum()):
            return True
        between = self.text[folded.ends[at - 1] : folded.starts[at]]
        return any(each.isspace() for each in between)

    def word_starts(self) -> list[int]:
        """Where a word, or anything that is no part of a word, begins."""
        return [at for at in range(len(self)) if self.parts_words(at)]

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
        for start in self.word_starts():
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
        """Every start, at whatever character, of a stretch of that hash between two positions."""
        last = min(high, len(self)) - length
        return [at for at in range(max(low, 0), last + 1) if self.sha256(at, at + length) == sha256]
