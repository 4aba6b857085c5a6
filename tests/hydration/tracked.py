"""A copy of an article that knows of each of its characters where it came from."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

Change = Callable[["Tracked"], "Tracked"]


@dataclass(frozen=True)
class Tracked:
    """A text, and for each character its place in the original (code points); None if it is new.

    The changes return a new copy. ``respelled`` keeps where characters come from: it is for
    what says the same (white space, marks, Unicode form); everything else makes new characters.
    """

    text: str
    origins: tuple[int | None, ...]

    @classmethod
    def of(cls, original: str) -> "Tracked":
        return cls(original, tuple(range(len(original))))

    def cut(self, start: int, end: int) -> "Tracked":
        return Tracked(self.text[start:end], self.origins[start:end])

    def __add__(self, other: "Tracked | str") -> "Tracked":
        more = other if isinstance(other, Tracked) else Tracked(other, (None,) * len(other))
        return Tracked(self.text + more.text, self.origins + more.origins)

    def inserted(self, at: int, words: str) -> "Tracked":
        return self.cut(0, at) + words + self.cut(at, len(self.text))

    def deleted(self, start: int, end: int) -> "Tracked":
        return self.cut(0, start) + self.cut(end, len(self.text))

    def before(self, words: str) -> "Tracked":
        return Tracked("", ()) + words + self

    def edited(self, pattern: str, new: str, count: int = 0) -> "Tracked":
        """Replace what a pattern matches by new characters."""
        return self._replaced(pattern, lambda _: new, count, keeps=False)

    def respelled(self, pattern: str, new: str, count: int = 0) -> "Tracked":
        """Replace what a pattern matches by another spelling of the same."""
        return self._replaced(pattern, lambda _: new, count, keeps=True)

    def respelled_by(self, pattern: str, new: Callable[[str], str]) -> "Tracked":
        """Like ``respelled``, the new spelling made of the old."""
        return self._replaced(pattern, lambda found: new(found.group()), 0, keeps=True)

    def _replaced(
        self, pattern: str, new: Callable[[re.Match[str]], str], count: int, keeps: bool
    ) -> "Tracked":
        made, last = Tracked("", ()), 0
        for number, found in enumerate(re.finditer(pattern, self.text)):
            if count and number == count:
                break
            words = new(found)
            origin = self._origin_of(found) if keeps and found.group() else None
            made = made + self.cut(last, found.start())
            made = made + Tracked(words, (origin,) * len(words))
            last = found.end()
        return made + self.cut(last, len(self.text))

    def _origin_of(self, found: re.Match[str]) -> int | None:
        """Where what was found came from: its first mark or letter, if it is not all space."""
        space = len(found.group()) - len(found.group().lstrip())
        return self.origins[found.start() + (space if space < len(found.group()) else 0)]

    def paragraphs(self) -> list["Tracked"]:
        """The lines that hold text."""
        return [self.cut(*each.span()) for each in re.finditer(r"[^\n]+", self.text)]

    def moved(self, start: int, end: int, to: int) -> "Tracked":
        """A stretch put elsewhere; ``to`` counts in the text without it."""
        rest, part = self.deleted(start, end), self.cut(start, end)
        return rest.cut(0, to) + part + rest.cut(to, len(rest.text))

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        """First and last place of what comes from each character of the original."""
        found: dict[int, tuple[int, int]] = {}
        for at, origin in enumerate(self.origins):
            if origin is not None:
                found[origin] = (found.get(origin, (at, at))[0], at)
        return found

    def place_of(self, places: Iterable[int]) -> tuple[int, int] | None:
        """From where to where some characters of the original stand now; None if none do."""
        found = [self._places[each] for each in places if each in self._places]
        return (min(a for a, _ in found), max(b for _, b in found) + 1) if found else None


def joined(parts: list[Tracked], between: str) -> Tracked:
    """Parts with new characters between them."""
    whole = parts[0]
    for each in parts[1:]:
        whole = whole + between + each
    return whole
