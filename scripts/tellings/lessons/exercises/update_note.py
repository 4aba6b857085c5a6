"""The update note. What came in with an update, and what those who marked the text differ on.

A paragraph of the body was added if one of the ``added_spans`` of the article's update record has
a place in common with it. Update records count if every pass has the same paragraphs so;
paragraphs whose words stand twice are left out.

``match``: paragraphs by their beginnings; key ``added`` or ``before`` as above. ``choice``: which
paragraph is the first that was added; the key is the first one in the text, the other options are
paragraphs before it and, from after the last one added, behind it. ``tick``: the sources that the
article names as speaking only in what was added. Key: entities in ``source_entities`` of
attributions, all of whose contents lie within ``added_spans``; a source counts only if the passes
agree on the source words of each of its attributions. No two sources are offered that may be two
ways to name one: names, aliases and mentions of the two have no word of four letters or more in
common, and no initials (``NSC`` and ``National Security Council``). Nor may a source of the key
share initials, or a word of four letters or more with a capital, with a person, named or not, who
has words outside what was added. Nor is a source
offered besides the key that has such words in common with the note itself.

``discuss``: wording spans on whose label, or on which at all, the passes differ: the votes for
each label, and for no mark; a pass votes by the records of it that the span comes from. None is
talked about that every pass takes to judge, under whatever label, on which a pass has two votes,
or of which the exercise on loaded words asks whether it steers. What a label means is said by its
definition, for its rule names other labels.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row
from tellings.lessons.layers import Layers
from tellings.lessons.material.contested_wording import TALK_WORDS, talks
from tellings.lessons.material.one_source import (
    is_person,
    may_be_one,
    of_one_body,
    telling_words,
    words_for,
)
from tellings.lessons.material.passages import marked_body
from tellings.lessons.material.quoting import beginning
from tellings.lessons.material.sources import source_words
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words
from tellings.records import Attribution, Update

_SIDE, _OPTIONS = 3, 6
_Sources = dict[str, tuple[bool, Quote]]
"""Each source, whether it speaks in the added part only, and words that show it."""

WORDS = {
    "title": "The update note",
    "about": "Students see what an update added, and why annotators of one text can differ.",
    "task": "Find out what an update added. Then talk about words that annotators differ on.",
    "rule": "A page can change after you have read it. An update note tells what was added; what"
    " it does not tell, ask.",
    "nothing": "no article has an update note that the passes agree on, and there is no wording"
    " that they differ on",
    "match": "The note in {outlet} says: {note} Which of these paragraphs does it name?"
    " Count the paragraphs of the story itself: leave out the headline and the note, and do not go"
    " by numbers in the margin.",
    "added": "Named by the note",
    "before": "Not named by the note",
    "added-why": "Right for what the note names: it runs from {first} to {last}.",
    "before-why": "Right for what the note does not name, such as {other}.",
    "row-added": "It is part of what {note} names.",
    "row-earlier": "It stands before {first}, with which the added part begins.",
    "row-later": "It stands after {last}, with which the added part ends.",
    "row-between": "It stands between added paragraphs, but {note} does not name it.",
    "match-why": "Count the paragraphs of the article itself: its headline and the note do not"
    " count.",
    "choice": "The note in {outlet} says: {note} With which of these paragraphs does the added part"
    " begin? Count the paragraphs of the story itself: leave out the headline and the note, and do"
    " not go by numbers in the margin.",
    "choice-right": "Right: {note} begins to count here.",
    "choice-earlier": "{this} stands before the added part, which begins with {first}.",
    "choice-later": "{this} stands after {last}, where the added part has ended.",
    "tick": "Who is named in {outlet} as speaking only in what was added ({note})?",
    "tick-right": "Named as the source of {words}. Outside the added part this name has no words.",
    "tick-wrong": "Named as the source of {words}, and that stands outside the added part.",
    "tick-why": "Without the update a reader would have missed these voices.",
    **TALK_WORDS,
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    made = [item for each in _updates(layers) for item in each.items(words)]
    yield from (*made, *talks(layers, words))


# What was added ----------------------------------------------------------------------------


def _updates(layers: Layers) -> Iterator["_Added"]:
    for each in layers.of(Update):
        body = _distinct(marked_body(layers, each.article_id))
        found = partial(_paragraphs, body)
        if not layers.voting.votes(each, found).contested:
            parts = layers.quotes(each.added_spans)
            added = [one for one in body if one.meets(*parts)]
            if added:
                yield _Added(layers, each, parts, body, added)


def _distinct(body: list[Quote]) -> list[Quote]:
    """The paragraphs without any whose words stand in another place too."""
    times = Counter(each.text for each in body)
    return [each for each in body if times[each.text] == 1]


def _paragraphs(body: list[Quote], record: Update, find: FindSpan) -> object:
    """The numbers of the paragraphs that a pass, or gold, holds for added."""
    spans = [each for each in map(find, record.added_spans) if each]
    quotes = [Quote(each.article_id, each.start, each.end, each.text) for each in spans]
    meeting = (one.meets(*quotes) for one in body)
    return frozenset(number for number, met in enumerate(meeting) if met)


@dataclass(frozen=True)
class _Added:
    """An update: the passages that its note names, and the paragraphs of the body."""

    layers: Layers
    update: Update
    parts: tuple[Quote, ...]
    body: list[Quote]
    added: list[Quote]

    @property
    def others(self) -> list[Quote]:
        """The paragraphs that were there before."""
        return [each for each in self.body if each not in self.added]

    def items(self, words: Words) -> Iterator[Item]:
        """The items that the update gives."""
        if self.others:
            yield self._match(words)
        if any(self._side(each) != "between" for each in self.others):
            yield self._choice(words)
        found = self._sources()
        new = self._unlike([each for each in found if found[each][0] and self._alone(each)])[:_SIDE]
        if new and self._foils(found, new):
            yield self._tick(words, found, new)

    @property
    def _note(self) -> Quote:
        quote = self.layers.quote(self.update.note_span)
        return self.layers.words(quote.article, quote.start, quote.end)

    def _filled(self) -> dict[str, str | Quote | Rich]:
        return {
            "outlet": self.layers.outlet(self.update.article_id),
            "note": self._note,
            "first": beginning(self.added[0]),
            "last": beginning(self.added[-1]),
        }

    def _side(self, paragraph: Quote) -> str:
        if paragraph.start < self.added[0].start:
            return "earlier"
        return "later" if paragraph.start > self.added[-1].start else "between"

    def _near(self) -> list[Quote]:
        """Paragraphs that were there before, those next to the added ones first."""
        edges = self.added[0].start, self.added[-1].end
        return sorted(self.others, key=lambda each: min(abs(each.start - at) for at in edges))

    def _match(self, words: Words) -> Item:
        middle = self.added[len(self.added) // 2]
        some = list(dict.fromkeys([self.added[0], self.added[-1], middle]))[:_SIDE]
        shown = sorted([*some, *self._near()[:_SIDE]], key=lambda each: each.start)
        filled = self._filled()
        other = beginning(self._near()[0])
        return self._item(
            kind=Kind.MATCH,
            stem=words.say("match", **filled),
            options=(
                Option("added", words.say("added"), words.say("added-why", **filled)),
                Option("before", words.say("before"), words.say("before-why", other=other)),
            ),
            rows=tuple(self._row(words, number, each) for number, each in enumerate(shown, 1)),
            fixed=True,
            why=words.say("match-why"),
            minutes=2,
            difficulty=1,
        )

    def _row(self, words: Words, number: int, paragraph: Quote) -> Row:
        new = paragraph in self.added
        name = "row-added" if new else f"row-{self._side(paragraph)}"
        key, why = "added" if new else "before", words.say(name, **self._filled())
        return Row(str(number), beginning(paragraph), key, why, (paragraph,))

    def _choice(self, words: Words) -> Item:
        earlier = [each for each in self._near() if self._side(each) == "earlier"]
        later = [each for each in self._near() if self._side(each) == "later"]
        wrong = [*earlier[: _SIDE - 1], *later[:1], *earlier[_SIDE - 1 :], *later[1:]]
        shown = [self.added[0], *wrong[:_SIDE]]
        options = []
        for number, each in enumerate(shown, 1):
            side = "right" if number == 1 else self._side(each)
            filled = self._filled() | {"this": beginning(each)}
            why = words.say(f"choice-{side}", **filled)
            options.append(Option(str(number), beginning(each), why))
        return self._item(
            kind=Kind.CHOICE,
            stem=words.say("choice", **self._filled()),
            options=tuple(options),
            key=("1",),
            why=words.say("match-why"),
            minutes=2,
            difficulty=2,
        )

    def _sources(self) -> _Sources:
        """Each source, whether it speaks in the added part only, and words that show it."""
        said: dict[str, list[Quote]] = {}
        open_: set[str] = set()
        for each in self.layers.of(Attribution, self.update.article_id):
            agreed = not self.layers.voting.votes(each, source_words).contested
            for entity in each.source_entities:
                if not agreed or each.scope != "clear":
                    open_.add(entity)
                said.setdefault(entity, []).extend(self.layers.quotes(each.content_spans))
        found = {}
        for entity, quotes in said.items():
            outside = [each for each in quotes if not each.within(*self.parts)]
            if entity not in open_:
                found[entity] = not outside, max(outside or quotes, key=lambda each: len(each.text))
        return found

    def _alone(self, source: str) -> bool:
        """Whether nobody who speaks outside the added part may be the same person."""
        return not any(
            of_one_body(self.layers, source, other)
            for each in self.layers.of(Attribution, self.update.article_id)
            for quote in self.layers.quotes(each.content_spans)
            for other in each.source_entities
            if not quote.within(*self.parts) and is_person(self.layers, other)
        )

    def _unlike(self, sources: list[str]) -> list[str]:
        """Sources without those that may be another name of an earlier one."""
        chosen: list[str] = []
        for each in sources:
            if not any(may_be_one(self.layers, each, one) for one in chosen):
                chosen.append(each)
        return chosen

    def _foils(self, found: _Sources, new: list[str]) -> list[str]:
        """Sources that speak elsewhere too, and cannot be another name of one that is offered."""
        old = [each for each in found if not found[each][0]]
        noted = telling_words(self._note.text)
        old = [each for each in old if noted.isdisjoint(words_for(self.layers, each))]
        return self._unlike([*new, *old])[len(new) :]

    def _tick(self, words: Words, found: _Sources, new: list[str]) -> Item:
        old = self._foils(found, new)[: _OPTIONS - len(new)]
        options = []
        for entity in [*new, *old]:
            name, shown = self.layers.name(entity), beginning(found[entity][1])
            why = words.say("tick-right" if entity in new else "tick-wrong", words=shown)
            options.append(Option(entity, (name,), why))
        return self._item(
            kind=Kind.TICK,
            stem=words.say("tick", **self._filled()),
            options=tuple(options),
            key=tuple(new),
            why=words.say("tick-why"),
            minutes=2,
            difficulty=2,
        )

    def _item(self, **fields: Any) -> Item:
        evidence = tuple(dict.fromkeys([self._note, self.added[0], self.added[-1]]))
        records = (self.update.id,)
        return Item(evidence=evidence, records=records, **fields)


EXERCISE = Exercise(
    name="update-note",
    number=14,
    part=Part.TIME,
    skill="versions of a text, agreement of annotators",
    standards=("ccss:RI.8.1", "pisa:locate"),
    needs=(),
    glossary=("wording",),
    words=WORDS,
    make=_make,
)
