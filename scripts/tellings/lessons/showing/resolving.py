"""Items as they are shown: shuffled, given letters, their texts as far as rights go."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tellings.lessons.items import Item, Kind, Option, Quote, Row, Votes
from tellings.lessons.showing.rights import Rights
from tellings.lessons.shown import (
    ShownItem,
    ShownLevel,
    ShownOption,
    ShownPair,
    ShownRow,
    ShownVotes,
    Text,
)

_SCALES = frozenset({Kind.MARK})


@dataclass(frozen=True)
class Resolver:
    """Resolves the items of one lesson.

    Attributes:
        rights: what may be shown.
        seed: shuffles options and rows; the same seed gives the same order everywhere.
        said: says votes in words.
    """

    rights: Rights
    seed: int
    said: Callable[[Votes], str]

    def item(self, item: Item, number: int, standards: tuple[str, ...]) -> ShownItem:
        """An item as it is shown.

        Args:
            item: the item.
            number: its number in the lesson, from 1.
            standards: those of its exercise.
        """
        options = self._options(item)
        names = {each.id: letters(at) for at, each in enumerate(options)}
        show = self.rights.resolve
        return ShownItem(
            id=item.id,
            number=number,
            exercise=item.exercise,
            kind=item.kind.value,
            stem=show(item.stem),
            reading=tuple(self._reading(each) for each in item.reading),
            options=tuple(
                ShownOption(id=names[each.id], text=show(each.text), why=show(each.why))
                for each in options
            ),
            rows=self._rows(item, names),
            key=tuple(sorted(names[each] for each in item.key)),
            pairs=tuple(
                ShownPair(first=names[each.first], second=names[each.second], same=each.same)
                for each in item.pairs
            ),
            rubric=tuple(
                ShownLevel(name=each.name, does=show(each.does), sample=show(each.sample))
                for each in item.rubric
            ),
            votes=self._votes(item, options),
            why=show(item.why),
            evidence=tuple(show((each,)) for each in dict.fromkeys(item.evidence)),
            where=self._where(item),
            minutes=item.minutes,
            difficulty=item.difficulty,
            standards=tuple(sorted({*standards, *item.standards})),
            marked=item.marked,
            playable=self._playable(item),
        )

    def _where(self, item: Item) -> tuple[str, ...]:
        """The paragraphs of the evidence, article by article from the top."""
        places = self.rights.places
        order = sorted(item.evidence, key=lambda each: (places.letters[each.article], each.start))
        return tuple(dict.fromkeys(map(places.paragraph, order)))

    def _reading(self, quote: Quote) -> Text:
        return self.rights.resolve((quote,))

    def _options(self, item: Item) -> tuple[Option, ...]:
        if item.fixed or item.kind in _SCALES:
            return item.options
        return tuple(sorted(item.options, key=lambda each: self._rank(item.id, each.id)))

    def _rows(self, item: Item, names: Mapping[str, str]) -> tuple[ShownRow, ...]:
        rows = sorted(item.rows, key=lambda each: self._rank(item.id, f"row:{each.id}"))
        return tuple(self._row(row, number, names) for number, row in enumerate(rows, 1))

    def _row(self, row: Row, number: int, names: Mapping[str, str]) -> ShownRow:
        show = self.rights.resolve
        evidence = tuple(show((each,)) for each in row.evidence)
        text, why = show(row.text), show(row.why)
        return ShownRow(id=str(number), text=text, key=names[row.key], why=why, evidence=evidence)

    def _votes(self, item: Item, options: tuple[Option, ...]) -> tuple[ShownVotes, ...]:
        votes = dict(zip((each.id for each in item.options), item.votes, strict=False))
        found = (votes[each.id] for each in options if each.id in votes)
        return tuple(map(self._vote, found))

    def _vote(self, votes: Votes) -> ShownVotes:
        return ShownVotes(agree=votes.agree, of=votes.of, said=self.said(votes))

    def _playable(self, item: Item) -> bool:
        return item.kind is not Kind.MARK or all(map(self.rights.allowed, item.reading))

    def _rank(self, item: str, part: str) -> bytes:
        return hashlib.sha256(f"{self.seed}:{item}:{part}".encode()).digest()


def letters(number: int) -> str:
    """The name of the option at a place, counted from 0: ``a`` to ``z``, then ``aa``.

    >>> letters(0), letters(25), letters(26)
    ('a', 'z', 'aa')
    """
    more, last = divmod(number, 26)
    return (letters(more - 1) if more else "") + chr(ord("a") + last)
