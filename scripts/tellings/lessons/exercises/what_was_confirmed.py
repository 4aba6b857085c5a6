"""What exactly was confirmed? Which words an article hands to a source, and no others.

A ``choice`` for an attribution with a source and a reporting word, one content of readable
length, a clear scope, a source that is no pronoun, and no passes that differ on who says it or
how (``cue_class``). Key: its content. One attribution an article, first those whose reporting
word does most (affirm, decline_to_confirm, deny, evade, then the others, neutral last).

The other options are the article's headline, its own claims (in no sentence with a content),
contents of other attributions of the article, and, where these are too few, contents in other
articles that are about other events but name an entity that the key names. None is one that also
answers the question: none of a source that shares an entity with the one asked about, none that
overlaps with what that source says anywhere in the article, or hangs together with it by a reuse
or as its support, or says the same in the same words; and where something is refused, denied or
evaded, none about an event that the key is about. Of what is left the nearest are taken, and
among those the nearest in length, some longer than the key and some shorter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.foils import Foil, between
from tellings.lessons.material.naming import entities_in, events_in
from tellings.lessons.material.passages import sentence
from tellings.lessons.material.shared_wording import Tie, tied, ties
from tellings.lessons.material.sources import (
    contents,
    labels_of_source,
    order,
    own_claims,
    source_said,
    source_words,
)
from tellings.lessons.material.vocabulary import same_words
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words
from tellings.records import Attribution

_SHORT, _LONG = 35, 220
_FOILS = 3
_NEAREST, _FARTHEST = -1, 3
_HELD_BACK = frozenset({"decline_to_confirm", "deny", "evade"})
"""Classes of reporting words with which a source does not speak up for what is asked about."""
_STRENGTH = (
    "affirm",
    "decline_to_confirm",
    "deny",
    "evade",
    "reiterate",
    "hedge",
    "warn",
    "insist",
    "reveal",
    "neutral",
)
"""Classes of reporting words, those first that leave most to ask about what was really said."""

WORDS = {
    "title": "What exactly was said?",
    "about": "Students find how far a source's words reach: what it confirms, repeats or warns of,"
    " and what only stands near it or in the headline.",
    "task": "Find the source and its reporting word in the article. What exactly is handed to it?",
    "rule": "Follow the reporting word to its own clause. What stands nearby, or in the headline,"
    " is not yet confirmed.",
    "nothing": "no attribution with a clear source has enough statements of others beside it",
    "stem": "What exactly is said by {source}, in the article of {outlet} ({cue})?",
    "stem-affirm": "What exactly is confirmed by {source}, in the article of {outlet} ({cue})?",
    "stem-decline_to_confirm": "What exactly is neither confirmed nor denied by {source}, in the"
    " article of {outlet} ({cue})?",
    "stem-deny": "What exactly is called untrue by {source}, in the article of {outlet} ({cue})?",
    "stem-evade": "What exactly is the answer of {source}, in the article of {outlet} ({cue})?",
    "stem-reiterate": "What exactly is said again by {source}, in the article of {outlet} ({cue})?",
    "stem-warn": "What exactly is the warning or threat of {source}, in the article of {outlet}"
    " ({cue})?",
    "key-why": "{cue} hands exactly this to {source}.",
    "other-why": "In {outlet}, this is handed to {other} ({cue}), not to {source}.",
    "other-why-uncued": "In {outlet}, these are words of {other}, not of {source}.",
    "headline-why": "This is the headline of {outlet}. The sentence with {cue} does not say it.",
    "own-why": "{outlet} says this itself; nothing hands it to {source}.",
    "why": "{sentence} How far these words of {source} reach, the sentence shows.",
    "why-affirm": "{sentence} Whoever confirms one thing has not confirmed the next: only this is"
    " confirmed here by {source}.",
    "why-decline_to_confirm": "{sentence} This is what is not confirmed by {source}. That is no"
    " denial of it either.",
    "why-evade": "{sentence} Asked about one thing, {source} speaks of another: only these words"
    " are the answer.",
}


@dataclass(frozen=True)
class _Asked:
    """What an item asks about."""

    record: Attribution
    key: Quote
    cue: Quote
    source: Rich


def _make(layers: Layers, words: Words) -> Iterator[Item | None]:
    found = ties(layers)
    for article in layers.articles:
        yield next(_items(layers, words, article, found), None)


def _items(layers: Layers, words: Words, article: str, found: Sequence[Tie]) -> Iterator[Item]:
    """The items that an article could give, the best one first."""
    asked = [_asked(layers, each) for each in layers.of(Attribution, article)]
    for each in sorted(filter(None, asked), key=lambda each: _rank(layers, each)):
        foils = between(each.key, _foils(layers, words, _Beside(layers, each, found)), _FOILS)
        if len(foils) == _FOILS:
            yield _item(layers, words, each, foils)


def _rank(layers: Layers, asked: _Asked) -> tuple[int, int]:
    return _STRENGTH.index(asked.record.cue_class), order(layers, asked.record)[0]


def _asked(layers: Layers, each: Attribution) -> _Asked | None:
    votes = layers.voting.votes(each, _said)
    if votes.contested or each.scope != "clear" or len(each.content_spans) != 1:
        return None
    if each.cue_span is None or not each.source_entities or not labels_of_source(layers, each):
        return None
    (key,) = contents(layers, each)
    if not _SHORT <= len(key.text) <= _LONG or each.cue_class not in _STRENGTH:
        return None
    return _Asked(each, key, layers.quote(each.cue_span), source_said(layers, each))


def _said(record: Attribution, spans: FindSpan) -> object:
    return source_words(record, spans), record.cue_class


# What is beside it -----------------------------------------------------------------------------


class _Beside:
    """What stands beside the words asked about, and how near it is.

    Attributes:
        mine: the words asked about, and whatever else their source says in the article.
    """

    def __init__(self, layers: Layers, asked: _Asked, found: Sequence[Tie]) -> None:
        self.layers, self.asked = layers, asked
        self.article = asked.record.article_id
        self.mine = [asked.key, *self._said_too()]
        self.ties = found
        self.events = events_in(layers, asked.key)
        self.entities = set(entities_in(layers, asked.key))

    def _said_too(self) -> Iterator[Quote]:
        for each in self.layers.of(Attribution, self.article):
            if set(each.source_entities) & set(self.asked.record.source_entities):
                yield from contents(self.layers, each)

    def far(self, quote: Quote) -> int:
        """0 where the events meet in one article, 1 elsewhere in it, 3 in other articles."""
        meet = bool(self.events & events_in(self.layers, quote))
        if quote.article == self.article:
            return int(not meet)
        near = self.entities & set(entities_in(self.layers, quote))
        return _FARTHEST if near and not meet else _FARTHEST + 1

    def wrong(self, quote: Quote) -> bool:
        """Whether words are no answer: not the source's, not the key in other words."""
        held_back = self.asked.record.cue_class in _HELD_BACK
        if held_back and self.events & events_in(self.layers, quote):
            return False
        return not any(
            quote.meets(each) or same_words(quote, each) or tied(self.ties, quote, each)
            for each in self.mine
        )

    def foreign(self, other: Attribution) -> bool:
        """Whether another attribution is somebody else's, and its source can be named."""
        shared = set(other.source_entities) & set(self.asked.record.source_entities)
        return not shared and bool(source_said(self.layers, other)) and not other.parent


def _foils(layers: Layers, words: Words, beside: _Beside) -> list[Foil]:
    """What does not answer the question, with the reason; other articles only if need be."""
    kept: list[Foil] = []
    for each in _here(layers, words, beside):
        if not any(same_words(each.quote, other.quote) for other in kept):
            kept.append(each)
    if len(kept) >= _FOILS:
        return kept
    others = (name for name in layers.articles if name != beside.article)
    return [*kept, *(foil for name in others for foil in _said_in(layers, words, beside, name))]


def _here(layers: Layers, words: Words, beside: _Beside) -> Iterator[Foil]:
    yield from _headline(layers, words, beside)
    yield from _own(layers, words, beside)
    yield from _said_in(layers, words, beside, beside.article)


def _headline(layers: Layers, words: Words, beside: _Beside) -> Iterator[Foil]:
    quote = layers.headline(beside.article)
    if quote and beside.wrong(quote):
        outlet = layers.outlet(beside.article)
        why = words.say("headline-why", outlet=outlet, cue=beside.asked.cue)
        yield Foil(quote, why, far=beside.far(quote) or _NEAREST)


def _own(layers: Layers, words: Words, beside: _Beside) -> Iterator[Foil]:
    outlet = layers.outlet(beside.article)
    for each in own_claims(layers, beside.article):
        quote = layers.quote(each.id)
        if _SHORT <= len(quote.text) <= _LONG and beside.wrong(quote):
            why = words.say("own-why", outlet=outlet, source=beside.asked.source)
            yield Foil(quote, why, far=beside.far(quote) * 2)


def _said_in(layers: Layers, words: Words, beside: _Beside, article: str) -> Iterator[Foil]:
    for each in layers.of(Attribution, article):
        quotes = contents(layers, each)
        if len(quotes) != 1 or not _SHORT <= len(quotes[0].text) <= _LONG:
            continue
        far = beside.far(quotes[0])
        if far <= _FARTHEST and beside.foreign(each) and beside.wrong(quotes[0]):
            yield Foil(quotes[0], _other_why(layers, words, beside.asked, each), far)


def _other_why(layers: Layers, words: Words, asked: _Asked, other: Attribution) -> Rich:
    named: dict[str, str | Quote | Rich] = {
        "outlet": layers.outlet(other.article_id),
        "other": source_said(layers, other),
        "source": asked.source,
    }
    if other.cue_span is None:
        return words.say("other-why-uncued", **named)
    return words.say("other-why", cue=layers.quote(other.cue_span), **named)


# The item --------------------------------------------------------------------------------------


def _item(layers: Layers, words: Words, asked: _Asked, foils: Sequence[Foil]) -> Item:
    record = asked.record
    outlet, whole = layers.outlet(record.article_id), sentence(layers, asked.key)
    why, stem = (_special(words, name, record) for name in ("why", "stem"))
    key_why = words.say("key-why", cue=asked.cue, source=asked.source)
    others = (Option(f"o{at}", (each.quote,), each.why) for at, each in enumerate(foils, 1))
    return Item(
        kind=Kind.CHOICE,
        stem=words.say(stem, outlet=outlet, cue=asked.cue, source=asked.source),
        options=(Option("key", (asked.key,), key_why), *others),
        key=("key",),
        why=words.say(why, sentence=whole, source=asked.source),
        evidence=tuple(dict.fromkeys([whole, sentence(layers, asked.cue)])),
        records=(record.id,),
        minutes=2,
        difficulty=2,
    )


def _special(words: Words, name: str, record: Attribution) -> str:
    """The sentence for a class of reporting words, if it has one of its own."""
    special = f"{name}-{record.cue_class}"
    return special if special in words.english else name


EXERCISE = Exercise(
    name="what-was-confirmed",
    number=4,
    part=Part.CERTAINTY,
    skill="scope of a statement",
    standards=("ccss:RI.8.8", "cor:evidence", "pisa:locate"),
    needs=("attribution", "span:mention"),
    words=WORDS,
    make=_make,
)
