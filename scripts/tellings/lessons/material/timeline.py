"""The timeline of the exercise on events: dated events in their order."""

from collections.abc import Iterator
from itertools import combinations

from tellings.lessons.items import Item, Kind, Option, Pair
from tellings.lessons.layers import Layers
from tellings.lessons.material.dating import event_of
from tellings.lessons.material.days import Days, days
from tellings.lessons.material.occurrences import apart, dated, settled, told
from tellings.lessons.material.quoting import quoted_by
from tellings.lessons.wording import Words
from tellings.records import Event, EventMention

ORDER_WORDS = {
    "order": "Put in order what these passages tell, the earliest first.",
    "event": "{words} in {outlet}: {sentence}",
    "event-why": "It was {days}. The words that show it: {words}.",
    "order-why": "The words for a time give the order, not the order of the tellings.",
}
_EVENTS = 6
_LONG = 500
"""A sentence is shown if it has at most so many code points."""

Dated = tuple[EventMention, Days]


def chain_of(layers: Layers) -> list[Dated]:
    """Events each of which ends before the next begins; none if fewer than three."""
    found: list[Dated] = []
    for each in sorted(_dated(layers), key=lambda one: _last(one[1])):
        if len(found) < _EVENTS and (not found or apart(found[-1][1], each[1])):
            found.append(each)
    return found if len(found) > 2 else []


def _last(span: Days) -> tuple[bool, str, str]:
    first, last = span
    return last is None, str(last), str(first)


def _dated(layers: Layers) -> Iterator[Dated]:
    """Every event with a first and a last day, with the mention that shows it best.

    That is one with a time if there is one. What goes on without an end has no place in a row.
    """
    for event in layers.of(Event):
        span = dated(layers, event)
        mentions = [each for each in layers.of(EventMention) if each.event == event.id]
        fit = [each for each in mentions if settled(layers, each) and _brief(layers, each)]
        proof = {each.article for each in layers.shown_by(event.date.evidence)}
        fit.sort(key=lambda each: (each.article_id not in proof, each.time_span is None, each.id))
        if span and all(span) and fit and proof:
            yield fit[0], span


def _brief(layers: Layers, mention: EventMention) -> bool:
    return len(layers.sentence(told(layers, mention)).text) <= _LONG


def in_order(layers: Layers, words: Words, events: list[Dated]) -> Item:
    """The item that asks for the order of a chain of events."""
    options = tuple(_event(layers, words, mention, span) for mention, span in events)
    proof = [
        layers.sentence(quote)
        for mention, _ in events
        for quote in layers.shown_by(event_of(layers, mention).date.evidence)
    ]
    return Item(
        kind=Kind.ORDER,
        stem=words.say("order"),
        options=options,
        pairs=tuple(Pair(a.id, b.id) for a, b in combinations(options, 2)),
        why=words.say("order-why"),
        evidence=tuple(dict.fromkeys(proof)),
        records=tuple(mention.event for mention, _ in events),
        minutes=3,
        difficulty=2,
    )


def _event(layers: Layers, words: Words, mention: EventMention, span: Days) -> Option:
    quote = told(layers, mention)
    outlet, sentence = layers.outlet(mention.article_id), layers.sentence(quote)
    text = words.say("event", words=quote, outlet=outlet, sentence=sentence)
    dates = layers.shown_by(event_of(layers, mention).date.evidence)
    why = words.say("event-why", words=quoted_by(layers, list(dates)), days=days(words, span))
    return Option(mention.id, text, why)
