"""Words of our own that happen to be an article's: pointed at, where no word of it may stand.

So many words in a row count as an article's. Names, days and small words do not make them so: who
met whom and when cannot be said otherwise.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tellings.lessons.items import Quote
from tellings.lessons.showing.placing import Places

RUN = 3
"""So many words in a row can be an article's."""
TELLING, SMALL = 2, 3
"""So many of them have to be words of more letters than this, and no name."""
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_PLACE = re.compile(r"\{\w+\}")

Run = tuple[str, ...]
_Word = tuple[int, int, str]


@dataclass(frozen=True)
class Free:
    """What may stand though an article has it too.

    Attributes:
        texts: sentences of lessons, definitions, titles.
        names: names and days, of which each single word may stand in any company.
    """

    texts: Iterable[str] = ()
    names: Iterable[str] = ()


@dataclass(frozen=True)
class Pointing:
    """Finds an article's words in other texts.

    Attributes:
        places: says where words stand.
        runs: where each run of words that is an article's stands first: article, number of word.
        words: the words of each article.
    """

    places: Places
    runs: Mapping[Run, tuple[str, int]] = field(repr=False)
    words: Mapping[str, Sequence[_Word]] = field(repr=False)

    @classmethod
    def of(cls, places: Places, free: Free) -> "Pointing":
        """Take in the articles, and what may stand."""
        words = {name: words_of(each.text) for name, each in places.articles.items()}
        allowed = {
            run
            for text in free.texts
            for part in _PLACE.split(text)
            for _, run in _runs(words_of(part))
        }
        names = {word for each in free.names for *_, word in words_of(each)}
        runs: dict[Run, tuple[str, int]] = {}
        for name, found in words.items():
            for at, run in _runs(found):
                if run not in allowed and _telling(run, names):
                    runs.setdefault(run, (name, at))
        return cls(places, runs, words)

    def point(self, text: str) -> str:
        """A text with an article's words made pointers to where they stand."""
        found, done, at = words_of(text), 0, 0
        pieces = []
        while at + RUN <= len(found):
            place = self.runs.get(tuple(word for *_, word in found[at : at + RUN]))
            if place is None:
                at += 1
                continue
            quote, length = self._same(place, found[at:])
            pieces += [text[done : found[at][0]], f"[{self.places.pointer(quote)}]"]
            at += length
            done = found[at - 1][1]
        return "".join([*pieces, text[done:]])

    def _same(self, place: tuple[str, int], said: Sequence[_Word]) -> tuple[Quote, int]:
        """The longest stretch of an article that a text repeats from a place on; its words."""
        article, at = place
        length = 0
        for (*_, one), (*_, other) in zip(self.words[article][at:], said, strict=False):
            if one != other:
                break
            length += 1
        start, end = self.words[article][at][0], self.words[article][at + length - 1][1]
        return Quote(article, start, end, self.places.articles[article].text[start:end]), length


def words_of(text: str) -> list[_Word]:
    """The words of a text, with where they begin and end; those with hyphens are one."""
    return [
        (each.start(), each.end(), unicodedata.normalize("NFKC", each.group()).casefold())
        for each in _WORD.finditer(text)
    ]


def _telling(run: Run, names: set[str]) -> bool:
    """Whether enough words of a run are more than names, numbers and small words."""
    large = [each for each in run if each not in names and len(each) > SMALL]
    return sum(not each[0].isdigit() for each in large) >= TELLING


def _runs(words: Sequence[_Word]) -> Iterator[tuple[int, Run]]:
    spelled = [word for *_, word in words]
    for at in range(len(spelled) - RUN + 1):
        yield at, tuple(spelled[at : at + RUN])
