"""What some words name, and which events they tell."""

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.records import Attribution, EventMention


def entities_in(layers: Layers, quote: Quote) -> list[str]:
    """The entities that mentions in some words name, in the order of the text, each once."""
    mentions = layers.spans_on(quote, "mention")
    return list(dict.fromkeys(each.entity for each in mentions if each.entity))


def spoken_for(layers: Layers, attribution: Attribution) -> list[str]:
    """A source, and what the article names within the words for it (“Anna Korn of the ministry”).

    Whoever is called a body's spokesman in one sentence speaks for it in the next.
    """
    found = list(attribution.source_entities)
    for each in layers.of(Attribution, attribution.article_id):
        if each.source_span and set(each.source_entities) & set(attribution.source_entities):
            found += entities_in(layers, layers.quote(each.source_span))
    return found


def events_in(layers: Layers, quote: Quote) -> set[str]:
    """The events whose triggers or evidence meet some words."""
    found = set()
    for each in layers.of(EventMention, quote.article):
        spans = (*([each.trigger_span] if each.trigger_span else ()), *each.evidence_spans)
        if quote.meets(*layers.quotes(spans)):
            found.add(each.event)
    return found


def other_triggers(layers: Layers, quote: Quote, known: set[str]) -> list[Quote]:
    """The words within some words that name an event, known ones left out; in their order."""
    found = [
        layers.quote(each.trigger_span)
        for each in layers.of(EventMention, quote.article)
        if each.trigger_span and each.event not in known
    ]
    return sorted({each for each in found if each.within(quote)}, key=lambda each: each.start)


def names(layers: Layers, entities: list[str]) -> str:
    """The names of some entities in a row."""
    return ", ".join(map(layers.name, entities))
