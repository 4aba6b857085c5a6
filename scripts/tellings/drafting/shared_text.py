"""Text that articles share word for word: runs found by their words, whatever the language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tellings.records import Range

SHORTEST = 8
"""Words in a row that two texts have to share (docs/guidelines.md, Reuse)."""
_FEWEST_PLAIN = 4
"""Words of a run that are no names or numbers: titles and names alone are no reuse."""
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


@dataclass(frozen=True, slots=True)
class Telling:
    """An article's text, and the paragraphs of it in which reuse is looked for."""

    id: str
    text: str
    paragraphs: tuple[Range, ...]


class Shared(NamedTuple):
    """The same words in two articles, as code points."""

    earlier: str
    earlier_place: tuple[int, int]
    later: str
    later_place: tuple[int, int]


class _Word(NamedTuple):
    key: str
    start: int
    end: int
    paragraph: int


def shared_runs(tellings: Sequence[Telling]) -> list[Shared]:
    """The longest runs of words that an article shares with an earlier one.

    Each run of an article is paired with its first appearance only, so that a text in
    twenty articles gives nineteen pairs. The work grows with the length of the texts.

    Args:
        tellings: the articles, the earliest first.

    >>> words = "the sluices stay open until the talks in Saltby end"
    >>> a, b = (Telling(n, words, (Range(start=0, end=len(words)),)) for n in "ab")
    >>> [(each.earlier, each.later, each.later_place) for each in shared_runs([a, b])]
    [('a', 'b', (0, 51))]
    """
    listed = [_words(each) for each in tellings]
    first: dict[tuple[str, ...], tuple[int, int]] = {}
    found: list[Shared] = []
    for number, words in enumerate(listed):
        keys = [_key(words, at) for at in range(len(words))]
        at = 0
        while at < len(words):
            key = keys[at]
            origin = first.get(key) if key else None
            if origin is None:
                at += 1
                continue
            length = _length(listed[origin[0]], origin[1], words, at)
            run = words[at : at + length]
            if _is_telling(tellings[number].text, run):
                found.append(_pair(tellings, listed, origin, (number, at), length))
            at += length
        for at, key in enumerate(keys):
            if key:
                first.setdefault(key, (number, at))
    return found


def _words(telling: Telling) -> list[_Word]:
    return [
        _Word(match[0].lower().replace("’", "'"), match.start(), match.end(), number)
        for number, each in enumerate(telling.paragraphs)
        for match in _WORD.finditer(telling.text, each.start, each.end)
    ]


def _key(words: Sequence[_Word], at: int) -> tuple[str, ...] | None:
    """The words that begin at a position, if enough follow in the same paragraph."""
    last = at + SHORTEST - 1
    if last >= len(words) or words[last].paragraph != words[at].paragraph:
        return None
    return tuple(each.key for each in words[at : last + 1])


def _length(one: Sequence[_Word], i: int, other: Sequence[_Word], j: int) -> int:
    """How many words two texts share from two positions on."""
    length = 0
    while (
        i + length < len(one)
        and j + length < len(other)
        and one[i + length].key == other[j + length].key
        and one[i + length].paragraph == one[i].paragraph
        and other[j + length].paragraph == other[j].paragraph
    ):
        length += 1
    return length


def _is_telling(text: str, run: Sequence[_Word]) -> bool:
    plain = sum(text[each.start].islower() for each in run)
    return plain >= _FEWEST_PLAIN


def _pair(
    tellings: Sequence[Telling],
    listed: Sequence[Sequence[_Word]],
    origin: tuple[int, int],
    here: tuple[int, int],
    length: int,
) -> Shared:
    places = []
    for number, at in (origin, here):
        words = listed[number]
        places.append((words[at].start, words[at + length - 1].end))
    return Shared(tellings[origin[0]].id, places[0], tellings[here[0]].id, places[1])
